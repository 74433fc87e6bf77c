"""The library shows every method by itself, and a definition may name a function that is given from Python."""

import inspect
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import wijkpeil.index as wi
from wijkpeil.errors import FaultsFound
from wijkpeil.methods.composite import vocabulary

TEXT = """\
id: own
name: {nl: Eigen, en: Own}
description: {nl: Een voorbeeld., en: An example.}
polarity: high-is-better
version: "1"
author: tests
reference: none
review: 2030-01-01
direction: up
normalisation: min-max
aggregation: {method: custom, function: median}
tree: {parts: [a, b, c]}
"""
TABLE = pd.DataFrame({"area": ["x", "y", "z"], "a": [0, 5, 10], "b": [4, 8, 0], "c": [1, 2, 3]})


def test_every_method_of_the_vocabulary_is_there_and_says_what_it_does() -> None:
    kinds = [kind for name, kind in vars(vocabulary).items() if name.isupper()]
    words = {method.__name__ for kind in kinds for method in kind.values() if not method.__name__.endswith("custom")}
    assert words <= set(wi.methods.__all__)
    assert sorted(wi.methods.__all__) == wi.methods.__all__
    for name in wi.methods.__all__:
        assert inspect.getdoc(getattr(wi.methods, name)), name


def test_methods_are_imported_only_where_they_are_asked_for() -> None:
    code = "import sys, wijkpeil.index; print('wijkpeil.index.methods' in sys.modules, 'numpy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["False", "False"]
    with pytest.raises(AttributeError):
        wi.nothing  # noqa: B018


def test_a_definition_names_a_function_that_is_given_from_python(tmp_path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(FaultsFound, match=r"wi\.register"):
        wi.score(path, TABLE)
    wi.register("median", lambda values, _: pd.DataFrame(values).median(axis=1))
    found = wi.score(path, TABLE)
    assert dict(zip(found["area"], found["score"], strict=True)) == {"x": 0.0, "y": 50.0, "z": 100.0}
    parts = wi.contributions(path, TABLE)
    np.testing.assert_allclose(parts[["a", "b", "c"]].sum(axis=1), found["score"], atol=1e-9)
