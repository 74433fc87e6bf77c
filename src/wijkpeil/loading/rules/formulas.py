"""Formulas of claims and targets: of the language, and about records that are there."""

from __future__ import annotations

from collections.abc import Iterator

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Path, Raw
from wijkpeil.loading.rules.references import is_badly_written, known_ids
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.model.formula import FormulaError, ids_in, parse

_KINDS: dict[str, tuple[str, ...]] = {
    "fact": ("facts",),
    "indicator": ("indicators",),
    "band": ("bands",),
    "area": ("areas",),
    "group": ("groups",),
    "level": ("levels",),
    "count": ("counts",),
    "target": ("targets",),
    "target-or-ambition": ("targets", "ambitions"),
}
"""The kinds of record that each kind of id in a formula may name."""
_WORDS = {
    "fact": say("fact"),
    "indicator": say("indicator"),
    "band": say("band"),
    "area": say("area"),
    "group": say("group"),
    "level": say("level"),
    "count": say("count"),
    "target": say("target"),
    "target-or-ambition": say("target-or-ambition"),
}
_REMEDY = say("Write a formula as docs/claims.md describes.")

Known = dict[str, set[str] | None]


def formulas_can_be_read(content: Content) -> Iterator[Fault]:
    """A formula is of the language, and each id in it is there."""
    known = {**known_ids(content), "bands": _bands(content)}
    for raw, (path, _, field, value) in content.fields():
        if field.name == "formula" and isinstance(value, str) and (value or field.required):
            yield from _faults(raw, path, value, known)


def _faults(raw: Raw, path: Path, text: str, known: Known) -> Iterator[Fault]:
    try:
        node = parse(text)
    except FormulaError as error:
        message = say(
            "The formula cannot be read at column {column}: {error}.", column=error.column, error=error.message
        )
        yield raw.fault(path, message, _REMEDY)
        return
    for kind, named in ids_in(node):
        sets = [known[each] for each in _KINDS[kind]]
        there = sorted({each for ids in sets if ids is not None for each in ids})
        whole = all(ids is not None for ids in sets)
        if named not in there and whole and (kind == "band" or not is_badly_written(named, there)):
            message = say(
                "The formula names {named}, and there is no such {kind}.", named=repr(named), kind=_WORDS[kind]
            )
            yield raw.fault(path, message, did_you_mean(named, there, say("Correct the id, or add the record.")))


def _bands(content: Content) -> set[str] | None:
    """Return the bands of all indicators, each as ``indicator.band``."""
    if "indicators" in content.unread or any(each.raw.broken for each in content.of("indicators")):
        return None
    bands = [(each.plain, band) for each in content.of("indicators") for band in each.plain.get("bands") or ()]
    return {f"{plain.get('id')}.{band.get('id')}" for plain, band in bands if isinstance(band, dict)}
