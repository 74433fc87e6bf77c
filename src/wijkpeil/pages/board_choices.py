"""What a reader chose of the board, and the links and lists to choose otherwise."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.model.board import BoardRow
from wijkpeil.model.indicators import Comparison
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.grouping import Grouping
from wijkpeil.pages.left_out import left_out

LONGEST = 60
"""Letters of a name that are looked for."""


@record
class Chosen:
    """What was chosen; the defaults are those of an address without a query."""

    rule: Comparison
    sort: str
    """``printed``, ``name``, ``reds``, an indicator, ``printed.COUNT`` or ``recounted.COUNT``; backwards with ``-``."""
    grouped: bool
    whole: str
    name: str
    disputed: bool
    query: str
    """The choices as a query, for links that keep them."""
    left_out: tuple[str, ...]
    """What was chosen that the board does not have, in words."""


@record
class Link:
    """One of a few links to choose from."""

    label: str
    address: str
    current: bool


@record
class Option:
    """One entry of a list to choose from."""

    value: str
    label: str
    selected: bool


@record
class Choices:
    """All there is to choose."""

    rules: tuple[Link, ...]
    orders: tuple[Link, ...]
    groupings: tuple[Link, ...]
    sorts: tuple[Option, ...]
    wholes: tuple[Option, ...]


def read_choices(context: ViewContext, query: Mapping[str, str], wholes: Grouping) -> Chosen:
    """Read the query; what it names and the board does not have falls back on the default, and is said."""
    own = own_rule(context)
    rule: Comparison = "inclusive" if query.get("rule", own) == "inclusive" else "strict"
    sort = query.get("sort", "printed")
    if sort.removeprefix("-") not in _sorts(context):
        sort = "printed"
    group = query["group"] if query.get("group") in ("on", "off") else ""
    grouped = bool(wholes.of) and (group or ("on" if sort == "printed" else "off")) == "on"
    whole = query.get("within", "")
    chosen = {
        "rule": rule if rule != own else "",
        "sort": sort if sort != "printed" else "",
        "group": group,
        "within": whole if whole in wholes.names else "",
        "name": query.get("name", "").strip()[:LONGEST],
        "disputed": "on" if query.get("disputed") == "on" else "",
    }
    return Chosen(
        rule=rule,
        sort=sort,
        grouped=grouped,
        whole=chosen["within"],
        name=chosen["name"],
        disputed=bool(chosen["disputed"]),
        query=urlencode({key: value for key, value in chosen.items() if value}),
        left_out=left_out(query, _lists(context, wholes)),
    )


def _lists(context: ViewContext, wholes: Grouping) -> tuple[tuple[str, str, Container[str]], ...]:
    sorts = _sorts(context)
    return (
        ("rule", _("A figure on the border"), ("strict", "inclusive")),
        ("sort", _("Order"), {*sorts, *(f"-{one}" for one in sorts)}),
        ("group", _("Groups"), ("on", "off")),
        ("within", _("Within"), wholes.names),
        ("disputed", _("only where a count differs"), ("on",)),
    )


def with_choice(query: str, **changes: str) -> str:
    """Change choices in a query and give it as the end of an address; an empty choice is left out."""
    kept = dict(part.split("=", 1) for part in query.split("&") if part)
    whole = {key: value for key, value in kept.items() if key not in changes}
    encoded = "&".join([*(f"{key}={value}" for key, value in whole.items()), *filter(None, [_encoded(changes)])])
    return f"?{encoded}"


def _encoded(changed: Mapping[str, str]) -> str:
    return urlencode({key: value for key, value in changed.items() if value})


def own_rule(context: ViewContext) -> Comparison:
    """Give the rule that the programme's own borders follow."""
    rules = {bounds.comparison for bounds in context.bounds.values()}
    return "inclusive" if rules == {"inclusive"} else "strict"


def _sorts(context: ViewContext) -> tuple[str, ...]:
    counts = context.programme.definitions.info.counts
    both = (f"{which}.{count.id}" for count in counts for which in ("printed", "recounted"))
    return ("printed", "name", "reds", *context.board.indicators, *both)


