"""The verbs of indices: what they print in each form and language, and what they refuse."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

import wijkpeil.index as wi
from wijkpeil.cli.app import run
from wijkpeil.loading import read_programme
from wijkpeil.loading.yaml_text import record_text
from wijkpeil.workflows.score import index_of, with_directions

Capture = pytest.CaptureFixture[str]
SMALL = Path(__file__).resolve().parents[1] / "index" / "small.yaml"
FIGURES = "code;a;b\nx;1,0;4\ny;2,0;6\nz;3,5;8\n"
OVER_TIME = "code,year,a,b\nx,2014,1,5\ny,2014,2,5.5\nx,2016,3,5\ny,2016,2,6\n"


@pytest.fixture
def data(tmp_path: Path) -> str:
    file = tmp_path / "figures.csv"
    file.write_text(FIGURES, encoding="utf-8")
    return str(file)


def json_of(arguments: list[str], capsys: Capture) -> list[dict]:
    assert run([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_score_prints_scores_ranks_and_contributions(data: str, capsys: Capture) -> None:
    records = json_of(["score", str(SMALL), "--data", data], capsys)
    assert [(one["area"], one["rank"]) for one in records] == [("x", 1), ("z", 1), ("y", 3)]
    for one in records:
        assert sum(one["contributions"].values()) == pytest.approx(one["score"], abs=1e-12)
        assert one["rank_low"] is one["rank_high"] is None
    assert set(records[0]) == {
        *("area", "name", "period", "score", "rank", "rank_low", "rank_high"),
        *("band", "quantile", "nodes", "contributions", "reason"),
    }


def test_draws_give_ranges_and_the_same_seed_the_same(data: str, capsys: Capture) -> None:
    asked = ["score", str(SMALL), "--data", data, "--draws", "50"]
    first, again = json_of(asked, capsys), json_of([*asked, "--seed", "1"], capsys)
    assert first == again
    assert all(one["rank_low"] <= one["rank"] <= one["rank_high"] for one in first)


def test_score_writes_csv_and_text_in_dutch(data: str, capsys: Capture) -> None:
    assert run(["score", str(SMALL), "--data", data, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["contributions.a"] == "0.0"
    assert run(["score", str(SMALL), "--data", data, "--language", "nl"]) == 0
    told = capsys.readouterr().out
    assert "Klein" in told
    assert "Rang" in told
    assert "45,0" in told


def test_a_figure_that_is_missing_is_told(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "gap.csv"
    file.write_text(FIGURES.replace("2,0", ""), encoding="utf-8")
    assert run(["score", str(SMALL), "--data", str(file)]) == 0
    assert "a has no figure in areas that are scored: 1." in capsys.readouterr().out


def test_an_index_of_a_programme_is_found_by_its_id_and_by_its_file(rotterdam: Path, capsys: Capture) -> None:
    by_id = json_of(["score", "vrom-card", "--folder", str(rotterdam)], capsys)
    by_file = json_of(["score", str(rotterdam / "indices" / "vrom-card.yaml")], capsys)
    assert by_id == by_file
    assert len(by_id) == 23


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["score", "vrom-crd"], 1, "vrom-card"),
        (["score", "safety-index"], 1, "alleen de vorm"),
        (["index", "compare", "vrom-card"], 2, "--since"),
        (["index", "explain", "vrom-card", "--area", "3072x"], 2, "3072x"),
        (["index", "explain", "vrom-card", "--area", "3073", "--period", "1999"], 2, "1999"),
        (["score", "vrom-card", "--weights", "none"], 2, "none"),
    ],
)
def test_what_cannot_be_is_refused(
    arguments: list[str], code: int, word: str, rotterdam: Path, capsys: Capture
) -> None:
    assert run([*arguments, "--folder", str(rotterdam), "--language", "nl"]) == code
    assert word in capsys.readouterr().err.replace("\n", " ")


def test_a_file_that_is_not_there_and_figures_that_are_not_given_are_told(capsys: Capture) -> None:
    assert run(["score", "nowhere.yaml"]) == 1
    assert "nowhere.yaml" in capsys.readouterr().err
    assert run(["score", str(SMALL)]) == 2
    assert "--data" in capsys.readouterr().err


def test_check_tells_faults_of_definition_and_figures(data: str, tmp_path: Path, capsys: Capture) -> None:
    assert run(["index", "check", str(SMALL), "--data", data]) == 0
    bad = tmp_path / "small.yaml"
    bad.write_text(SMALL.read_text(encoding="utf-8").replace("min-max", "min-mx"), encoding="utf-8")
    assert run(["index", "check", str(bad), "--language", "nl"]) == 1
    told = capsys.readouterr().err
    assert "small.yaml:11 [normalisation.method]" in told
    assert "1 fout" in told
    figures = tmp_path / "bad.csv"
    figures.write_text("code;a;b\nx;1;4\nx;veel;6\n", encoding="utf-8")
    assert run(["index", "check", str(SMALL), "--data", str(figures), "--format", "json"]) == 1
    assert [(one["line"], one["key"]) for one in json.loads(capsys.readouterr().out)] == [(3, "a")]


def test_explain_says_the_method_in_both_languages_and_why_an_area_ranks_so(data: str, capsys: Capture) -> None:
    asked = ["index", "explain", str(SMALL), "--data", data, "--area", "y"]
    english, dutch = json_of(asked, capsys), json_of([*asked, "--language", "nl"], capsys)
    assert len(english) == len(dutch) > 5
    of_area = [[one["sentence"] for one in found if one["about"] == "area"] for found in (english, dutch)]
    assert of_area[0] == [
        "y scores 45.0 and is number 3 of 3.",
        "On a it has 40.0 and is number 2.",
        "On b it has 50.0 and is number 2.",
        "Set beside the mean of the areas, a counts most against it: -3.3.",
    ]
    assert of_area[1][0] == "y scoort 45,0 en is nummer 3 van 3."
    assert not {one["sentence"] for one in english} & {one["sentence"] for one in dutch}


def test_explain_says_how_sure_a_place_is_and_the_same_seed_the_same(data: str, capsys: Capture) -> None:
    asked = ["index", "explain", str(SMALL), "--data", data, "--area", "y", "--draws", "200"]
    said, again = json_of(asked, capsys), json_of([*asked, "--seed", "1"], capsys)
    assert said == again
    scores = {one["area"]: one for one in json_of(["score", str(SMALL), "--data", data, "--draws", "200"], capsys)}
    low, high = scores["y"]["rank_low"], scores["y"]["rank_high"]
    assert f"In 9 of 10 of 200 draws it is number {low} to {high}; it is among the 3 worst" in said[-1]["sentence"]
    assert json_of(asked[:-2], capsys) == said[:-1]


def test_explain_says_what_changed_since_the_period_before(tmp_path: Path, capsys: Capture) -> None:
    index, figures = tmp_path / "small.yaml", tmp_path / "figures.csv"
    text = SMALL.read_text(encoding="utf-8").replace("{area: code}", "{area: code, period: year}")
    index.write_text(text.replace("min-max", "{method: min-max, period: '2014'}"), encoding="utf-8")
    figures.write_text(OVER_TIME, encoding="utf-8")
    said = json_of(["index", "explain", str(index), "--data", str(figures), "--area", "x"], capsys)
    assert said[-1]["sentence"].startswith(
        "Since 2014 its score changed by 100.0: 100.0 by its figures, 0.0 by weights"
    )
    first = json_of(["index", "explain", str(index), "--data", str(figures), "--area", "x", "--period", "2014"], capsys)
    assert not any("Since" in one["sentence"] for one in first)


def test_compare_sets_two_periods_beside_each_other(tmp_path: Path, capsys: Capture) -> None:
    index, figures = tmp_path / "small.yaml", tmp_path / "figures.csv"
    text = SMALL.read_text(encoding="utf-8").replace("{area: code}", "{area: code, period: year}")
    index.write_text(text.replace("min-max", "{method: min-max, period: '2014'}"), encoding="utf-8")
    figures.write_text(OVER_TIME, encoding="utf-8")
    moves = json_of(["index", "compare", str(index), "--data", str(figures), "--since", "2014"], capsys)
    by_area = {one["area"]: one for one in moves}
    assert by_area["x"]["score_before"] == 50
    assert by_area["x"]["score_after"] == 150
    for one in moves:
        assert sum(one["effects"].values()) == pytest.approx(one["score_after"] - one["score_before"], abs=1e-9)
        assert one["effects"]["goalposts"] == pytest.approx(0, abs=1e-9)


def test_periods_with_a_scale_of_their_own_are_told_not_to_compare(tmp_path: Path, capsys: Capture) -> None:
    index, figures = tmp_path / "small.yaml", tmp_path / "figures.csv"
    text = SMALL.read_text(encoding="utf-8").replace("{area: code}", "{area: code, period: year}")
    index.write_text(text, encoding="utf-8")
    figures.write_text(OVER_TIME, encoding="utf-8")
    assert run(["score", str(index), "--data", str(figures)]) == 0
    assert "places within a period" in " ".join(capsys.readouterr().out.split())
    dated = (
        "parts: [{indicator: a, normalisation: goalposts, goalposts: [{lower: 0, upper: 9, valid_to: 2015-12-31}, "
        "{lower: 0, upper: 8, valid_from: 2016-01-01}]}]"
    )
    index.write_text(text[: text.index("parts:")] + dated + "\n", encoding="utf-8")
    assert run(["score", str(index), "--data", str(figures)]) == 0
    assert "other goalposts hold for a" in " ".join(capsys.readouterr().out.split())


def test_compare_sets_two_definitions_beside_each_other(data: str, tmp_path: Path, capsys: Capture) -> None:
    other = tmp_path / "other.yaml"
    text = SMALL.read_text(encoding="utf-8").replace("id: small", "id: other")
    other.write_text(text.replace("parts: [a,", "parts: [{indicator: a, weight: 3},"), encoding="utf-8")
    assert run(["index", "compare", str(SMALL), str(other), "--data", data]) == 0
    told = capsys.readouterr().out
    assert "tree.a.weight" in told
    moves = json_of(["index", "compare", str(SMALL), str(other), "--data", data], capsys)
    assert {one["area"]: one["places"] for one in moves} == {"x": -2, "y": 1, "z": 0}


@pytest.fixture
def city(project: Path) -> list[str]:
    """An index of the made-up city, with the folder that it stands in."""
    return ["simulated-liveability", "--folder", str(project / "programmes" / "voorbeeldstad")]


def test_sensitivity_gives_a_share_per_choice_and_the_same_seed_the_same(city: list[str], capsys: Capture) -> None:
    asked = ["index", "sensitivity", *city, "--base", "64"]
    records, again = json_of(asked, capsys), json_of([*asked, "--seed", "1"], capsys)
    assert records == again
    assert {one["choice"] for one in records} == {"weights", "normalisations", "intervals"}
    assert [one["total"] for one in records] == sorted((one["total"] for one in records), reverse=True)
    for one in records:
        assert one["first_low"] <= one["first"] <= one["first_high"]
        assert one["total_low"] <= one["total"] <= one["total_high"]
        assert (one["runs"], one["seed"]) == (64 * 5, 1)
    assert run([*asked, "--language", "nl"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Alleen" in told
    assert f"{round(100 * records[0]['first'])} %" in told


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["index", "sensitivity", "core-social-index"], "need two factors"),
        (["index", "sensitivity", "vrom-card", "--period", "1999"], "1999"),
        (["index", "compare", "vrom-card", "--since", "1999"], "last period"),
        (["index", "compare", "vrom-card", "core-social-index", "--since", "1999"], "--since-release"),
    ],
)
def test_what_cannot_be_told_is_refused(arguments: list[str], word: str, rotterdam: Path, capsys: Capture) -> None:
    assert run([*arguments, "--folder", str(rotterdam), "--language", "nl"]) == 2
    assert word in " ".join(capsys.readouterr().err.split())


def test_a_design_of_another_size_is_refused(city: list[str], capsys: Capture) -> None:
    assert run(["index", "sensitivity", *city, "--base", "100"]) == 2
    assert "100" in capsys.readouterr().err


def test_compare_sets_two_releases_beside_each_other(city: list[str], capsys: Capture) -> None:
    now, before = (
        {one["area"]: one["score"] for one in json_of(["score", *city, "--release", release], capsys)}
        for release in ("simulated-2010", "simulated-2008")
    )
    moves = json_of(["index", "compare", *city, "--since-release", "simulated-2008"], capsys)
    assert len(moves) == 24
    for one in moves:
        assert one["change"] == pytest.approx(now[one["area"]] - before[one["area"]], abs=1e-9)
        assert sum(one["effects"].values()) == pytest.approx(one["change"], abs=1e-9)
        assert sum(one["indicators"].values()) == pytest.approx(one["change"], abs=1e-9)
    assert run(["index", "compare", *city, "--since-release", "simulated-2008"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "door cijfers" in told
    assert "Elke periode ontleent de schaal" in told
    assert run(["index", "compare", *city, "--since-release", "none"]) == 1
    assert "none" in capsys.readouterr().err


def test_figures_in_a_file_have_no_releases(data: str, city: list[str], capsys: Capture) -> None:
    assert run(["index", "compare", str(SMALL), "--data", data, "--since-release", "x"]) == 2
    assert "--since" in capsys.readouterr().err


def test_explain_says_how_often_an_area_does_worse_than_another(data: str, capsys: Capture) -> None:
    asked = ["index", "explain", str(SMALL), "--data", data, "--area", "y", "--beside", "x"]
    said = json_of([*asked, "--draws", "400"], capsys)[-1]["sentence"]
    draws = wi.uncertainty(SMALL, data, draws=400)
    own, other = (draws.ranks[:, draws.result.areas.index(area)] for area in "yx")
    worse, better = (round(100 * float(share), 1) for share in ((own > other).mean(), (own < other).mean()))
    assert said == f"It does worse than x in {worse} per cent of them, and better in {better}."
    assert 0 < worse < 100
    assert run(asked) == 2
    assert "--draws" in capsys.readouterr().err
    assert run([*asked[:-1], "nowhere", "--draws", "9"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_file_from_elsewhere_is_computed_over_the_programme_that_is_named(
    project: Path, tmp_path: Path, city: list[str], capsys: Capture
) -> None:
    folder = project / "programmes" / "voorbeeldstad"
    programme = read_programme(folder)
    index = with_directions(index_of(programme, "simulated-liveability"), programme)
    taken = tmp_path / "taken.yaml"
    taken.write_text(record_text(replace(index, id="taken")), encoding="utf-8")
    own = json_of(["score", *city], capsys)
    assert json_of(["score", str(taken), "--folder", str(folder)], capsys) == own
    assert run(["score", str(taken)]) == 2
    assert "--folder" in capsys.readouterr().err
