"""Choices in an address that a page does not have: they are left out, and the page says so."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from django.utils.translation import gettext as _

LONGEST = 60
"""Letters of a value that are said."""


def left_out(query: Mapping[str, str], lists: Iterable[tuple[str, str, Container[str]]]) -> tuple[str, ...]:
    """Say of each list what was chosen of it and is not in it, in the active language.

    ``lists`` gives the name of a list in the address, its label on the page, and its values.
    """
    said = _("“%(value)s” is not one of the choices of “%(list)s”.")
    return tuple(
        said % {"value": readable(query[name]), "list": label}
        for name, label, values in lists
        if query.get(name) and query[name] not in values
    )


def readable(value: str) -> str:
    """Give what was typed as it can stand in a sentence: without signs that cannot be shown, and not too long."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in value)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
