"""Narrowing a list: all choices and all words at once, whatever their case and accents."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.pages.narrowing import Facet, narrow, plain

Thing = tuple[str, tuple[str, ...], str]
THINGS: tuple[Thing, ...] = (
    ("a", ("red",), "Café in het Noorden"),
    ("b", ("red", "round"), "School op Zuid"),
    ("b", (), "cafe op zuid"),
)
FACETS: tuple[Facet[Thing], ...] = (
    Facet(name="kind", label="Kind", of=lambda one: (one[0],), labels={"a": "A", "b": "B", "c": "C"}),
    Facet(name="form", label="Form", of=lambda one: one[1], labels={"red": "Red", "round": "Round"}),
)


def words(one: Thing) -> str:
    return one[2]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({}, (0, 1, 2)),
        ({"kind": "a"}, (0,)),
        ({"kind": "b", "form": "red"}, (1,)),
        ({"q": "CAFÉ"}, (0, 2)),
        ({"q": "zuid cafe"}, (2,)),
        ({"kind": "c"}, ()),
        ({"kind": "nonsense"}, (0, 1, 2)),
        ({"other": "a"}, (0, 1, 2)),
    ],
)
def test_what_is_left(query: dict[str, str], places: Sequence[int]) -> None:
    left, form = narrow(THINGS, query, FACETS, words)
    assert left == tuple(THINGS[place] for place in places)
    assert (form.shown, form.total) == (len(places), 3)


def test_the_form_keeps_what_was_chosen_and_counts_all() -> None:
    _, form = narrow(THINGS, {"kind": "b", "q": " zuid "}, FACETS, words)
    kind, shape = form.choices
    assert [(option.value, option.count, option.selected) for option in kind.options] == [
        ("a", 1, False),
        ("b", 2, True),
    ]
    assert [(option.value, option.count) for option in shape.options] == [("red", 2), ("round", 1)]
    assert form.text == "zuid"
    assert form.active
    assert not narrow(THINGS, {"q": "  "}, FACETS, words)[1].active


@given(st.text())
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet="abcdé ", max_size=8))
def test_words_agree_with_a_loop(text: str) -> None:
    expected = tuple(one for one in THINGS if all(part in plain(one[2]) for part in plain(text).split()))
    assert narrow(THINGS, {"q": text}, (), words)[0] == expected
