"""Small programmes for the tests of the ledger: two areas, one indicator, three figures, and any ledger."""

import shutil
import string
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

from hypothesis import settings
from hypothesis import strategies as st

from wijkpeil.loading import definitions_hash, format_definitions, release_checksum, write_programme
from wijkpeil.loading.fields import Field, fields_of
from wijkpeil.loading.rules.references import REFERENCES
from wijkpeil.loading.rules.texts import LINES
from wijkpeil.model.areas import Area, Group, Level, Membership
from wijkpeil.model.base import Text
from wijkpeil.model.delivery import Expectation, Output, Story
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.indicators import Indicator, IndicatorGroup
from wijkpeil.model.ledger import Measure, Partner, Target, Theme
from wijkpeil.model.money import Budget, BudgetLine
from wijkpeil.model.programme import Definitions, Document, Ledger, Programme, ProgrammeInfo, ReleasedFigures
from wijkpeil.model.statement import TargetRevision
from wijkpeil.model.watch import Handling

AREAS = ("3081", "3082", "city")
GROUPS = ("board",)
INDICATORS = ("safety",)
LOWER = {"bound": "5.5", "sentence_nl": "Het wordt 5,5.", "sentence_en": "It becomes 5.5."}
"""What a target of a small programme is revised to."""
DECISION = {
    "decided_on": "2009-03-01",
    "reason_nl": "Minder geld.",
    "reason_en": "Less money.",
    "decision": "council 2009/12",
    "decided_by": "city",
}
"""By which decision, as columns."""


def both(text: str) -> Text:
    return Text(nl=f"{text} (nl)", en=text)


def definitions(programme: str = "small", title: str = "Small") -> Definitions:
    info = ProgrammeInfo(
        id=programme,
        name=both(title),
        city="city",
        language="nl",
        introduction=both("A small programme."),
        main_document="plan",
        documents=(
            Document(id="plan", title=both("Plan"), short=both("plan"), publisher="City", licence=both("free")),
        ),
        board_group="board",
        levels=(
            Level(id="pc4", name=both("postcode"), plural=both("postcodes")),
            Level(id="stad", name=both("city"), plural=both("cities")),
        ),
        indicator_groups=(IndicatorGroup(id="all", name=both("All"), indicators=INDICATORS),),
    )
    safety = Indicator(
        id="safety",
        name=both("Safety"),
        short_name=both("Safe"),
        description=both("How safe it is."),
        polarity="high-is-better",
        unit=both("points"),
        decimals=1,
        period="2006",
        theme="t1",
        source=both("A survey."),
    )
    return Definitions(
        info=info,
        areas=tuple(
            Area(id=each, level="stad" if each == "city" else "pc4", name=both(f"Area {each}")) for each in AREAS
        ),
        groups=(Group(id="board", name=both("Board"), level="pc4"),),
        memberships=(Membership(child="3081", parent="board"), Membership(child="3082", parent="board")),
        indicators=(safety,),
    )


def release(*values: str, release_id: str = "first") -> ReleasedFigures:
    observations = tuple(
        Observation(indicator="safety", area=area, period="2006", value=Decimal(value), lines=str(number))
        for number, (area, value) in enumerate(zip(AREAS, values, strict=False), start=1)
    )
    described = Release(id=release_id, title=both("First"), document="plan")
    return ReleasedFigures(release=described, observations=observations, checksum=release_checksum(observations))


def target(target_id: str, sentence: str = "Safer by 2010", **given: Any) -> Target:
    return Target(
        **{
            "id": target_id,
            "theme": "t1",
            "level": "outcome",
            "transformation": "change",
            "sentence": both(sentence),
            "short": both("Safer"),
            "scope": both("All areas"),
            "lines": "12",
            **given,
        }
    )


def small_ledger() -> Ledger:
    themes = tuple(Theme(id=each, name=both(each), lines="1") for each in ("t1", "t2"))
    partner = Partner(id="city", name=both("City"), role=both("Leads"), kind="municipality", lines="2-3")
    budget = Budget(id="extra", name=both("Extra"), printed_total=Decimal("507179000"), lines="5")
    lines = (Decimal("12.50"), Decimal("99999999999999999.99"), None)
    return Ledger(
        themes=themes,
        partners=(partner,),
        targets=(target("a", bound=Decimal("6.0"), deadline=date(2010, 12, 31)), target("b", areas=("3081", "3082"))),
        budgets=(budget,),
        budget_lines=tuple(
            BudgetLine(
                id=f"b{number}",
                budget="extra",
                heading=both("South"),
                name=both("Line"),
                kind="area",
                amount=amount,
                name_line=number,
            )
            for number, amount in enumerate(lines, start=1)
        ),
    )


def programme(ledger: Ledger | None = None, *releases: ReleasedFigures, **defined: str) -> Programme:
    made = definitions(**defined)
    made = replace(made, hash=definitions_hash(format_definitions(made)))
    return Programme(definitions=made, ledger=ledger or small_ledger(), releases=releases or (release("3.5", "6.0"),))


