"""Names and things in prose."""

from offworld.script.breakdown.words import capitals_in, named_in, things_in


def test_names_are_whole_words_with_a_capital():
    text = "Zhenya sees IVAN. The antonym of will: anton will not."
    assert named_in(text, ["ivan", "zhenya", "anton"]) == ["ivan", "zhenya"]
    assert named_in(text, ["ivan", "zhenya"], capitals=True) == ["ivan"]


def test_things_are_found_one_or_many():
    things = {"scalpel": "scalpel", "sample-box": "sample box", "glass": "glass"}
    assert things_in("Two scalpels beside the Sample Box.", things) == ["scalpel", "sample-box"]
    assert things_in("An eyeglass. Glasses.", things) == ["glass"]


def test_runs_of_capitals():
    assert capitals_in("A RED ALARM rings, TV on. СИРЕНА воет. The ALARM CLOCK") == [
        "RED ALARM",
        "СИРЕНА",
        "ALARM CLOCK",
    ]
    assert capitals_in("nothing, I say") == []
