from __future__ import annotations


def test_the_reference_is_up_to_date(tool):
    """If this fails: make docs."""
    reference = tool("make_cli_reference")
    assert reference.TARGET.read_text(encoding="utf-8") == reference.reference()


def test_every_command_has_help_and_a_section(tool):
    reference = tool("make_cli_reference")
    parsers = reference.build_parser()[1]
    assert set(parsers) == {command.name for command in reference.COMMANDS}
    for name, parser in parsers.items():
        assert f"## offworld {name}\n" in reference.reference()
        assert all(action.help for action in parser._actions)
