from __future__ import annotations

import pytest

from offworld.errors import FilmError
from offworld.film.screenplay import scenes_of
from offworld.script.screenplay.fdx import read_fdx
from offworld.script.screenplay.pages import eighths


def fdx(*paragraphs, title=""):
    inside = "".join(paragraphs)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<FinalDraft DocumentType="Script"><Content>{inside}</Content>{title}</FinalDraft>'


def paragraph(kind, text, extra="", inner=""):
    return f'<Paragraph Type="{kind}" {extra}>{inner}<Text>{text}</Text></Paragraph>'


def test_numbers_lengths_styles_and_unknown_kinds():
    script = read_fdx(
        fdx(
            paragraph(
                "Scene Heading", "ИНТ. ЗВЕЗДА", 'Number="12A"', '<SceneProperties Length="1 4/8" Page="3"/>'
            ),
            '<Paragraph Type="Action"><Text>He is </Text><Text Style="Bold+Italic">late</Text>'
            "<Text>.</Text></Paragraph>",
            paragraph("Whatever", "kept"),
            paragraph("Action", "THE END", 'Alignment="Center"'),
            paragraph("Outline 2", "Part"),
            paragraph("Action", " "),
        )
    )
    assert [(one.kind, one.text) for one in script.elements] == [
        ("scene heading", "ИНТ. ЗВЕЗДА"), ("action", "He is ***late***."), ("action", "kept"), ("centred", "THE END"),
        ("section", "Part"),
    ]  # fmt: skip
    (scene,) = scenes_of(script)
    assert (scene.number, eighths(scene), script.elements[-1].level) == ("12A", 12, 2)


def test_a_title_page_and_page_breaks():
    inside = "".join(f"<Paragraph><Text>{one}</Text></Paragraph>" for one in ("Vyzov", "by K."))
    title = f"<TitlePage><Content>{inside}</Content></TitlePage>"
    script = read_fdx(
        fdx(paragraph("Action", "a"), paragraph("Action", "b", 'StartsNewPage="Yes"'), title=title)
    )
    assert [(one.key, one.value) for one in script.title] == [("Title", "Vyzov"), ("Contact", "by K.")]
    assert [one.kind for one in script.elements] == ["action", "page break", "action"]


@pytest.mark.parametrize(
    "text", ["", "no xml", "<FinalDraft><Content></FinalDraft>", "<html></html>", "<FinalDraft/>"]
)
def test_wrong_input_names_the_file_and_a_remedy(text):
    with pytest.raises(FilmError, match=r"script\.fdx.*export the script once more"):
        read_fdx(text)


def test_entities_cannot_blow_up():
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + ']><FinalDraft><Content><Paragraph Type="Action"><Text>&i;</Text></Paragraph></Content></FinalDraft>'
    )
    with pytest.raises(FilmError):
        read_fdx(bomb)
