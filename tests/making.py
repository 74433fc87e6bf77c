"""Records made by hand for tests: a small programme, and one built from the reference tables."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from wijkpeil.model.areas import Area, Group, Level, Membership
from wijkpeil.model.base import Text
from wijkpeil.model.claims import Claim, Reading
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.indicators import Band, Border, Bound, Indicator, IndicatorGroup, PublishedCount, RedCount
from wijkpeil.model.ledger import Target, Theme
from wijkpeil.model.money import Budget, BudgetLine, RunningProgramme
from wijkpeil.model.programme import Definitions, Document, Ledger, Programme, ProgrammeInfo, ReleasedFigures

OWN = ("vi2006", "ppc2007", "si_participatie", "si_hulpbronnen")
NATIONAL = (
    "inkomen_k",
    "laagopgeleid_pct",
    "werkenden_pct",
    "lagekwaliteit_pct",
    "soc_overlast_idx",
    "fys_overlast_idx",
    "verhuisgeneigd_idx",
    "woonomgeving_idx",
)
BANDS = (("onveilig", None, "3.9"), ("probleemwijk", "3.9", "5.0"), ("bedreigde-wijk", "5.0", "6.0"))


def text(words: str) -> Text:
    return Text(nl=words, en=words)


def indicator(named: str, polarity: str, negative: str, positive: str, **more: Any) -> Indicator:
    fields: dict[str, Any] = {
        "id": named,
        "name": text(named),
        "short_name": text(named),
        "description": text(named),
        "polarity": polarity,
        "unit": text(""),
        "decimals": 1,
        "period": "2006",
        "theme": "safety",
        "source": text(""),
        "border": Border(negative=Bound(value=Decimal(negative)), positive=Bound(value=Decimal(positive))),
    }
    return Indicator(**(fields | more))


def area(code: str, level: str = "pc4", **more: Any) -> Area:
    return Area(**({"id": code, "level": level, "name": text(code), "code": code} | more))


def member(child: str, parent: str, weight: str | None = "1") -> Membership:
    return Membership(child=child, parent=parent, weight=Decimal(weight) if weight else None)


def claim(named: str, printed: str | None, *formulas: str | tuple[str, str], **more: Any) -> Claim:
    """A claim whose readings are formulas, or pairs of formula and comparison."""
    readings = tuple(
        Reading(
            id=f"r{place}",
            name=text(f"r{place}"),
            formula=one if isinstance(one, str) else one[0],
            comparison=None if isinstance(one, str) else one[1],  # type: ignore[arg-type]
        )
        for place, one in enumerate(formulas, start=1)
    )
    fields: dict[str, Any] = {
        "id": named,
        "title": text(named),
        "statement": text(named),
        "printed": None if printed is None else Decimal(printed),
        "readings": readings,
        "explanation": text(named),
        "explains": "reproduces",
        "lines": "1",
    }
    return Claim(**(fields | more))


def target(named: str, **more: Any) -> Target:
    fields: dict[str, Any] = {
        "id": named,
        "theme": "safety",
        "level": "outcome",
        "quantity": "indicator",
        "quantifier": "number-of-areas",
        "transformation": "level",
        "sentence": text(named),
        "short": text(named),
        "scope": text(""),
        "lines": "1",
    }
    return Target(**(fields | more))


def line(named: str, amount: str | None, **more: Any) -> BudgetLine:
    fields: dict[str, Any] = {
        "id": named,
        "budget": "extra-effort",
        "heading": text("heading"),
        "name": text(named),
        "kind": "area",
        "amount": None if amount is None else Decimal(amount),
        "name_line": 1,
    }
    return BudgetLine(**(fields | more))


def info(groups: Sequence[IndicatorGroup], **more: Any) -> ProgrammeInfo:
    document = Document(id="doc", title=text("doc"), short=text("doc"), publisher="city", licence=text("public"))
    levels = tuple(
        Level(id=level, name=text(level), plural=text(level)) for level in ("pc4", "krachtwijk", "plaats", "stad")
    )
    fields: dict[str, Any] = {
        "id": "test",
        "name": text("test"),
        "city": "rotterdam",
        "language": "nl",
        "introduction": text("test"),
        "main_document": "doc",
        "documents": (document,),
        "board_group": "application-2007",
        "levels": levels,
        "indicator_groups": tuple(groups),
    }
    return ProgrammeInfo(**(fields | more))


def figures(values: dict[tuple[str, str], str | None], release: str = "release") -> ReleasedFigures:
    """A release of values by (indicator, area); None is not collected."""
    observations = tuple(
        Observation(
            indicator=name,
            area=where,
            period="2006",
            value=None if value is None else Decimal(value),
            status="not-collected" if value is None else "measured",
        )
        for (name, where), value in values.items()
    )
    return ReleasedFigures(release=Release(id=release, title=text(release), document="doc"), observations=observations)


def small_programme(**ledger: Any) -> Programme:
    """Four areas in two krachtwijken, two indicators, one of them with bands."""
    safety = indicator(
        "safety_index",
        "high-is-better",
        "6.0",
        "7.1",
        city_value=Decimal("7.2"),
        bands=tuple(
            Band(
                id=name,
                name=text(name),
                lower=None if low is None else Decimal(low),
                upper=Decimal(high),
            )
            for name, low, high in BANDS
        ),
    )
    poverty = indicator("poverty", "low-is-better", "20", "10")
    values = {
        ("safety_index", "3011"): "4.5",
        ("safety_index", "3012"): "6.0",
        ("safety_index", "3013"): "7.3",
        ("safety_index", "3014"): None,
        ("poverty", "3011"): "25",
        ("poverty", "3012"): "20",
        ("poverty", "3013"): "8",
        ("poverty", "3014"): "15",
    }
    names = {"3011": "Noord", "3012": "Noord", "3013": "Zuid", "3014": "West"}
    points = {"3011": (51.91, 4.48), "3012": (51.92, 4.48), "3013": (51.91, 4.50), "3014": (51.92, 4.50)}
    areas = (
        *(area(code, name=text(names[code]), lat=points[code][0], lon=points[code][1]) for code in names),
        area("kw-a", "krachtwijk"),
        area("kw-b", "krachtwijk"),
        area("rotterdam", "stad"),
    )
    memberships = (
        *(member(code, "application-2007") for code in names),
        member("3011", "kw-a"),
        member("3012", "kw-a"),
        member("3013", "kw-b"),
        member("kw-a", "rotterdam"),
        member("kw-b", "rotterdam"),
    )
    count = RedCount(id="both", name=text("both"), indicators=("safety_index", "poverty"), factor=2)
    return Programme(
        definitions=Definitions(
            info=info(
                [IndicatorGroup(id="all", name=text("all"), indicators=("safety_index", "poverty"))], counts=(count,)
            ),
            areas=areas,
            groups=(Group(id="application-2007", name=text("rows"), level="pc4"),),
            memberships=memberships,
            indicators=(safety, poverty),
            published_counts=(
                PublishedCount(count="both", area="3011", printed=4, lines="1"),
                PublishedCount(count="both", area="3012", printed=2, lines="2"),
            ),
        ),
        ledger=Ledger(themes=(Theme(id="safety", name=text("safety")),), **ledger),
        releases=(figures(values),),
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def appendix_id(row: dict[str, str]) -> str:
    return "3075" if row["name_clean"] == "Vreewijk" else row["postcode_as_printed"]


def reference_programme(reference: Path) -> Programme:
    """The appendix, its borders, the budget and the running programmes of the reference tables."""
    folder = reference / "rotterdam-2007"
    rows = rows_of(folder / "appendix.csv")
    indicators = tuple(
        indicator(
            row["indicator"],
            f"{row['better_is']}-is-better",
            row["negative_border_line1619"],
            row["positive_border_line1621"],
            city_value=Decimal(row["city_score_2007"]) if row["city_score_2007"] else None,
        )
        for row in rows_of(folder / "appendix_thresholds.csv")
    )
    krachtwijken = sorted({row["official_krachtwijk_inferred"] for row in rows})
    counts = (
        RedCount(id="rotterdam", name=text("x2"), indicators=OWN, factor=2),
        RedCount(id="national", name=text("national"), indicators=NATIONAL),
    )
    published = tuple(
        PublishedCount(count=count, area=appendix_id(row), printed=int(row[column]), lines=row["line_start"])
        for row in rows
        for count, column in (("rotterdam", "published_neg_rdam_x2"), ("national", "published_neg_vrom"))
    )
    budget = [row for row in rows_of(folder / "budget_by_area.csv") if not row["group"].startswith("TOTAL")]
    running = [row for row in rows_of(folder / "ongoing_programmes.csv") if not row["programme"].startswith("SUM")]
    return Programme(
        definitions=Definitions(
            info=info(
                [
                    IndicatorGroup(id="rotterdam", name=text("rotterdam"), indicators=OWN),
                    IndicatorGroup(id="national", name=text("national"), indicators=NATIONAL),
                ],
                counts=counts,
            ),
            areas=(
                *(
                    area(
                        appendix_id(row),
                        name=text(row["name_clean"]),
                        printed_code=row["postcode_as_printed"] if appendix_id(row) == "3075" else "",
                    )
                    for row in rows
                ),
                *(area(name, "krachtwijk") for name in krachtwijken),
            ),
            groups=(Group(id="application-2007", name=text("rows"), level="pc4"),),
            memberships=tuple(
                one
                for row in rows
                for one in (
                    member(appendix_id(row), "application-2007"),
                    member(appendix_id(row), row["official_krachtwijk_inferred"]),
                )
            ),
            indicators=indicators,
            published_counts=published,
        ),
        ledger=Ledger(
            budgets=(
                Budget(id="extra-effort", name=text("extra"), printed_total=Decimal("507179000"), lines="1317-1391"),
            ),
            budget_lines=tuple(line(f"b{n:02}", row["amount_eur"]) for n, row in enumerate(budget, start=1)),
            running_programmes=tuple(
                RunningProgramme(
                    id=row["programme"],
                    name=text(row["programme"]),
                    kind="sectoral",
                    sector=text(row["column"]),
                    amount=Decimal(row["amount_eur"]) if row["amount_eur"] else None,
                    lines=row["line"],
                )
                for row in running
            ),
        ),
        releases=(figures({(name, appendix_id(row)): row[name] for row in rows for name in OWN + NATIONAL}),),
    )
