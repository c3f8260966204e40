import json


def make(given, out):
    text = (given["take"] / "take.json").read_text().splitlines()[-1]
    care = {"weight": "care", "tick": 1500, "text": text, "remedy": "say less", "kind": "mark"}
    notes = [
        {"weight": "note", "tick": n, "text": f"note {n}", "remedy": "", "kind": "mark"} for n in range(5)
    ]
    verdict = {
        "title": "t", "length_s": 2.0, "trusted": "lie" not in text, "reasons": ["a root moved"] * ("lie" in text),
        "stopped": "it diverged" if "stop" in text else "", "findings": [*notes, care] if "care" in text else [],
    }  # fmt: skip
    (out / "verdict.json").write_text(json.dumps(verdict))
