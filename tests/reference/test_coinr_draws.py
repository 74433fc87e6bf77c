"""COINr's uncertainty analysis replayed by the engine of draws: its pool of weights, its draws, scores and ranks."""

from pathlib import Path

import numpy as np
import pytest

from coinr import Asem, asem
from wijkpeil import index as wi
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.draws import choices_of
from wijkpeil.methods.composite.many import Matrix, rise_many
from wijkpeil.methods.composite.ranking_many import ranks_of_rows
from wijkpeil.methods.composite.uncertainty import Uncertainty

DEFINITION = Path(__file__).resolve().parent / "indices" / "asem.yaml"


@pytest.fixture(scope="module")
def example(reference: Path) -> Asem:
    return asem(reference)


@pytest.fixture(scope="module")
def result(reference: Path) -> IndexResult:
    (found,) = wi.compute(wi.read(DEFINITION), reference / "coinr-asem" / "ASEM_iData.csv")
    return found


def test_scores_ranks_and_what_is_told_of_them(example: Asem, result: IndexResult) -> None:
    pool, draws = example.table("UA_weight_pool"), example.table("UA_draws").numbers("weight_set")[:, 0].astype(int)
    table = pool.numbers(*(f"w_{which}" for which in draws))
    weights = dict(zip(pool.texts("iCode"), table, strict=True))
    matrix = Matrix(result.stages["normalise"], result.leaves)
    scores = rise_many(result.tree, matrix, weights, result.data)
    names = [f"r_{at}" for at in range(1, len(draws) + 1)]
    theirs = example.table("UA_scores").ordered("uCode", result.areas).numbers(*names)
    np.testing.assert_allclose(scores.T, theirs, rtol=1e-9, atol=1e-9)
    ranks = ranks_of_rows(scores)
    places = example.table("UA_ranks").ordered("uCode", result.areas)
    np.testing.assert_array_equal(ranks.T, places.numbers(*names))
    np.testing.assert_array_equal(result.ranks, places.numbers("Nominal")[:, 0])

    told = Uncertainty(
        result=result,
        choices=choices_of(result),
        ranks=ranks,
        score_mean=scores.mean(axis=0),
        score_deviation=scores.std(axis=0, ddof=1),
        scores=None,
    )
    stats = example.table("UA_rankstats").ordered("uCode", result.areas).numbers("Mean", "Median", "Q5", "Q95")
    np.testing.assert_allclose(told.mean_rank(), stats[:, 0], rtol=1e-12)
    np.testing.assert_array_equal(told.median_rank(), stats[:, 1])
    low, high = told.interval(0.9)
    # Theirs are interpolated between two places; ours are the places on the outside.
    np.testing.assert_array_equal(low, np.floor(stats[:, 2]))
    np.testing.assert_array_equal(high, np.ceil(stats[:, 3]))
