import json


def make(given, out):
    film = json.loads((given["film"] / "film.yaml").read_text())
    (out / "scenes").mkdir()
    (out / "scenes.json").write_text(json.dumps([[number, f"title {number}"] for number in film["scenes"]]))
    (out / "settings.json").write_text(json.dumps(film["title"]))
    for number, words in film["scenes"].items():
        (out / "scenes" / f"{number}.json").write_text(json.dumps(words))