def write(made: Programme, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    write_programme(made, format_definitions(made.definitions), folder)
    return folder


_HINTS = get_type_hints(Ledger)
REGISTERS = {field.name: get_args(_HINTS[field.name])[0] for field in fields(Ledger)}
POOL = {
    "themes": ["t1", "t2"],
    "partners": ["p1", "p2"],
    "budgets": ["g1"],
    "agreements": ["a1"],
    "targets": ["x1"],
    "measures": ["m1", "m2"],
    "practices": ["r1"],
}
PLACES = {"areas": list(AREAS), "groups": list(GROUPS), "indicators": list(INDICATORS), "ambitions": []}
PLACES |= {"release": ["first"]}
_words = st.text(string.ascii_letters + "éü€ \",;'\n%{}=", min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)
_SCALARS: dict[type, st.SearchStrategy[Any]] = {
    str: _words,
    bool: st.booleans(),
    int: st.integers(1, 9999),
    Decimal: st.decimals(0, 10**15, places=2) | st.sampled_from([Decimal("6"), Decimal("6.0"), Decimal("0")]),
    date: st.dates(),
}
_FIXED = {"formula": "", "part_of": None, "same_as": None, "first_year": None}
_MIDDLE = date(2007, 6, 1)
_BOUND = {
    "streets": st.lists(st.sampled_from(["Dorpsweg", "1e Kade", "Plein 1953"]), min_size=1, max_size=3).map(tuple),
    "noun": st.none() | st.just(Text(nl="de woning; woningen", en="a dwelling; dwellings")),
    "counted_by": st.sampled_from(["", "name", "printed_code"]),
    "quantifier": st.sampled_from([None, "each-area", "total", "weighted-mean"]),
    "transformation": st.sampled_from([None, "level", "change", "relative-change", "conversion"]),
    "reference": st.sampled_from([None, "own-baseline", "city", "rest-of-city"]),
    "condition": st.none(),
    "edge": st.none(),
    "path": st.just("linear"),
    "milestones": st.just(()),
    "breakdown": st.just(()),
    "state": st.just("acknowledged"),
    "reason": st.none(),
    "due": st.none(),
    "valid_from": st.none() | st.dates(max_value=_MIDDLE),
    "valid_to": st.none() | st.dates(min_value=_MIDDLE),
}
"""Values of fields that a rule binds, by name."""
_PUBLIC = [(None, "public", ()), ("p1", "public", ())]
_HIDDEN = [("p1", "own", ()), ("p2", "named", ("p1",)), ("p1", "named", ("p1", "p2"))]


def _values(record: type, field: Field) -> st.SearchStrategy[Any]:
    if field.name in _FIXED:
        return st.just(_FIXED[field.name])
    if field.name in _BOUND:
        return _BOUND[field.name]
    if field.name in LINES:
        return st.sampled_from(["1", "26-27; 228"])
    kinds = REFERENCES.get((record, field.name))
    known = sorted({each for kind in kinds or () for each in (POOL | PLACES)[kind]})
    if field.kind.shape == "list":
        inner = st.sampled_from(known) if kinds else st.sampled_from(field.kind.inner.words)
        return st.lists(inner, max_size=3).map(tuple)
    if kinds:
        found = st.sampled_from(known)
    elif field.kind.is_text:
        found = st.builds(Text, nl=_words, en=_words)
    else:
        found = st.sampled_from(field.kind.words) if field.kind.words else _SCALARS[field.kind.type]
    counted = field.name == "unit" and "number" in fields_of(record)
    return st.none() | found if field.optional and not counted else found


@st.composite
def records(draw: st.DrawFn, record: type, record_id: str, named: bool = False) -> Any:
    """Records of a type with the id given, that a loader accepts among the others; one that is named is public."""
    closing = ("owner", "visibility", "visible_to")
    made = {
        name: draw(_values(record, field)) for name, field in fields_of(record).items() if name not in ("id", *closing)
    }
    if "visibility" in fields_of(record):
        made |= zip(closing, draw(st.sampled_from(_PUBLIC if named else _PUBLIC + _HIDDEN)), strict=True)
    if record is Handling:
        # A figure is handled in one record.
        made["area"] = AREAS[ord(record_id[-1]) % len(AREAS)]
    return record(id=record_id, **made | draw(_fitting(record, record_id)))


def _fitting(record: type, record_id: str) -> st.SearchStrategy[dict[str, Any]]:
    """Values that rules between records bind: each output a series of its own, each tie and story about one thing."""
    own = record_id.rpartition("-")[2]
    fitting: dict[type, dict[str, st.SearchStrategy[Any]]] = {
        Measure: {"partners": st.just(("p1", "p2"))},
        Output: {
            "noun": st.just(Text(nl=f"de zaak; zaken {own}", en=f"a thing; things {own}")),
            "period": st.sampled_from(["2008", "2008Q1", "2008-03", "2008-03-31", "2007/2008"]),
            "reported_on": st.none() | st.dates(min_value=date(2009, 1, 1)),
        },
        Expectation: {"measure": st.just(f"m{own}")},
        TargetRevision: {"reason": st.just(Text(nl="Er was minder geld.", en="There was less money."))},
        Story: {"measure": st.none(), "target": st.just("x1")}
        if own == "1"
        else {"measure": st.sampled_from(POOL["measures"]), "target": st.none()},
    }
    return st.fixed_dictionaries(fitting.get(record, {}))


long = settings.get_current_profile_name() == "long"
# Making up whole ledgers takes longer than whatever is then tried with them, and each holds dozens of records.
of_whole_ledgers = settings(max_examples=settings().max_examples if long else 20)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Any ledger that a loader accepts: every register, in any order, with records that come and go."""
    registers = {}
    for name, record in REGISTERS.items():
        optional = draw(st.lists(st.sampled_from([f"{name}-1", f"{name}-2"]), unique=True))
        ids = draw(st.permutations([*POOL.get(name, []), *optional]))
        registers[name] = tuple(draw(records(record, each, each in POOL.get(name, []))) for each in ids)
    # Numbered, decided one after the other, and each with a bound that no other statement has.
    registers["target_revisions"] = tuple(
        replace(one, number=number, decided_on=date(2000 + number, 1, 1), bound=Decimal(f"{number}.125"))
        for number, one in enumerate(registers["target_revisions"], start=1)
    )
    return Ledger(**registers)