def sort_keys(context: ViewContext, sort: str) -> tuple[Callable[[BoardRow], Any], bool]:
    """Give the key to sort rows by and whether to reverse; ties stay in the order of the source."""
    name, backwards = sort.removeprefix("-"), sort.startswith("-")
    if name == "printed":
        place = {row.area: number for number, row in enumerate(context.board.rows)}
        return (lambda row: place[row.area]), backwards
    if name == "name":
        return (lambda row: context.lookup.areas[row.area].name.nl.casefold()), backwards
    if name == "reds":
        return (lambda row: row.reds if backwards else -row.reds), False
    if name in context.board.indicators:
        return _by_indicator(context, name, backwards), False
    which, count = name.split(".", 1)
    return _by_count(which, count, backwards), False


def chosen_rows(context: ViewContext, chosen: Chosen, names: Mapping[str, str], wholes: Grouping) -> list[BoardRow]:
    """Give the rows that the filter keeps, in the order that was asked for; ``names`` is how areas are called."""
    text = chosen.name.casefold()
    kept = [
        row
        for row in context.boards[chosen.rule].rows
        if (not text or text in f"{names[row.area]} {row.area}".casefold())
        and (not chosen.whole or wholes.of.get(row.area) == chosen.whole)
        and (not chosen.disputed or any(c.printed is not None and c.printed != c.recounted for c in row.counts))
    ]
    key, backwards = sort_keys(context, chosen.sort)
    return sorted(kept, key=key, reverse=backwards)


def _by_indicator(context: ViewContext, name: str, backwards: bool) -> Callable[[BoardRow], Any]:
    column = context.board.indicators.index(name)
    worst_low = context.lookup.indicators[name].polarity == "high-is-better"
    sign = 1 if worst_low != backwards else -1

    def key(row: BoardRow) -> tuple[bool, Decimal]:
        value = row.cells[column].value
        return value is None, sign * (value if value is not None else Decimal(0))

    return key


def _by_count(which: str, count: str, backwards: bool) -> Callable[[BoardRow], Any]:
    sign = 1 if backwards else -1

    def key(row: BoardRow) -> tuple[bool, int]:
        cell = next(cell for cell in row.counts if cell.count == count)
        value = cell.printed if which == "printed" else cell.recounted
        return value is None, sign * (value or 0)

    return key


def chosen_of(context: ViewContext, language: Language, chosen: Chosen, wholes: Grouping) -> Choices:
    """List what can be chosen, with what is chosen marked."""
    own = own_rule(context)
    sorts = _sort_labels(context, language)
    rules: tuple[tuple[Comparison, str], ...] = (("strict", _("does not count")), ("inclusive", _("counts too")))
    bare = chosen.sort.removeprefix("-")
    return Choices(
        rules=tuple(
            Link(
                label=label,
                address=with_choice(chosen.query, rule="" if rule == own else rule),
                current=rule == chosen.rule,
            )
            for rule, label in rules
        ),
        orders=tuple(
            Link(
                label=sorts[name],
                address=with_choice(chosen.query, sort="" if name == "printed" else name),
                current=bare == name,
            )
            for name in ("printed", "reds", "name")
        ),
        groupings=tuple(
            Link(label=label, address=with_choice(chosen.query, group=value), current=chosen.grouped == (value == "on"))
            for value, label in (("on", _("per %(level)s") % {"level": wholes.level_name}), ("off", _("none")))
        )
        if wholes.of
        else (),
        sorts=tuple(Option(value=name, label=label, selected=bare == name) for name, label in sorts.items()),
        wholes=tuple(Option(value=one, label=name, selected=one == chosen.whole) for one, name in wholes.names.items()),
    )


def _sort_labels(context: ViewContext, language: Language) -> dict[str, str]:
    indicators = context.lookup.indicators
    return {
        "printed": _("as printed"),
        "reds": _("most worse first"),
        "name": _("name"),
        **{name: indicators[name].short_name.in_(language) for name in context.board.indicators},
    }
