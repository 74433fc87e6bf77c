"""Random records: any record of the model from its fields, and whole programmes that keep every rule."""

import string
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from wijkpeil.loading import definitions_hash, format_definitions, release_checksum
from wijkpeil.loading.fields import Field, Kind, fields_of
from wijkpeil.model.areas import Area, Group, Level, Membership
from wijkpeil.model.base import Text
from wijkpeil.model.claims import Claim, Judgement
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.index import IndexNode
from wijkpeil.model.indicators import Border, Bound, Indicator, IndicatorGroup, PublishedCount, RedCount, SeriesBreak
from wijkpeil.model.ledger import Measure, Partner, Request, Target, Theme
from wijkpeil.model.money import Budget, BudgetLine
from wijkpeil.model.places import Hotspot
from wijkpeil.model.programme import Definitions, Document, Ledger, Opening, Programme, ProgrammeInfo, ReleasedFigures
from wijkpeil.model.watch import Handling

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True)
CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"], exclude_characters="\ufeff")
WORDS = st.text(st.one_of(CHARACTERS, st.sampled_from(" \n'\"#:,;-?[]{}&*!|>%@`~" + string.ascii_letters)), max_size=20)
FILLED = WORDS.filter(lambda text: bool(text.strip()))
TEXTS = st.builds(Text, nl=FILLED, en=FILLED)
DECIMALS = st.decimals(-(10**9), 10**9, places=4, allow_nan=False).map(lambda number: number.normalize() + Decimal(0))
MONEY = st.decimals(0, 10**9, places=2)
LINES = st.builds(lambda first, more: f"{first}-{first + more}", st.integers(1, 9999), st.integers(0, 50))
SCALARS: dict[type, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: st.integers(-(10**12), 10**12),
    float: st.floats(allow_nan=False, allow_infinity=False),
    Decimal: DECIMALS,
    bool: st.booleans(),
    date: st.dates(),
}


PUBLIC = {"owner": st.none(), "visibility": st.just("public"), "visible_to": st.just(())}
"""The closing fields of a record that others name."""


STATED: dict[str, st.SearchStrategy[Any]] = {
    "formula": st.just(""),
    "noun": st.none() | st.just(Text(nl="de woning; woningen", en="a dwelling; dwellings")),
    "counted_by": st.sampled_from(["", "name", "printed_code"]),
    "weights": st.none(),
    "quantifier": st.sampled_from([None, "each-area", "total", "weighted-mean"]),
    "transformation": st.sampled_from([None, "level", "change", "relative-change", "conversion"]),
    "reference": st.sampled_from([None, "own-baseline", "city", "rest-of-city"]),
    "reference_group": st.none(),
    "comparator": st.none(),
    "condition": st.none(),
    "edge": st.none(),
    "path": st.just("linear"),
    "milestones": st.just(()),
    "breakdown": st.just(()),
}
"""The fields of a statement that a rule binds."""


