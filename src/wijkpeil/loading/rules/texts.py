"""Texts stand in both languages; references to lines can be read."""

from __future__ import annotations

from collections.abc import Iterator

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.model.base import Text, line_ranges

LINES = {"lines", "total_lines", "city_lines", "repeated_lines"}
"""Names of the fields that refer to lines of a document."""
_FROM_THE_DOCUMENT = ("measures", "practices")
"""Registers that are read off the document where one of their records names its lines."""
_LANGUAGES = {"nl": say("Dutch"), "en": say("English")}


def texts_stand_in_both_languages(content: Content) -> Iterator[Fault]:
    """A text has its Dutch and its English."""
    for raw, (path, owner, field, value) in content.fields():
        if owner is Text and isinstance(value, str) and not value.strip() and path[0] not in raw.absent:
            message = say(
                "The {language} text is empty, and every text stands in both languages.",
                language=_LANGUAGES[field.name],
            )
            yield raw.fault(path, message, say("Write it; a name may be the same in both."))


def lines_can_be_read(content: Content) -> Iterator[Fault]:
    """A reference to lines is numbers and rising ranges, separated by semicolons."""
    for raw, (path, _, field, value) in content.fields():
        if field.name in LINES and isinstance(value, str):
            try:
                line_ranges(value)
            except ValueError as error:
                remedy = say("Write lines and rising ranges, separated by semicolons: 26-27; 228.")
                yield raw.fault(path, say("This is no reference to lines: {error}.", error=error.args[0]), remedy)


def records_name_their_lines(content: Content) -> Iterator[Fault]:
    """A record whose lines must be given names at least one."""
    for raw, (path, _, field, value) in content.fields():
        if field.name == "lines" and field.required and value == "":
            message = say("The record names no line of the source, so that nobody can look it up.")
            yield raw.fault(path, message, say("Write the lines that state it."), "warning")


def registers_name_their_lines(content: Content) -> Iterator[Fault]:
    """Where a register is read off the document, each of its records names its lines.

    A register that the programme office keeps by itself names none, and neither does a record that a partner keeps.
    """
    for kind in _FROM_THE_DOCUMENT:
        read = any(record.lines for record in content.records(kind, "lines"))
        for raw, record in content.built(kind, "lines", "owner"):
            if read and not record.lines and not record.owner:
                message = say("The record names no line of the source, and others in this register do.")
                remedy = say("Write the lines that state it, or the partner that keeps it as its owner.")
                yield raw.fault(("lines",), message, remedy, "warning")
