"""Whatever an index declares and whatever is in the figures: it is computed, or it is said why not; and what is told
of a score adds up."""

from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_index import Maker
from wijkpeil import index as wi
from wijkpeil.errors import WijkpeilError
from wijkpeil.methods.composite.contributions import contributions


def asked(ask: Any, *given: Any, **more: Any) -> Any:
    """What comes of a question; None where it is said why nothing can."""
    with suppress(WijkpeilError):
        return ask(*given, **more)
    return None


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_many_of_them_are_computed() -> None:
    computed = 0
    for seed in range(100):
        maker = Maker(seed)
        computed += asked(wi.compute, maker.index(), maker.panel()) is not None
    assert 20 < computed < 80


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(seed=st.integers(0, 10**9))
def test_an_index_is_computed_or_it_is_said_why_not(seed: int) -> None:
    for own in range(5 * seed, 5 * seed + 5):
        computed_or_told(own)


def computed_or_told(seed: int) -> None:
    maker = Maker(seed)
    index = maker.index()
    panel = maker.panel()
    results = asked(wi.compute, index, panel)
    if results is None:
        return
    for result in results:
        scored = ~np.isnan(result.score)
        parts = contributions(result).values
        np.testing.assert_allclose(parts[scored].sum(axis=1), result.score[scored], rtol=1e-7, atol=1e-6)
        assert (result.ranks[scored] > 0).all()
        assert (result.ranks[~scored] == 0).all()
    areas = results[-1].areas
    for ask, more in (
        (wi.score, {"draws": 5}),
        (wi.nodes, {}),
        (wi.coherence, {}),
        (wi.sensitivity, {"base": 4}),
        (wi.explain, {"area": areas[0], "beside": areas[-1], "draws": 5}),
        (wi.change, {}),
    ):
        asked(ask, index, panel, **more)