def records(record: Any, table: bool, **own: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any record of a class; ``own`` strategies for the fields that a rule binds."""
    known = fields_of(record).items()
    found = {name: own[name] if name in own else _field(field, table) for name, field in known}
    return st.builds(record, **found)


def _field(field: Field, table: bool) -> st.SearchStrategy[Any]:
    if field.name == "points":
        return st.lists(st.tuples(SCALARS[float], SCALARS[float]), max_size=3).map(tuple)
    if field.name == "parts":
        # A tree of two floors; a list of itself would never end.
        return st.lists(records(IndexNode, table, parts=st.just(())), max_size=2).map(tuple)
    made = _kind(field.kind, table)
    if not field.optional:
        return made
    # An empty cell is nothing; a text that may be absent is therefore never empty.
    return st.none() | (FILLED if field.kind.type is str and field.kind.shape == "scalar" else made)


def _kind(kind: Kind, table: bool) -> st.SearchStrategy[Any]:
    if kind.shape == "choice":
        return st.sampled_from(kind.words)
    if kind.is_text:
        return TEXTS
    if kind.shape == "record":
        return records(kind.type, table)
    if kind.shape == "list" and kind.inner is not None:
        part = IDS if table and kind.inner.shape == "scalar" else _kind(kind.inner, table)
        return st.lists(part, max_size=3).map(tuple)
    return SCALARS[kind.type]


def _some(ids: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(ids), max_size=3).map(tuple)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """A small programme that keeps every rule, its other fields at random."""
    ids = tuple(draw(st.lists(IDS, min_size=8, max_size=12, unique_by=str.lower)))
    city, *rows = ids[:4]
    indicators = tuple(draw(_indicator(own, ids[4])) for own in sorted(ids[5:7]))
    info = draw(_info(ids, city, tuple(indicator.id for indicator in indicators)))
    areas = [draw(_area(own, ids[1] if own == city else ids[0])) for own in (city, *rows)]
    definitions = Definitions(
        info=info,
        areas=tuple(areas),
        groups=(draw(records(Group, True, id=st.just(ids[7]), level=st.just(ids[0]), lines=LINES)),),
        memberships=tuple(draw(_membership(own, ids[7])) for own in rows),
        indicators=indicators,
        published_counts=tuple(draw(_published(own, ids[0])) for own in rows),
        claims=(draw(_claim(ids[0], ids)),),
    )
    files = format_definitions(definitions)
    definitions = Definitions(
        **{name: getattr(definitions, name) for name in fields_of(Definitions) if name != "hash"},
        hash=definitions_hash(files),
    )
    released = draw(_released(ids, tuple(rows), tuple(indicator.id for indicator in indicators)))
    return Programme(definitions=definitions, ledger=draw(_ledger(ids, tuple(rows))), releases=(released,))


def _broken(days: list[date]) -> tuple[SeriesBreak, ...]:
    return tuple(SeriesBreak(day=day, why=Text(nl="Anders geteld.", en="Counted otherwise.")) for day in sorted(days))


def _indicator(own: str, theme: str) -> st.SearchStrategy[Indicator]:
    border = st.builds(
        lambda low, step: Border(negative=Bound(value=low), positive=Bound(value=low + step)),
        DECIMALS,
        st.decimals(0, 9, places=1),
    )
    plain = records(
        Indicator,
        False,
        id=st.just(own),
        theme=st.just(theme),
        noun=st.none(),
        polarity=st.just("high-is-better"),
        decimals=st.integers(0, 12),
        border=st.none() | border,
        bands=st.just(()),
        breaks=st.lists(st.dates(), unique=True, max_size=2).map(_broken),
        chance_model=st.none() | st.just("mean"),
        per=st.none(),
        ground=TEXTS,
        lines=LINES,
        city_lines=LINES,
    )
    return plain | plain.map(lambda each: replace(each, chance_model="rate", per=Decimal(1000)))


@st.composite
def _info(draw: st.DrawFn, ids: tuple[str, ...], city: str, indicators: tuple[str, ...]) -> ProgrammeInfo:
    levels = tuple(draw(records(Level, False, id=st.just(own), article=st.none())) for own in ids[:2])
    made = records(
        ProgrammeInfo,
        False,
        id=st.just(ids[0]),
        city=st.just(city),
        main_document=st.just(ids[2]),
        documents=st.tuples(records(Document, False, id=st.just(ids[2]))),
        board_group=st.just(ids[7]),
        levels=st.just(levels),
        indicator_groups=st.tuples(records(IndicatorGroup, False, id=st.just(ids[3]), indicators=st.just(indicators))),
        counts=st.tuples(
            records(
                RedCount,
                False,
                id=st.just(ids[0]),
                indicators=st.just(indicators),
                factor=st.integers(1, 3),
                lines=LINES,
            )
        ),
        openings=st.tuples(records(Opening, False, up_to=st.just(0)), records(Opening, False, up_to=st.just(3))),
        map_lines=st.just(()),
    )
    return draw(made)


def _area(own: str, level: str) -> st.SearchStrategy[Area]:
    return records(
        Area,
        True,
        id=st.just(own),
        level=st.just(level),
        lat=st.floats(-90, 90),
        lon=st.floats(-180, 180),
        valid_from=st.none() | st.dates(max_value=date(2000, 1, 1)),
        valid_to=st.none() | st.dates(min_value=date(2000, 1, 1)),
        lines=LINES,
    )


def _membership(child: str, parent: str) -> st.SearchStrategy[Membership]:
    return records(
        Membership,
        True,
        child=st.just(child),
        parent=st.just(parent),
        weight=st.none() | st.decimals(0, 1, places=2),
        valid_from=st.none(),
        lines=LINES,
    )


def _published(area: str, count: str) -> st.SearchStrategy[PublishedCount]:
    return records(PublishedCount, True, count=st.just(count), area=st.just(area), lines=LINES)


def _claim(own: str, ids: tuple[str, ...]) -> st.SearchStrategy[Claim]:
    return records(
        Claim,
        False,
        id=st.just(own),
        decimals=st.integers(0, 3),
        relation=st.just("equals"),
        margin=st.none(),
        readings=st.just(()),
        judgement=records(Judgement, False),
        explanation=st.just(Text(nl="Er staat {printed}.", en="It says {printed}.")),
        areas=_some(ids[:4]),
        concerns=_some(ids[5:7]),
        lines=LINES,
    )


@st.composite
def _released(
    draw: st.DrawFn, ids: tuple[str, ...], rows: tuple[str, ...], indicators: tuple[str, ...]
) -> ReleasedFigures:
    observations = tuple(
        draw(
            records(
                Observation,
                True,
                indicator=st.just(indicator),
                area=st.just(row),
                lower=st.none(),
                upper=st.none(),
                value=DECIMALS,
                n=st.none() | st.integers(0, 999),
                status=st.just("measured"),
                lines=LINES,
            )
        )
        for row in rows
        for indicator in indicators
    )
    release = draw(records(Release, False, id=st.just(ids[0]), document=st.just(ids[2])))
    return ReleasedFigures(release=release, observations=observations, checksum=release_checksum(observations))


@st.composite
def _ledger(draw: st.DrawFn, ids: tuple[str, ...], rows: tuple[str, ...]) -> Ledger:
    theme, partner = st.just(ids[4]), st.just(ids[6])
    target = records(
        Target,
        True,
        id=st.just(ids[0]),
        part_of=st.none(),
        same_as=st.none(),
        theme=theme,
        indicator=st.none() | st.sampled_from(ids[5:7]),
        group=st.none() | st.just(ids[7]),
        areas=_some(rows),
        lines=LINES,
        repeated_lines=LINES,
        **STATED,
    )
    measure = records(
        Measure,
        True,
        id=st.just(ids[1]),
        theme=theme,
        areas=_some(rows),
        targets=_some(ids[:1]),
        partners=_some((ids[6],)),
        lines=LINES,
        owner=partner,
        visibility=st.sampled_from(["own", "public"]),
        visible_to=st.just(()),
    )
    hotspot = records(
        Hotspot,
        True,
        id=IDS,
        theme=theme,
        areas=_some(rows),
        partners=_some((ids[6],)),
        streets=st.lists(st.sampled_from(["Dorpsweg", "1e Kade", "Plein 1953"]), min_size=1, max_size=3).map(tuple),
        valid_from=st.none() | st.dates(max_value=date(2000, 1, 1)),
        valid_to=st.none() | st.dates(min_value=date(2000, 1, 1)),
        lines=LINES,
        owner=partner,
        visibility=st.just("named"),
        visible_to=st.just((ids[6],)),
    )
    request = records(
        Request, True, id=IDS, theme=theme, from_partner=partner, to_partner=partner, amount=MONEY, lines=LINES
    )
    budget = records(
        Budget,
        True,
        id=st.just(ids[3]),
        printed_total=MONEY,
        first_year=st.just(2008),
        last_year=st.none() | st.just(2011),
        total_lines=LINES,
        lines=LINES,
    )
    line = records(
        BudgetLine,
        True,
        id=IDS,
        budget=st.just(ids[3]),
        district=st.none(),
        place=st.none() | st.sampled_from(rows),
        areas=_some(rows),
        theme=st.none() | theme,
        funder=st.none() | partner,
        amount=st.none() | MONEY,
    )
    handling = records(
        Handling,
        True,
        id=IDS,
        area=st.sampled_from(rows),
        indicator=st.sampled_from(ids[5:7]),
        release=st.just(ids[0]),
        state=st.just("assigned"),
        reason=st.none(),
        owner=partner,
        visibility=st.sampled_from(["own", "public"]),
        visible_to=st.just(()),
    )
    return Ledger(
        handlings=(draw(handling),),
        themes=(draw(records(Theme, True, id=theme, lines=LINES, **PUBLIC)),),
        partners=(draw(records(Partner, True, id=partner, lines=LINES, **PUBLIC)),),
        targets=(draw(target),),
        measures=(draw(measure),),
        hotspots=(draw(hotspot),),
        requests=(draw(request),),
        budgets=(draw(budget),),
        budget_lines=(draw(line),),
    )
