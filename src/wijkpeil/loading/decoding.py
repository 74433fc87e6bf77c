"""From bytes to text: encoding, marks and line endings, each a fault with its remedy."""

from __future__ import annotations

import re

from wijkpeil.errors import Fault, Severity, say

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def decode(file: str, data: bytes) -> tuple[str | None, list[Fault]]:
    """Return the text of a file with plain line endings, or None where it cannot be read; and the faults."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(file, data, error.start)]
    faults = []
    if text.startswith("\ufeff"):
        text = text[1:]
        remedy = say("Save the file as UTF-8 without a byte order mark.")
        faults.append(_fault(file, 1, say("The file starts with a byte order mark."), remedy, "warning"))
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        remedy = say("Save the file with line feeds alone (LF).")
        faults.append(_fault(file, line, say("The line ends in a carriage return."), remedy, "warning"))
    if not text.strip():
        return None, [
            _fault(file, None, say("The file is empty."), say("Fill it as docs/files.md describes, or remove it."))
        ]
    return _without_control(file, text, faults)


def is_storable(text: str) -> bool:
    """Say whether every file and database can hold a text: no sign that no reader can see, and no half of a pair."""
    return _CONTROL.search(text) is None and "\r" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _without_control(file: str, text: str, faults: list[Fault]) -> tuple[str | None, list[Fault]]:
    found = _CONTROL.search(text)
    if found is None:
        return text, faults
    line = text[: found.start()].count("\n") + 1
    message = say(
        "The file holds a control character (U+{found}), which no reader can see.", found=format(ord(found[0]), "04X")
    )
    return None, [*faults, _fault(file, line, message, say("Remove it; it often comes along with copied text."))]


def _not_utf8(file: str, data: bytes, start: int) -> Fault:
    if data.startswith(_UTF16):
        return _fault(file, None, say("The file is UTF-16, and not UTF-8."), say("Save the file as UTF-8."))
    message = say(
        "The byte {start} here is not UTF-8; the file is in another encoding.", start=format(data[start], "#04x")
    )
    return _fault(file, data[:start].count(b"\n") + 1, message, say("Save the file as UTF-8."))


def _fault(file: str, line: int | None, message: str, remedy: str, severity: Severity = "error") -> Fault:
    return Fault(file=file, line=line, key="", message=message, remedy=remedy, severity=severity)
