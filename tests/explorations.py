"""Any choice that the explorer offers of an index, as Hypothesis makes them up."""

from hypothesis import strategies as st

from wijkpeil.model.index_tree import resolved
from wijkpeil.workflows.explore import Exploration
from wijkpeil.workflows.explore_methods import (
    Methods,
    offered_aggregations,
    offered_imputations,
    offered_normalisations,
    offered_treatments,
    putting_depths,
)
from wijkpeil.workflows.explore_weights import offered_sets, weighed_nodes
from wijkpeil.workflows.score import ReadyIndex


def explorations(ready: ReadyIndex) -> st.SearchStrategy[Exploration]:
    """Any choice that the explorer offers of an index."""
    tree, areas = resolved(ready.index), len(ready.panel[-1].areas)

    def one_of(offered: tuple[str, ...]) -> st.SearchStrategy[str]:
        return st.sampled_from(("", *offered))

    puts = offered_aggregations(tree, areas)
    levels = {
        depth: st.sampled_from(offered_aggregations(tree, areas, depth) or puts) for depth in putting_depths(tree)
    }
    methods = st.builds(
        Methods,
        normalisation=one_of(offered_normalisations(tree)),
        aggregation=one_of(puts),
        levels=st.fixed_dictionaries({}, optional=levels),
        power=st.none() | st.decimals(-10, 10, places=1),
        imputation=one_of(offered_imputations(tree, len(ready.panel))),
        treatment=one_of(offered_treatments(tree)),
    )
    weights = st.dictionaries(st.sampled_from(weighed_nodes(tree)), st.decimals("0.0001", 100, places=4), max_size=3)
    return st.builds(Exploration, methods=methods, weight_set=one_of(offered_sets(tree.index)), weights=weights)
