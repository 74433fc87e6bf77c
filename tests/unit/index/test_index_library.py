"""The library of indices from the outside: tables of any make, everything wrong at once, nothing dropped unseen."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from wijkpeil import index as wi
from wijkpeil.cli.app import run
from wijkpeil.errors import FaultsFound, UserError, WrongUse
from wijkpeil.loading.single import check_index
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.model.index import Index

SMALL = Path(__file__).resolve().parent / "small.yaml"
TEXT = SMALL.read_text(encoding="utf-8")
COLUMNS: dict[str, list[Any]] = {"code": ["x", "y", "z"], "a": [1.0, 2.0, 3.0], "b": [4, 6, 8]}
SCORES = {"x": 50.0, "y": 50.0, "z": 50.0}


def index_of(*changes: tuple[str, str]) -> Index:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    index, faults = check_index("small.yaml", text.encode())
    assert index is not None, faults
    return index


def faults_of(index: Index, columns: dict[str, list[Any]]) -> list[tuple[str, str]]:
    with pytest.raises(FaultsFound) as raised:
        wi.compute(index, pd.DataFrame(columns))
    return [(fault.key, fault.message) for fault in raised.value.faults]


def with_(**columns: list[Any]) -> dict[str, list[Any]]:
    return {**COLUMNS, **columns}


def listed(column: Any) -> list[Any]:
    return list(column.to_pylist() if isinstance(column, pa.ChunkedArray) else column)


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_a_table_gives_a_table_of_its_kind(make: Any) -> None:
    table = make(COLUMNS)
    found = wi.score(index_of(), table)
    assert type(found) is type(table)
    assert dict(zip(listed(found["area"]), listed(found["score"]), strict=True)) == SCORES


def test_a_file_gives_arrow_and_the_same_scores(tmp_path: Path) -> None:
    file, definition = tmp_path / "f.csv", tmp_path / "small.yaml"
    file.write_text("code;a;b\nx;1,0;4\ny;2,0;6\nz;3,0;8\n", encoding="utf-8")
    definition.write_text(TEXT, encoding="utf-8")
    found = wi.score(definition, file)
    assert isinstance(found, pa.Table)
    assert found["score"].to_pylist() == [50.0] * 3


def test_figures_of_another_make_are_refused() -> None:
    with pytest.raises(WrongUse, match="pandas, Polars or Arrow"):
        wi.score(index_of(), 12)


def test_import_needs_no_django_and_nothing_heavy() -> None:
    heavy = ("django", "pydantic", "scipy", "narwhals", "numpy")
    code = f"import sys, wijkpeil.index; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_whole_library_works_without_django() -> None:
    code = (
        "import sys; sys.modules['django'] = None; import wijkpeil.index as wi, pyarrow as pa;"
        f"i, t = wi.read(sys.argv[1]), pa.table({COLUMNS!r});"
        "print(wi.score(i, t, draws=20).num_rows, len(wi.explain(i)) > 3)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(SMALL)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "3 True"


def test_one_missing_figure_leaves_the_others_their_weight_and_is_told() -> None:
    (result,) = wi.compute(index_of(), pd.DataFrame(with_(a=[1.0, float("nan"), 3.0])))
    assert result.score.tolist() == [50.0, 50.0, 50.0]
    assert result.available["small"].tolist() == [1.0, 0.5, 1.0]
    assert "Its figure of a is missing." in wi.explain(index_of(), pd.DataFrame(with_(a=[1.0, None, 3.0])), area="y")


def test_an_area_without_any_figure_has_no_score_and_a_reason() -> None:
    columns = with_(a=[1.0, float("nan"), 3.0], b=[4.0, float("nan"), 8.0])
    frame = wi.score(index_of(), pd.DataFrame(columns)).set_index("area")
    assert np.isnan(frame.loc["y", "score"])
    assert "small" in frame.loc["y", "reason"]


def test_a_column_without_any_figure_falls_out_and_is_told() -> None:
    (result,) = wi.compute(index_of(), pd.DataFrame(with_(a=[float("nan")] * 3)))
    assert [(gone.what, gone.id, gone.reason) for gone in result.dropped] == [("indicator", "a", "No figure is known.")]


def test_a_constant_column_is_refused_unless_the_definition_says_what_it_scores() -> None:
    ((key, message),) = faults_of(index_of(), with_(a=[2.0, 2.0, 2.0]))
    assert key == "a"
    assert "All known figures are 2.0" in message
    index = index_of(("normalisation: min-max", "normalisation: {method: min-max, constant: 50}"))
    (result,) = wi.compute(index, pd.DataFrame(with_(a=[2.0, 2.0, 2.0])))
    assert result.scores["a"].tolist() == [50.0] * 3


def test_a_zero_under_a_geometric_mean_is_refused_with_its_node() -> None:
    ((key, message),) = faults_of(index_of(("arithmetic-mean", "geometric-mean")), COLUMNS)
    assert key == "small"
    assert "not above 0" in message


def test_a_text_among_figures_is_refused_with_its_row_and_all_at_once() -> None:
    with pytest.raises(FaultsFound) as raised:
        wi.compute(index_of(), pd.DataFrame(with_(a=["1.5", "many", "3"], b=["4", "6,5", "8"])))
    found = {(fault.key, fault.line) for fault in raised.value.faults}
    assert found == {("a", 2), ("b", 2)}


def test_numbers_as_texts_and_marks_for_missing_are_read() -> None:
    index = index_of(("data: {area: code}", 'data: {area: code, missing: ["-999"]}'))
    (result,) = wi.compute(index, pd.DataFrame(with_(a=["1", "-999", "3"], b=[4.0, 6.0, -999.0])))
    assert np.isnan(result.stages["raw"]).tolist() == [[False, False], [True, False], [False, True]]


def test_an_area_that_stands_twice_is_refused() -> None:
    ((key, message),) = faults_of(index_of(), with_(code=["x", "y", "x"]))
    assert key == "x"
    assert "2 times" in message


def test_an_area_without_a_name_and_a_column_that_is_not_there_are_told() -> None:
    ((key, message),) = faults_of(index_of(), with_(code=["x", "", "z"]))
    assert (key, message) == ("code", "The row names no area.")
    ((key, _),) = faults_of(index_of(), {"code": ["x"], "a": [1.0], "bb": [1.0]})
    assert key == "b"


def test_an_infinite_figure_is_refused() -> None:
    ((key, _),) = faults_of(index_of(), with_(a=[1.0, float("inf"), 3.0]))
    assert key == "a"


GROUPED = (
    ("normalisation: min-max", "imputation: {method: mean, group: g}\nnormalisation: min-max"),
    ("data: {area: code}", "data: {area: code}"),
)


def test_a_group_without_any_figure_leaves_its_gaps_and_an_area_without_group_is_refused() -> None:
    columns = with_(a=[1.0, None, 3.0], g=["north", "south", "north"])
    (result,) = wi.compute(index_of(*GROUPED), pd.DataFrame(columns))
    assert not result.filled.any()
    assert np.isnan(result.stages["impute"][1, 0])
    ((key, message), *_) = faults_of(index_of(*GROUPED), with_(a=[1.0, None, 3.0], g=["north", "", "north"]))
    assert "The area y has no group in g." in message
    assert key == "a"


def test_what_is_filled_in_is_marked() -> None:
    columns = with_(a=[1.0, None, 3.0], g=["north", "north", "north"])
    (result,) = wi.compute(index_of(*GROUPED), pd.DataFrame(columns))
    assert result.filled.tolist() == [[False, False], [True, False], [False, False]]
    assert "Its figure of a was missing and was filled in." in wi.explain(
        index_of(*GROUPED), pd.DataFrame(columns), area="y"
    )


def test_an_area_with_too_few_figures_falls_out_with_its_reason() -> None:
    index = index_of(("normalisation: min-max", "screening: 0.6\nnormalisation: min-max"))
    columns = with_(a=[1.0, None, 3.0])
    frame = wi.score(index, pd.DataFrame(columns)).set_index("area")
    assert frame.loc["y", "reason"].startswith("Of 2 figures 1 are there")
    assert "is not scored" in wi.explain(index, pd.DataFrame(columns), area="y")[-1]


def test_an_index_of_which_only_the_shape_is_known_is_not_scored() -> None:
    index = index_of(("direction: up", "direction: up\nshape: {nl: alles., en: everything.}"))
    with pytest.raises(UserError, match="only the shape is known: everything"):
        wi.compute(index, pd.DataFrame(COLUMNS))


def test_a_direction_that_nobody_said_is_a_fault_of_the_definition() -> None:
    text = TEXT.replace("direction: up\n", "")
    index, faults = check_index("small.yaml", text.encode())
    assert index is None
    assert [fault.key for fault in faults] == ["tree.parts.1"]


def test_what_is_computed_before_can_be_given_again() -> None:
    (first,) = wi.compute(index_of(), pd.DataFrame(COLUMNS))
    assert isinstance(first.data, IndexData)
    (again,) = wi.compute(index_of(), first.data)
    assert again.score.tolist() == first.score.tolist()


def test_contributions_add_up() -> None:
    frame = wi.contributions(index_of(), pd.DataFrame(COLUMNS))
    assert (frame["a"] + frame["b"]).tolist() == pytest.approx(frame["score"].tolist(), abs=1e-12)


def test_comparing_two_definitions_tells_what_differs_and_who_moves() -> None:
    other = index_of(("parts: [a,", "parts: [{indicator: a, weight: 3},"))
    found = wi.compare(index_of(), other, pd.DataFrame(COLUMNS))
    assert [(each.where, each.before, each.after) for each in found.differences] == [("tree.a.weight", "1", "3")]
    assert {move.area: move.places for move in found.moves} == {"x": -2, "y": -1, "z": 0}


def test_totals_among_the_rows_are_left_out_and_told() -> None:
    index = index_of(("data: {area: code}", "data: {area: code, leave_out: [total]}"))
    columns = {"code": ["x", "y", "z", "total"], "a": [1.0, 2.0, 3.0, 6.0], "b": [4, 6, 8, 18]}
    (result,) = wi.compute(index, pd.DataFrame(columns))
    assert result.score.tolist() == [50.0] * 3
    assert [gone.id for gone in result.dropped] == ["total"]
    against = index_of(
        ("data: {area: code}", "data: {area: code, leave_out: [total]}"),
        ("normalisation: min-max", "normalisation: {method: distance-to-mean, area: total}"),
    )
    (compared,) = wi.compute(against, pd.DataFrame(columns))
    assert compared.scores["a"].tolist() == pytest.approx([100 / 6, 200 / 6, 50.0])


def test_figures_are_drawn_from_their_own_intervals() -> None:
    index = index_of(
        ("data: {area: code}", 'data: {area: code, lower: "{indicator}_low", upper: "{indicator}_high"}'),
        ("direction: up", "direction: up\nalternatives: {intervals: true}"),
    )
    wide = with_(a_low=[0.0, 1.0, 2.0], a_high=[2.0, 3.0, 4.0])
    low, high = wi.uncertainty(index, pd.DataFrame(wide), draws=200).interval()
    assert (low < high).all()
    narrow = with_(a_low=[1.0, 2.0, 2.99], a_high=[1.0, 2.0, 3.01], b=[4.0, 5.0, 9.0])
    spread = [wi.uncertainty(index, pd.DataFrame(each), draws=200).score_deviation.max() for each in (narrow, wide)]
    assert spread[0] < spread[1]


def test_another_set_of_weights_can_count() -> None:
    index = index_of(("tree:", "weight_sets: [{id: first, weights: {a: 3, b: 1}}]\ntree:"))
    (result,) = wi.compute(index, pd.DataFrame(COLUMNS), weights="first")
    assert result.score.tolist() == [25.0, 50.0, 75.0]
    with pytest.raises(WrongUse, match="second"):
        wi.compute(index, pd.DataFrame(COLUMNS), weights="second")


YEARS: dict[str, list[Any]] = {
    "code": ["x", "y", "z", "x", "y", "z"],
    "year": ["2020"] * 3 + ["2021"] * 3,
    "a": [1.0, 2.0, 3.0, 1.0, 4.0, 3.0],
    "b": [4.0, 6.0, 8.0, 4.0, 6.0, 9.0],
}
OVER_YEARS = (("data: {area: code}", "data: {area: code, period: year}"),)


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_a_change_is_a_table_whose_effects_add_up(make: Any) -> None:
    table = make(YEARS)
    found = wi.change(index_of(*OVER_YEARS), table)
    assert type(found) is type(table)
    columns = {name: listed(found[name]) for name in ("area", "change", "values", "weights", "goalposts", "membership")}
    assert sorted(columns["area"]) == ["x", "y", "z"]
    for at, change in enumerate(columns["change"]):
        assert sum(columns[name][at] for name in ("values", "weights", "goalposts", "membership")) == pytest.approx(
            change, abs=1e-12
        )
    each = wi.change(index_of(*OVER_YEARS), table, since="2020", period="2021", by_indicator=True)
    for a, b, change in zip(listed(each["a"]), listed(each["b"]), listed(each["change"]), strict=True):
        assert a + b == pytest.approx(change, abs=1e-12)


def test_a_change_needs_a_period_before() -> None:
    with pytest.raises(WrongUse, match="no period before 2020"):
        wi.change(index_of(*OVER_YEARS), pd.DataFrame(YEARS), period="2020")
    with pytest.raises(WrongUse, match="1999"):
        wi.change(index_of(*OVER_YEARS), pd.DataFrame(YEARS), since="1999")


@pytest.mark.parametrize(
    ("alternatives", "said"),
    [
        ("{intervals: true}", "no intervals"),
        ("{aggregations: [geometric-mean], normalisations: [z-score]}", "do not go together"),
    ],
)
def test_draws_that_cannot_be_made_are_a_wrong_use_whoever_asks(
    alternatives: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index, figures = tmp_path / "small.yaml", tmp_path / "figures.csv"
    text = (Path(__file__).resolve().parent / "small.yaml").read_text(encoding="utf-8")
    index.write_text(f"{text}alternatives: {alternatives}\n", encoding="utf-8")
    figures.write_text("code,a,b\nx,1,4\ny,2,6\nz,3.5,8\n", encoding="utf-8")
    for ask in (wi.uncertainty, wi.sensitivity, lambda *given: wi.score(*given, draws=5)):
        with pytest.raises(WrongUse, match=said):
            ask(index, figures)
    assert run(["score", str(index), "--data", str(figures), "--draws", "5"]) == 2
    assert said in capsys.readouterr().err.replace("\n", " ")
