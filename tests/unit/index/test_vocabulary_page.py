"""Every word of a definition is on the page and in the help: what it does, what it takes, and a true example."""

import re
from pathlib import Path
from typing import get_args, get_type_hints

import numpy as np
import pytest

from wijkpeil.cli.app import run
from wijkpeil.index import examples, words
from wijkpeil.index.manual import index_page, vocabulary_lines
from wijkpeil.loading.single import check_index
from wijkpeil.methods.composite import vocabulary
from wijkpeil.model import index_choices, index_methods

SETS = {
    "steps": (words.STEPS, index_choices.Step),
    "screening": (words.SCREENINGS, index_choices.ScreeningBy),
    "imputation": (words.IMPUTATIONS, index_choices.ImputationMethod),
    "treatment": (words.TREATMENTS, index_choices.TreatmentMethod),
    "normalisation": (words.NORMALISATIONS, index_choices.NormalisationMethod),
    "aggregation": (words.AGGREGATIONS, index_choices.AggregationMethod),
    "weights": (words.WEIGHTS, index_choices.WeightMethod),
    "availability": (words.AVAILABILITIES, index_choices.AvailabilityBy),
    "ties": (words.TIES, index_choices.Ties),
}
WITHOUT_FUNCTION = {"none", "as-is", "given", "equal", "budget-allocation"}


def test_the_page_is_current(project: Path) -> None:
    page = (project / "docs" / "index.md").read_text(encoding="utf-8")
    assert page == index_page(), "run `python -m wijkpeil.index`"


@pytest.mark.parametrize("name", SETS)
def test_every_word_of_a_definition_is_said_and_no_other(name: str) -> None:
    said, choice = SETS[name]
    assert list(said) == sorted(said, key=get_args(choice).index)
    assert set(said) == set(get_args(choice))


def test_every_word_has_a_function_and_every_function_a_word() -> None:
    for said, methods in (
        (words.NORMALISATIONS, vocabulary.NORMALISATIONS),
        (words.AGGREGATIONS, vocabulary.AGGREGATIONS),
        (words.IMPUTATIONS, {**vocabulary.IMPUTATIONS, **vocabulary.IMPUTATIONS_OVER_TIME}),
        (words.TREATMENTS, vocabulary.TREATMENTS),
        (words.WEIGHTS, vocabulary.WEIGHTS),
    ):
        assert set(said) - WITHOUT_FUNCTION == set(methods)


def test_every_parameter_is_on_the_page_with_its_word() -> None:
    page = index_page()
    for takes in index_methods.TAKES.values():
        for word, names in takes.items():
            section = re.search(rf"^### {word}\n(.*?)(?=^##)", page, re.MULTILINE | re.DOTALL)
            assert section is not None, word
            assert [name for name in names if f"`{name}`" not in section[1]] == []


def test_every_method_tells_its_source_and_edges() -> None:
    sections = re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", index_page(), re.MULTILINE | re.DOTALL)
    silent = [word for word, text in sections if word not in WITHOUT_FUNCTION and "issing" not in text.split("```")[-1]]
    assert silent == []


def test_the_definition_on_the_page_has_no_fault() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", index_page(), re.DOTALL)
    text = next(block for block in blocks if block.startswith("id:")).replace("polarity:", "direction: up\npolarity:")
    index, faults = check_index("liveability.yaml", text.encode())
    assert (index is not None, faults) == (True, ())


@pytest.mark.parametrize("kind", ["imputation", "treatment", "normalisation", "aggregation"])
def test_what_an_example_writes_is_read(kind: str) -> None:
    make = {
        "imputation": examples.imputing,
        "treatment": examples.treating,
        "normalisation": examples.normalising,
        "aggregation": examples.aggregating,
    }[kind]
    base = (Path(__file__).resolve().parent / "small.yaml").read_text(encoding="utf-8")
    for word in SETS[kind][0]:
        text = re.sub(rf"^{kind}: .*\n", "", base, flags=re.MULTILINE) + make(word).written + "\n"
        index, faults = check_index("small.yaml", text.encode())
        assert index is not None, (word, faults)
        assert getattr(index, kind).method == word


def test_examples_are_what_a_reader_can_work_out() -> None:
    assert examples.normalising("min-max").after == ("0", "25", "25", "100", "–")
    assert examples.normalising("percentile-rank").after == ("0", "0.33", "0.33", "1", "–")
    assert examples.normalising("borda", -1).after == ("3", "1", "1", "0", "–")
    assert examples.aggregating("arithmetic-mean").after == ("65", "50", "90")
    assert examples.aggregating("geometric-mean").after == (f"{20**0.25 * 80**0.75:.2f}", "50", "90")
    assert examples.imputing("linear").after == ("2", "4", "6", "–")
    assert examples.shown([np.nan, 1.0, 0.125]) == ("–", "1", "0.12")


def test_the_help_shows_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["index", "--help"]) == 0
    told = capsys.readouterr().out
    assert list(vocabulary_lines())[3] in told
    for said, _ in SETS.values():
        assert [word for word in said if f"  {word}: " not in told] == []


@pytest.mark.parametrize("kind", sorted(index_methods.TAKES))
def test_every_parameter_and_each_word_it_may_hold_is_said(kind: str) -> None:
    hints = get_type_hints(getattr(index_choices, kind))
    for name in (*index_methods.parameters_of(kind), "decimals"):
        assert name in words.PARAMETERS
        held = [one for part in get_args(hints[name]) for one in get_args(part)] if name in hints else []
        assert {one for one in held if isinstance(one, str)} <= set(words.VALUES)
