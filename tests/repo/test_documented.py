"""A command, an option or a setting that nobody described does not exist for its user."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from repo_commands import commands

from wijkpeil.loading import json_schemas

HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)
SETTING = re.compile(r"WIJKPEIL_[A-Z][A-Z_]*")


def sections(text: str) -> dict[str, str]:
    """Each section of a page by its heading; what stands before the first heading under the empty string."""
    parts = HEADING.split(text)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


@pytest.fixture(scope="module")
def manual(project: Path) -> dict[str, str]:
    """The sections of the page about commands."""
    return sections((project / "docs" / "commands.md").read_text(encoding="utf-8"))


def section_of(command: str, manual: dict[str, str]) -> str:
    """The text about one command: every section whose heading names it."""
    named = re.compile(rf"(?<![\w-]){re.escape(command)}(?![\w-])")
    return "\n".join(text for heading, text in manual.items() if named.search(heading))


def common(manual: dict[str, str]) -> str:
    """The text about what all commands share: every section whose heading names none of them."""
    names = commands()
    return "\n".join(
        text
        for heading, text in manual.items()
        if not any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", heading) for name in names)
    )


def test_every_command_has_a_section(manual: dict[str, str]) -> None:
    assert commands()
    assert [name for name in commands() if not section_of(name, manual).strip()] == []


def test_every_option_is_described_with_its_command_or_for_all(manual: dict[str, str]) -> None:
    missing = []
    for name, command in commands().items():
        text = section_of(name, manual) + common(manual)
        for parameter in command.params:
            long = [each for each in [*parameter.opts, *parameter.secondary_opts] if each.startswith("--")]
            missing += [f"{name} {option}" for option in long if not re.search(rf"{option}(?![\w-])", text)]
    assert missing == []


def test_every_command_and_option_says_what_it_does() -> None:
    silent = [name for name, command in commands().items() if not command.help]
    for name, command in commands().items():
        options = [each for each in command.params if each.param_type_name == "option"]
        silent += [f"{name} {option.name}" for option in options if not option.help]
    assert silent == []


def test_no_section_describes_a_command_that_is_gone(manual: dict[str, str]) -> None:
    described = {word for heading in manual for word in re.findall(r"`(?:wijkpeil )?([a-z][a-z-]*)", heading)}
    assert described - {"wijkpeil"} <= {word for name in commands() for word in name.split()}


def test_every_setting_is_described(sources: list[Path], project: Path) -> None:
    used = {name for path in sources for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    pages = [project / "README.md", *(project / "docs").rglob("*.md")]
    described = {name for page in pages for name in SETTING.findall(page.read_text(encoding="utf-8"))}
    assert used - described == set()


def described_fields(schema: Any) -> Iterator[tuple[str, str]]:
    """Each field in a JSON Schema with its description."""
    if isinstance(schema, dict):
        fields = schema.get("properties")
        if isinstance(fields, dict):
            yield from ((name, field.get("description", "")) for name, field in fields.items())
        for value in schema.values():
            yield from described_fields(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from described_fields(value)


def test_every_field_of_a_file_is_described(project: Path) -> None:
    page = (project / "docs" / "files.md").read_text(encoding="utf-8")
    fields = {(kind, *field) for kind, schema in json_schemas().items() for field in described_fields(schema)}
    assert fields
    assert sorted({f"{kind}: {name}" for kind, name, description in fields if not description.strip()}) == []
    assert sorted({name for _, name, _ in fields if not re.search(rf"`{re.escape(name)}`", page)}) == []
