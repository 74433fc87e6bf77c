"""Formulas and claims over a small programme: what is found, what is unknown, and the working."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from making import claim, line, small_programme, target, text
from wijkpeil.model.claims import Fact, Judgement
from wijkpeil.model.ledger import Ambition
from wijkpeil.model.money import Budget
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.evaluate import Evaluation, evaluate
from wijkpeil.workflows.formula_data import FormulaData
from wijkpeil.workflows.reconcile import reconcile, shown

D = Decimal


@pytest.fixture(scope="module")
def programme() -> Programme:
    made = small_programme(
        targets=(
            target("T1", bound=D(7), baseline=D(13), deadline=date(2010, 12, 31), areas=("3011", "3012")),
            target("T2", theme="housing"),
        ),
        ambitions=(Ambition(id="C1", theme="safety", sentence=text("c"), bound=D(45), lines="1"),),
        budgets=(Budget(id="extra-effort", name=text("x"), printed_total=D(30), lines="1"),),
        budget_lines=(line("b01", "10.50"), line("b02", None), line("b03", "19.50", funder="city")),
    )
    facts = (Fact(id="jobs", name=text("jobs"), value=D(73000)), Fact(id="none", name=text("none")))
    return replace(made, definitions=replace(made.definitions, facts=facts))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('fact("jobs") / 1000', 73),
        ('bound("T1") + baseline("T1") + deadline_year("T1")', 2030),
        ('bound("C1")', 45),
        ('total("budget_lines")', 30),
        ('total("budget_lines", funder="city")', D("19.5")),
        ('total("budget_lines", funder=None)', D("10.5")),
        ('total("budgets")', 30),
        ('rows("budget_lines", amount=None)', 1),
        ('rows("budget_lines", amount=True)', 2),
        ('rows("budget_lines", amount=10.5)', 1),
        ('rows("budget_lines", estimate=False)', 3),
        ('rows("budget_lines", estimate=True)', 0),
        ('rows("budget_lines", name="b01")', 1),
        ('rows("targets", areas="3011")', 1),
        ('rows("targets", areas=None)', 1),
        ('rows("targets", deadline="2010-12-31")', 1),
        ('rows("areas", level="pc4")', 4),
        ('rows("areas", lat=51.91)', 2),
        ('distinct("targets", "theme")', 2),
        ('distinct("targets", "areas")', 2),
        ('distinct("areas", "name", level="pc4")', 3),
        ('distinct("budget_lines", "funder")', 1),
        ('count(group("application-2007"), by="name")', 3),
        ('count(group("application-2007"), by="krachtwijk")', 2),
        ('count(under("kw-a") | areas("kw-b"))', 3),
        ('count(green("safety_index"))', 1),
        ('count(in_band("safety_index", "probleemwijk"))', 1),
        ('matching("both")', 1),
        ('count(differing("both"))', 1),
        ('matching("both", "poverty")', 0),
        ('printed("both", "3012") - recount("both", "3012")', 2),
        ('largest("both")', 4),
        ('lowest("safety_index")', D("4.5")),
        ('highest("poverty")', 25),
        ("0 ** 0", 1),
        ("(-2) ** 3", -8),
        ("4 ** 0.5", 2),
        ("round(2.5, 0) + round(-2.5, 0) + round(1250, -2)", 1300),
    ],
)
def test_what_a_formula_finds(programme: Programme, formula: str, value: int) -> None:
    assert evaluate(formula, programme).value == value


@pytest.mark.parametrize(
    ("formula", "unknown"),
    [
        ('fact("none")', 'fact("none")'),
        ('1 + fact("other")', 'fact("other")'),
        ('value("safety_index", "3014") * 2', 'value("safety_index", "3014")'),
        ('value("other", "3011")', 'value("other", "3011")'),
        ('lowest("other")', 'lowest("other")'),
        ('city("poverty")', 'city("poverty")'),
        ('border("other", "negative")', 'border("other", "negative")'),
        ('bound("T2")', 'bound("T2")'),
        ('bound("other")', 'bound("other")'),
        ('deadline_year("T2")', 'deadline_year("T2")'),
        ('count(red("other"))', 'red("other")'),
        ('count(below("other", 3))', 'below("other", 3)'),
        ('count(in_band("safety_index", "other"))', 'in_band("safety_index", "other")'),
        ('count(group("other"))', 'group("other")'),
        ('count(under("other") | areas("3011"))', 'under("other")'),
        ('matching("other")', 'matching("other")'),
        ('printed("both", "3013")', 'printed("both", "3013")'),
        ('recount("both", "3013", "other")', 'recount("both", "3013", "other")'),
        ('total("budget_lines", id="b02")', 'total("budget_lines", id="b02")'),
        ('total("budget_lines", id="other")', 'total("budget_lines", id="other")'),
        ("1 / 0", "1 / 0"),
        ("2 ** 101", "2 ** 101"),
        ("0 ** -1", "0 ** -1"),
        ("(-4) ** 0.5", "(-4) ** 0.5"),
        ("((10 ** 100) ** 100) ** 100", "((10 ** 100) ** 100) ** 100"),
        ('1 / (value("safety_index", "3012") - 6)', '1 / (value("safety_index", "3012") - 6)'),
        ("not a formula", "not a formula"),
    ],
)
def test_what_a_formula_cannot_find_is_unknown(programme: Programme, formula: str, unknown: str) -> None:
    found = evaluate(formula, programme)
    assert (found.value, found.low, found.high, found.unknown) == (None, None, None, unknown)


def test_the_working_comes_innermost_first_and_names_what_went_in(programme: Programme) -> None:
    found = evaluate('count(red("safety_index") & under("kw-a")) + total("budget_lines")', programme, "inclusive")
    assert [step.expression for step in found.steps] == [
        'red("safety_index")',
        'under("kw-a")',
        'red("safety_index") & under("kw-a")',
        'count(red("safety_index") & under("kw-a"))',
        'total("budget_lines")',
        'count(red("safety_index") & under("kw-a")) + total("budget_lines")',
    ]
    red, _, _, count, total, whole = found.steps
    assert (red.note, red.items, red.value, red.low, red.high) == ("≤ 6.0", ("3011", "3012"), 2, 1, 2)
    assert (count.items, count.unknown) == (("3011", "3012"), ("3014",))
    assert (total.items, total.unknown) == (("b01", "b03"), ("b02",))
    assert (whole.value, whole.low, whole.high) == (32, 31, 32)


def parts(found: Evaluation, expression: str) -> dict[str, tuple[Decimal | None, Decimal | None, bool, bool]]:
    """The parts of one step by their id."""
    step = next(step for step in found.steps if step.expression == expression)
    return {one.id: (one.value, one.other, one.counted, one.undecided) for one in step.parts}


def test_every_step_holds_what_it_looked_at_with_its_own_value(programme: Programme) -> None:
    total = 'total("budget_lines")'
    assert parts(evaluate(total, programme), total) == {
        "b01": (D("10.50"), None, True, False),
        "b02": (None, None, False, False),
        "b03": (D("19.50"), None, True, False),
    }
    figures = {area: FormulaData(programme).value("safety_index", area) for area in ("3011", "3012", "3013", "3014")}
    for areas, counted, undecided in (
        ('red("safety_index")', {"3011"}, {"3012"}),
        ('below("safety_index", 6.0)', {"3011"}, {"3012"}),
        ('above("safety_index", 6.0)', {"3013"}, {"3012"}),
        ('in_band("safety_index", "probleemwijk")', {"3011"}, set()),
    ):
        assert parts(evaluate(f"count({areas})", programme), areas) == {
            area: (value, None, area in counted, area in undecided) for area, value in figures.items()
        }
    for extreme, counted in (('lowest("safety_index")', {"3011"}), ('highest("safety_index")', {"3013"})):
        assert {id for id, part in parts(evaluate(extreme, programme), extreme).items() if part[2]} == counted


def test_a_count_of_matches_holds_the_recount_beside_the_printed(programme: Programme) -> None:
    data = FormulaData(programme)
    for name, same in (("matching", True), ("differing", False)):
        formula = 'matching("both")' if same else 'count(differing("both"))'
        found = parts(evaluate(formula, programme), f'{name}("both")')
        assert found.keys() == {area for _, area in data.printed}
        for area, (value, printed, counted, _) in found.items():
            assert printed == data.printed["both", area]
            assert value == evaluate(f'recount("both", "{area}")', programme).value
            assert counted is ((value == printed) is same)
    recounted = evaluate('recount("both", "3012")', programme)
    reds = parts(recounted, 'recount("both", "3012")')
    assert reds["safety_index"][:2] == (data.value("safety_index", "3012"), data.bounds["safety_index"].negative)
    assert sum(part[2] for part in reds.values()) * data.count("both").factor == recounted.value


def test_the_comparison_of_a_reading_decides_over_edges(programme: Programme) -> None:
    for formula in ('count(below("safety_index", 6.0))', 'count(red("safety_index"))'):
        assert evaluate(formula, programme).value == 1
        assert evaluate(formula, programme, "strict").value == 1
        assert evaluate(formula, programme, "inclusive").value == 2
    above = evaluate('count(above("poverty", border("poverty", "negative")))', programme, "inclusive")
    assert (above.value, above.steps[1].note) == (2, "≥ 20")


def test_a_count_over_no_figures_is_unknown_and_not_zero(programme: Programme) -> None:
    nothing = replace(programme, releases=())
    for areas in ('red("poverty")', 'below("poverty", 3)', 'in_band("safety_index", "probleemwijk")'):
        assert evaluate(f"count({areas})", nothing).unknown == areas
    assert evaluate('matching("both")', nothing).unknown == 'matching("both")'


def test_claims_are_reconciled_in_order(programme: Programme) -> None:
    judged = claim("N4", None, judgement=Judgement(verdict="contradicts", by="reader"))
    claims = (
        claim("N1", "30", 'total("budget_lines")'),
        claim("N2", "2", 'count(red("safety_index"))', ('count(red("safety_index"))', "inclusive")),
        claim("N3", "2", 'count(red("safety_index"))'),
        judged,
        claim("N5", None, 'fact("jobs")'),
        claim("N6", "1", "not a formula"),
        claim("N7", "1"),
    )
    found = reconcile(replace(programme, definitions=replace(programme.definitions, claims=claims)))
    assert [(one.claim, one.verdict, one.reading, one.recomputed) for one in found] == [
        ("N1", "reproduces", "r1", D(30)),
        ("N2", "reproduces-under-another-reading", "r2", D(2)),
        ("N3", "undecidable-by-rounding", "r1", D(1)),
        ("N4", "contradicts", "", None),
        ("N5", "cannot-be-checked", "", D(73000)),
        ("N6", "cannot-be-checked", "r1", None),
        ("N7", "cannot-be-checked", "", None),
    ]
    assert [one.holds for one in found[1].results] == [False, True]
    assert shown(claims[2], found[2]) == (D(2), D(1), 0, "")
