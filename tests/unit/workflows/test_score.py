"""Indices of a programme: figures from a release, directions from polarities, thresholds from borders."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from wijkpeil.errors import NotFound, UserError
from wijkpeil.loading import read_programme
from wijkpeil.methods.composite.placing import bands_of
from wijkpeil.model.figures import Observation
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Aggregation, Denominator, Imputation, Normalisation
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.board import make_board
from wijkpeil.workflows.score import index_of, score_programme


@pytest.fixture(scope="module")
def programme(rotterdam: Path) -> Programme:
    return read_programme(rotterdam)


def scores(programme: Programme, index: str | Index) -> dict[str, float]:
    chosen = index_of(programme, index) if isinstance(index, str) else index
    (result,) = score_programme(programme, chosen)
    return dict(zip(result.areas, map(float, result.score), strict=True))


def test_the_card_of_the_ministry_counts_the_reds_of_the_board(programme: Programme) -> None:
    board = make_board(programme)
    national = [count.id for count in programme.definitions.info.counts].index("national")
    assert scores(programme, "vrom-card") == {row.area: row.counts[national].recounted for row in board.rows}


def test_problems_pile_up_where_both_counts_do(programme: Programme) -> None:
    found = scores(programme, "problems-pile-up")
    board = make_board(programme)
    assert found == {row.area: sum(count.recounted for count in row.counts) for row in board.rows}


def test_the_core_social_index_is_the_mean_of_its_parts(programme: Programme) -> None:
    figures = {(one.indicator, one.area): one.value for one in programme.releases[-1].observations}
    found = scores(programme, "core-social-index")
    for area, score in found.items():
        parts = [figures["si_participatie", area], figures["si_hulpbronnen", area]]
        assert score == pytest.approx(float(sum(parts, Decimal(0)) / 2), abs=1e-12)
    (result,) = score_programme(programme, index_of(programme, "core-social-index"))
    bands = dict(zip(result.areas, bands_of(result), strict=True))
    assert {bands[area] for area, score in found.items() if score < -0.4} == {"negative"}
    assert {bands[area] for area, score in found.items() if -0.4 < score < 0.4} == {"between"}


@pytest.mark.parametrize("index", ["safety-index", "social-index"])
def test_a_shape_is_not_scored(programme: Programme, index: str) -> None:
    with pytest.raises(UserError, match="only the shape"):
        score_programme(programme, index_of(programme, index))


def test_an_index_that_is_not_there_is_told_with_the_nearest(programme: Programme) -> None:
    with pytest.raises(NotFound, match="vrom-card"):
        index_of(programme, "vrom-kard")


def test_directions_follow_from_polarities(programme: Programme) -> None:
    (result,) = score_programme(programme, index_of(programme, "problems-pile-up"))
    polarities = {one.id: one.polarity for one in programme.definitions.indicators}
    for leaf in result.tree.leaves:
        assert leaf.sign == (1 if polarities[leaf.node.indicator or ""] == "low-is-better" else -1)


def test_the_city_can_be_what_areas_are_compared_with_and_is_not_scored(programme: Programme) -> None:
    city = programme.definitions.info.city
    compared = Normalisation(method="difference-from-mean", area=city)
    index = replace(
        index_of(programme, "core-social-index"),
        normalisation=compared,
        tree=IndexNode(parts=(IndexNode(indicator="vi2006"),)),
    )
    (released,) = programme.releases[-1:]
    figure = Observation(indicator="vi2006", area=city, period="2006", value=Decimal("7.2"))
    more = replace(programme, releases=(replace(released, observations=(*released.observations, figure)),))
    (result,) = score_programme(more, index)
    assert city not in result.areas
    assert [gone.id for gone in result.dropped] == [city]
    values = {one.area: float(one.value) for one in released.observations if one.indicator == "vi2006" and one.value}
    assert [score + 7.2 for score in result.score] == pytest.approx([values[area] for area in result.areas])


def test_a_group_is_the_area_around_at_a_level_and_an_indicator_can_divide_another(programme: Programme) -> None:
    level = "krachtwijk"
    index = replace(
        index_of(programme, "core-social-index"),
        aggregation=Aggregation(method="arithmetic-mean"),
        tree=IndexNode(
            parts=(
                IndexNode(
                    indicator="inkomen_k",
                    denominator=Denominator(by="werkenden_pct", per=Decimal(100)),
                    imputation=Imputation(method="mean", group=level),
                ),
            )
        ),
    )
    (result,) = score_programme(programme, index)
    figures = {(one.indicator, one.area): float(one.value or "nan") for one in programme.releases[-1].observations}
    wanted = [100 * figures["inkomen_k", area] / figures["werkenden_pct", area] for area in result.areas]
    np.testing.assert_allclose(result.score, wanted)
    assert set(result.data.groups) == {level}


def test_periods_that_all_indicators_share_are_scored_each(programme: Programme) -> None:
    index = replace(index_of(programme, "core-social-index"), tree=IndexNode(parts=(IndexNode(indicator="vi2006"),)))
    (released,) = programme.releases[-1:]
    later = tuple(
        replace(one, period="2008", value=one.value + 1)
        for one in released.observations
        if one.indicator == "vi2006" and one.value is not None
    )
    more = replace(programme, releases=(replace(released, observations=(*released.observations, *later)),))
    before, after = score_programme(more, index)
    assert (before.data.period, after.data.period) == ("2006", "2008")
    np.testing.assert_allclose(after.score - before.score, 1)
