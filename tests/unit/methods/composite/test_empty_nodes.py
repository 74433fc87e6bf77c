"""A node of which nobody has any figure: everything that is told of an index goes on without it, and it is named."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from small_indices import figures, index_of

from wijkpeil.methods.composite.changes import change
from wijkpeil.methods.composite.coherence import coherence
from wijkpeil.methods.composite.contributions import contributions
from wijkpeil.methods.composite.leaving_out import leave_out
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.methods.composite.sensitivity import sensitivity
from wijkpeil.methods.composite.uncertainty import uncertainty
from wijkpeil.model.index_choices import Aggregation, Alternatives, WeightSet

NAN = float("nan")
METHODS = ["arithmetic-mean", "weighted-sum", "geometric-mean", "copeland", "minimum", "mazziotta-pareto"]


@pytest.mark.parametrize("outer", METHODS)
@pytest.mark.parametrize("derived", [False, True])
def test_nothing_breaks_and_the_indicators_are_named(outer: str, derived: bool) -> None:
    index = index_of(outer=outer)
    if derived:
        index = replace(index, weight_sets=(WeightSet(id="s", method="pca"),), weight_set="s")
    data = figures(3, n=12, gaps=0)
    values = data.values.copy()
    values[:, 3:5] = NAN
    result = compute(index, replace(data, values=values))
    assert [each.id for each in result.dropped] == ["x4", "x5"]
    assert not np.isnan(result.score).any()
    np.testing.assert_allclose(contributions(result).values.sum(axis=1), result.score)
    assert [node.id for node in coherence(result).nodes] == ["top", "a", "c"]
    assert not np.isnan(leave_out(result).shift).any()
    assert (uncertainty(result, 20).ranks > 0).all()
    both = Alternatives(weights_within=Decimal("0.2"), aggregations=(Aggregation(method="arithmetic-mean"),))
    assert np.isfinite(sensitivity(result, base=8, alternatives=both).indices.first).all()
    assert np.abs(change(result, compute(index, data)).membership).max() > 0
