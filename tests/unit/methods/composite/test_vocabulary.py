"""Every word has a function that says where it comes from and what it does at the edges."""

import inspect

import pytest

from wijkpeil.methods.composite import vocabulary
from wijkpeil.methods.composite.vocabulary import AGGREGATIONS, IMPUTATIONS, NORMALISATIONS, TREATMENTS

KINDS = {name: kind for name, kind in vars(vocabulary).items() if name.isupper()}
WORDS = [(name, word) for name, kind in KINDS.items() for word in kind]


@pytest.mark.parametrize(("kind", "word"), WORDS)
def test_a_word_tells_its_edges(kind: str, word: str) -> None:
    method = KINDS[kind][word]
    told = (method.__doc__ or "").lower() + (inspect.getmodule(method).__doc__ or "").lower()
    assert [about for about in ("ties", "missing", "constant", "zero", "negative", "source") if about not in told] == []


def test_words_are_spelled_as_their_functions() -> None:
    for kind in (NORMALISATIONS, AGGREGATIONS, IMPUTATIONS, TREATMENTS):
        for word, method in kind.items():
            assert method.__name__.endswith(word.replace("-", "_"))
