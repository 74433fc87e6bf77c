"""The claims of the Rotterdam programme: the findings, and each number once more from the reference tables alone."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from making import NATIONAL, OWN, appendix_id, rows_of
from wijkpeil.loading import read_programme
from wijkpeil.model.claims import Claim, ReadingResult, Reconciliation
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.export import explanation
from wijkpeil.workflows.reconcile import reconcile

Row = dict[str, str]
SOCIAL = OWN[2:]


@pytest.fixture(scope="module")
def programme(rotterdam: Path) -> Programme:
    return read_programme(rotterdam)


@pytest.fixture(scope="module")
def found(programme: Programme) -> dict[str, Reconciliation]:
    return {one.claim: one for one in reconcile(programme)}


@pytest.fixture(scope="module")
def claims(programme: Programme) -> dict[str, Claim]:
    return {claim.id: claim for claim in programme.definitions.claims}


def reading(found: dict[str, Reconciliation], claim: str, named: str) -> ReadingResult:
    return next(result for result in found[claim].results if result.reading == named)


def test_all_checks_of_the_reference_are_claims(claims: dict[str, Claim], reference: Path) -> None:
    checks = rows_of(reference / "rotterdam-2007" / "reconciliation.csv")
    assert list(claims) == [row["id"] for row in checks]
    assert sum(bool(claim.readings) for claim in claims.values()) >= 40


def test_every_explanation_is_about_the_verdict_that_is_found(
    claims: dict[str, Claim], found: dict[str, Reconciliation]
) -> None:
    assert {name: claim.explains for name, claim in claims.items()} == {
        name: one.verdict for name, one in found.items()
    }


def test_every_explanation_is_filled_in(programme: Programme, found: dict[str, Reconciliation]) -> None:
    for one in found.values():
        for language, unknown in (("nl", "onbekend"), ("en", "unknown")):
            text = explanation(programme, one, language)
            assert "{" not in text
            assert unknown not in text or one.claim == "N39"


def test_the_national_count_holds_strictly_and_not_inclusively(found: dict[str, Reconciliation]) -> None:
    assert (found["N01"].verdict, found["N01"].recomputed) == ("reproduces", 23)
    assert reading(found, "N01", "inclusive").recomputed == 16
    strict = reading(found, "N05", "strict")
    assert (strict.recomputed, strict.low, strict.high) == (111, 111, 118)
    assert found["N07"].reading == "text"


def test_the_rotterdam_count_breaks_its_own_rule(found: dict[str, Reconciliation]) -> None:
    assert (found["N02"].verdict, found["N02"].recomputed) == ("contradicts", 10)
    assert (found["N03"].verdict, found["N03"].recomputed) == ("undecidable-by-rounding", 22)
    assert (found["N04"].verdict, found["N04"].recomputed) == ("undecidable-by-rounding", 1)
    assert (found["N06"].verdict, found["N06"].recomputed) == ("contradicts", 4)


def test_the_row_that_remains_is_tussendijken(
    programme: Programme, claims: dict[str, Claim], found: dict[str, Reconciliation]
) -> None:
    holding = reading(found, "N03", "two-social").steps[-1].items
    rows = [one.child for one in programme.definitions.memberships if one.parent == "application-2007"]
    assert [row for row in rows if row not in holding] == ["3026"] == list(claims["N03"].areas)
    assert "3026" in explanation(programme, found["N03"], "nl")


def test_areas_that_are_counted_twice_or_on_the_border(found: dict[str, Reconciliation]) -> None:
    other = "reproduces-under-another-reading"
    assert (found["N08"].verdict, found["N08"].reading, found["N08"].recomputed) == (other, "rows", 5)
    assert reading(found, "N08", "names").recomputed == 4
    assert (found["N09"].verdict, found["N09"].reading, found["N09"].recomputed) == (other, "inclusive", 13)
    assert reading(found, "N09", "legend").recomputed == 11
    assert (found["N10"].verdict, found["N10"].recomputed) == ("reproduces", 13)
    assert (found["N53"].verdict, found["N53"].recomputed) == (other, 21)


def test_the_money_is_exact_to_the_euro(found: dict[str, Reconciliation]) -> None:
    assert (found["N31"].verdict, found["N31"].recomputed) == ("reproduces", 507_179_000)
    assert found["N32"].verdict == "contradicts"
    assert (found["N36"].verdict, found["N36"].recomputed) == ("reproduces", 73_500_000)
    assert (found["N35"].verdict, found["N35"].recomputed) == ("reproduces", 80_000_000)
    assert (found["N20"].verdict, found["N20"].recomputed) == ("reproduces", 10_000)


def test_unknown_amounts_are_named_and_never_zero(found: dict[str, Reconciliation]) -> None:
    assert (found["N39"].verdict, found["N39"].recomputed) == ("cannot-be-checked", 782_000_000)
    (known,) = found["N39"].results
    assert set(known.steps[-1].unknown) == {"waps", "wvaps", "vijf-jaren-veilig", "binnenstad", "milieu"}
    for claim in ("N37", "N43", "N51", "N54"):
        assert (found[claim].verdict, found[claim].recomputed) == ("cannot-be-checked", None)


class Naive:
    """The reference tables, with loops and Decimal only."""

    def __init__(self, reference: Path) -> None:
        folder = reference / "rotterdam-2007"
        self.rows = rows_of(folder / "appendix.csv")
        self.borders = {row["indicator"]: row for row in rows_of(folder / "appendix_thresholds.csv")}
        lines = rows_of(folder / "budget_by_area.csv")
        self.budget = [row for row in lines if not row["group"].startswith("TOTAL")]
        self.running = [row for row in rows_of(folder / "ongoing_programmes.csv") if row["line"]]
        self.associations = [
            row for row in rows_of(folder / "housing_associations.csv") if "TOTAL" not in row["line_item"]
        ]
        self.targets = {row["id"]: row for row in rows_of(folder / "targets.csv")}

    def is_red(self, row: Row, indicator: str, inclusive: bool = False) -> bool:
        value, border = Decimal(row[indicator]), Decimal(self.borders[indicator]["negative_border_line1619"])
        if value == border:
            return inclusive
        return (value < border) == (self.borders[indicator]["better_is"] == "high")

    def reds(self, row: Row, indicators: tuple[str, ...], inclusive: bool = False) -> int:
        return sum(self.is_red(row, one, inclusive) for one in indicators)

    def matching(self, column: str, indicators: tuple[str, ...], factor: int, inclusive: bool = False) -> list[str]:
        fits = [row for row in self.rows if self.reds(row, indicators, inclusive) * factor == int(row[column])]
        return [appendix_id(row) for row in fits]

    def below(self, edge: str) -> list[Row]:
        return [row for row in self.rows if Decimal(row["vi2006"]) < Decimal(edge)]

    def money(self, rows: list[Row]) -> Decimal:
        return sum((Decimal(row["amount_eur"]) for row in rows if row["amount_eur"]), Decimal(0))

    def goal(self, target: str) -> Decimal:
        return Decimal(self.targets[target]["quantity"])

    def of(self, code: str) -> Row:
        return next(row for row in self.rows if appendix_id(row) == code)


def names(rows: list[Row]) -> int:
    return len({row["name_clean"] for row in rows})


ROTTERDAM, VROM = "published_neg_rdam_x2", "published_neg_vrom"
SOUTH = ("Charlois", "Feijenoord")
FOUR = ("Oude Noorden", "Tarwewijk", "Carnisse/Zuidplein", "Spangen")
PARTS = ("E1a", "E1b", "E1c", "E1d")

NAIVE: dict[str, Callable[[Naive], Decimal | int]] = {
    "N01": lambda own: len(own.matching(VROM, NATIONAL, 1)),
    "N02": lambda own: len(own.matching(ROTTERDAM, OWN, 2)),
    "N03": lambda own: len(own.matching(ROTTERDAM, SOCIAL, 2)),
    "N04": lambda own: len({"3014", "3026"} & set(own.matching(ROTTERDAM, SOCIAL, 2))),
    "N05": lambda own: sum(own.reds(row, NATIONAL) for row in own.rows),
    "N06": lambda own: sum(own.reds(row, OWN) == 4 for row in own.rows),
    "N07": lambda own: own.reds(own.of("3073"), NATIONAL),
    "N08": lambda own: len(own.below("5.0")),
    "N09": lambda own: sum(own.is_red(row, "ppc2007", inclusive=True) for row in own.rows),
    "N10": lambda own: len(own.below("6.0")),
    "N11": lambda own: Decimal(own.of("3026")["vi2006"]),
    "N12": lambda own: Decimal(own.borders["vi2006"]["positive_border_line1621"]),
    "N13": lambda own: Decimal(own.borders["vi2006"]["negative_border_line1619"]),
    "N14": lambda own: len(own.rows),
    "N15": lambda own: len({row["postcode_as_printed"] for row in own.rows}),
    "N16": lambda own: sum(abs(Decimal(own.of("3035")[one]) - Decimal(own.of("3036")[one])) for one in OWN),
    "N17": lambda own: len(own.rows),
    "N19": lambda own: len([row for row in own.targets.values() if row["id"] in ("L1", "L2", "L3", "L4", "L5")]),
    "N20": lambda own: sum(own.goal(part) for part in PARTS),
    "N21": lambda own: sum(own.goal(part) for part in PARTS),
    "N22": lambda own: own.goal("E1a"),
    "N23": lambda own: own.goal("L4a") + own.goal("L4b"),
    "N24": lambda own: own.goal("L4a"),
    "N25": lambda own: own.goal("L4c"),
    "N26": lambda own: own.goal("L4a") + own.goal("L4b") + own.goal("L4c"),
    "N27": lambda own: names([row for row in own.rows if row["name_clean"] in FOUR]),
    "N30": lambda own: Decimal(own.associations[0]["line_item"].split("(")[1].rstrip(")")),
    "N31": lambda own: own.money(own.budget),
    "N32": lambda own: own.money(own.budget),
    "N35": lambda own: own.goal("I4") * 10_000 * 4,
    "N36": lambda own: own.money(own.associations),
    "N38": lambda own: len(
        {row["official_krachtwijk_inferred"] for row in own.rows if row["postcode_as_printed"] >= "3070"}
    ),
    "N39": lambda own: own.money(own.running),
    "N40": lambda own: 507_179_000 - own.money(own.budget[:-1]),
    "N41": lambda own: own.money([row for row in own.budget if row["group"] in SOUTH]) / 507_179_000 * 100,
    "N44": lambda own: Decimal(100_000) / (5_000 + 1_000 + own.goal("I4")),
    "N45": lambda own: own.goal("I4") * own.goal("I5") / 100,
    "N46": lambda own: own.goal("L4d"),
    "N47": lambda own: own.goal("W4"),
    "N48": lambda own: own.goal("I3a"),
    "N49": lambda own: Decimal(own.borders["vi2006"]["city_score_2007"]),
    "N50": lambda own: int(own.goal("V3")) - 1,
    "N53": lambda own: len(
        [row for row in own.budget if row["line_name"] <= "1366" and "breed" not in row["line_item"]]
    ),
}


READ = {
    "N28": 4,
    "N33": len({"state"} | {"associations", "state"}),
    "N34": len(range(2008, 2011 + 1)),
    "N42": Decimal(73_000) / 300_000 * 100,
    "N55": 100 - Decimal("0.95") ** 3 * 100,
}
"""Claims whose numbers stand in the running text and in none of the tables."""


def agree(recomputed: Decimal | None, by_hand: Decimal | int) -> bool:
    """Whether two numbers agree to twenty decimals: the one by hand has fewer digits where a division rounds."""
    assert recomputed is not None
    return abs(recomputed - by_hand) < Decimal("1e-20")


@pytest.mark.parametrize("claim", NAIVE)
def test_a_claim_gives_the_number_that_loops_give(
    claim: str, reference: Path, found: dict[str, Reconciliation]
) -> None:
    assert agree(found[claim].recomputed, NAIVE[claim](Naive(reference)))


@pytest.mark.parametrize("claim", READ)
def test_a_claim_gives_the_number_that_the_text_gives(claim: str, found: dict[str, Reconciliation]) -> None:
    assert agree(found[claim].recomputed, READ[claim])


def test_every_number_is_recomputed_by_hand_too(found: dict[str, Reconciliation]) -> None:
    assert {name for name, one in found.items() if one.recomputed is not None} == NAIVE.keys() | READ.keys()


def test_other_readings_give_the_numbers_that_loops_give(reference: Path, found: dict[str, Reconciliation]) -> None:
    own = Naive(reference)
    bad = [row for row in own.rows if own.is_red(row, "ppc2007", inclusive=True)]
    expected = {
        ("N01", "inclusive"): len(own.matching(VROM, NATIONAL, 1, inclusive=True)),
        ("N03", "two-social-inclusive"): len(own.matching(ROTTERDAM, SOCIAL, 2, inclusive=True)),
        ("N05", "inclusive"): sum(own.reds(row, NATIONAL, inclusive=True) for row in own.rows),
        ("N07", "heading"): 2 * own.reds(own.of("3073"), NATIONAL),
        ("N08", "names"): names(own.below("5.0")),
        ("N08", "krachtwijken"): len({row["official_krachtwijk_inferred"] for row in own.below("5.0")}),
        ("N09", "legend"): sum(own.is_red(row, "ppc2007") for row in own.rows),
        ("N09", "names"): names(bad),
        ("N10", "inclusive"): sum(own.is_red(row, "vi2006", inclusive=True) for row in own.rows),
        ("N14", "names"): names(own.rows),
        ("N14", "printed-codes"): len({row["postcode_as_printed"] for row in own.rows}),
        ("N27", "rows"): len([row for row in own.rows if row["name_clean"] in FOUR]),
    }
    assert {key: reading(found, *key).recomputed for key in expected} == expected


def test_what_the_explanations_say_besides(reference: Path) -> None:
    own = Naive(reference)
    low = own.below("6.0")
    assert sum(own.is_red(row, "ppc2007", inclusive=True) for row in low) == 11
    assert not [row for row in own.rows if Decimal(row["vi2006"]) == Decimal("7.1")]
    assert len(own.below("7.2")) == 20
    assert own.money([row for row in own.budget if row["group"] in SOUTH]) == 287_047_000
    assert Decimal(79_505_000) - own.money(own.associations) == 6_005_000
    assert {row["amount_eur"] for row in own.budget if row["line_item"] == "Pact-gebied"} == {"79505000"}
    assert round(Decimal(35_000_000) / 2_250) == 15_556
    assert round(Decimal(100_000) / 6_000, 1) == Decimal("16.7")
    assert round(own.money(own.budget[-1:]) / own.money(own.budget) * 100) == 2


def test_the_verdicts_in_all(found: dict[str, Reconciliation]) -> None:
    assert Counter(one.verdict for one in found.values()) == {
        "reproduces": 28,
        "cannot-be-checked": 10,
        "contradicts": 9,
        "reproduces-under-another-reading": 6,
        "undecidable-by-rounding": 2,
    }
