def make(given, out):
    text = "\n".join(f"{name}: {path.read_text()}" for name, path in sorted(given.items()))
    (out / "index.html").write_text(text)
