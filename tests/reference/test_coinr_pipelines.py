"""COINr's worked example from an index definition alone: three pipelines, step by step, to 1e-9 and exact ranks."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from making import rows_of
from wijkpeil import index as wi
from wijkpeil.loading.single import check_index
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.placing import places_of

DEFINITION = Path(__file__).resolve().parent / "indices" / "asem.yaml"
CLOSE = 1e-9
ALL = "steps: [denominate, impute, screen, treat, normalise, aggregate]"
BARE = "steps: [denominate, normalise, aggregate]"
MEAN, FROM_ONE = "aggregation: arithmetic-mean", "normalisation: {method: min-max, lower: 1, upper: 100}"
LEVELS = "\n".join(
    ["levels:", *(f"  - {{availability: {{minimum: {least}, by: count}}}}" for least in (0.75, 0.5, 0.9))]
)
VARIANTS: dict[str, tuple[tuple[str, str], ...]] = {
    "A": (),
    "B": ((ALL, BARE),),
    "B at 0.9": ((ALL, BARE), (MEAN, f"{MEAN}\navailability: {{minimum: 0.9, by: count}}")),
    "B by level": ((ALL, BARE), (MEAN, f"{MEAN}\n{LEVELS}")),
    "C": (("normalisation: min-max", FROM_ONE),),
    "C geometric": (("normalisation: min-max", FROM_ONE), (MEAN, "aggregation: geometric-mean")),
    "C harmonic": (("normalisation: min-max", FROM_ONE), (MEAN, "aggregation: harmonic-mean")),
}
"""What each pipeline says otherwise than the definition on file."""
STAGES = (
    ("A", "raw", "A_Raw"),
    ("A", "denominate", "A_Denominated"),
    ("A", "impute", "A_Imputed"),
    ("A", "screen", "A_Screened"),
    ("A", "treat", "A_Treated"),
    ("A", "normalise", "A_Normalised"),
    ("B", "normalise", "B_Normalised"),
    ("C", "normalise", "C_Normalised"),
)
SCORES = (
    ("A", "A_Aggregated"),
    ("A", "A_results_full"),
    ("B", "B_agg_amean"),
    ("B at 0.9", "B_agg_amean_thresh0.9"),
    ("B at 0.9", "B_results_thresh0.9"),
    ("B by level", "B_agg_amean_thresh_bylevel"),
    ("C", "C_agg_a_amean"),
    ("C geometric", "C_agg_a_gmean"),
    ("C geometric", "C_gmean_results"),
    ("C harmonic", "C_agg_a_hmean"),
)
RANKS = (
    ("A", "A_ranks_full"),
    ("A", "A_ranks_aggs"),
    ("B at 0.9", "B_ranks_thresh0.9"),
    ("C geometric", "C_gmean_ranks"),
)
LABELS = {"uCode", "uName", "Rank"}


@dataclass
class Printed:
    """A table of COINr: areas by columns."""

    rows: dict[str, dict[str, str]]

    @property
    def columns(self) -> list[str]:
        return [name for name in next(iter(self.rows.values())) if name not in LABELS]

    def column(self, name: str, areas: tuple[str, ...]) -> np.ndarray:
        cells = [self.rows[area][name] for area in areas]
        return np.array([np.nan if cell in ("", "NA") else float(cell) for cell in cells])


@pytest.fixture(scope="module")
def coinr(reference: Path) -> Path:
    return reference / "coinr-asem"


@pytest.fixture(scope="module")
def results(coinr: Path) -> dict[str, IndexResult]:
    return {name: result_of(changes, coinr) for name, changes in VARIANTS.items()}


def result_of(changes: tuple[tuple[str, str], ...], coinr: Path) -> IndexResult:
    text = DEFINITION.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    index, faults = check_index("asem.yaml", text.encode())
    assert index is not None, faults
    (result,) = wi.compute(index, coinr / "ASEM_iData.csv")
    return result


def printed(coinr: Path, name: str) -> Printed:
    return Printed({row["uCode"]: row for row in rows_of(coinr / f"{name}.csv")})


@pytest.mark.parametrize(("variant", "step", "name"), STAGES)
def test_figures_after_each_step(
    variant: str, step: str, name: str, results: dict[str, IndexResult], coinr: Path
) -> None:
    result, table = results[variant], printed(coinr, name)
    assert set(result.areas) == set(table.rows)
    assert set(result.leaves) == set(table.columns)
    for at, leaf in enumerate(result.leaves):
        np.testing.assert_allclose(
            result.stages[step][:, at], table.column(leaf, result.areas), rtol=CLOSE, atol=CLOSE, err_msg=leaf
        )


@pytest.mark.parametrize(("variant", "name"), SCORES)
def test_scores_of_every_node(variant: str, name: str, results: dict[str, IndexResult], coinr: Path) -> None:
    result, table = results[variant], printed(coinr, name)
    assert set(table.columns) <= set(result.scores)
    assert {"Index", "Conn", "Sust", "Physical"} <= set(table.columns)
    for node in table.columns:
        np.testing.assert_allclose(
            result.scores[node], table.column(node, result.areas), rtol=CLOSE, atol=CLOSE, err_msg=node
        )


@pytest.mark.parametrize(("variant", "name"), RANKS)
def test_ranks_of_every_node(variant: str, name: str, results: dict[str, IndexResult], coinr: Path) -> None:
    result, table = results[variant], printed(coinr, name)
    for node in table.columns:
        wanted = np.nan_to_num(table.column(node, result.areas))
        assert places_of(result, node).tolist() == wanted.tolist(), node


def test_what_treatment_did(results: dict[str, IndexResult], coinr: Path) -> None:
    result = results["A"]
    for row in rows_of(coinr / "A_treat_details.csv"):
        done = result.treated[row["iCode"]]
        passed = row["check_SkewKurt0.Pass"] == "TRUE"
        assert done.steps[0].passed == passed  # type: ignore[union-attr]
        pulled = [step.points for step in done.steps if getattr(step, "method", "") == "winsorise"]
        assert pulled == ([] if passed else [int(row["winsorise.nwin"])])


def test_nobody_falls_out_unseen(results: dict[str, IndexResult], coinr: Path) -> None:
    included = {row["uCode"]: row["Included"] == "TRUE" for row in rows_of(coinr / "A_screen_summary.csv")}
    assert set(results["A"].areas) == {area for area, kept in included.items() if kept}
    withheld = results["B at 0.9"].withheld
    assert {node: int(flags.sum()) for node, flags in withheld.items()} == {
        node: int(np.isnan(results["B at 0.9"].scores[node]).sum()) for node in withheld
    }
