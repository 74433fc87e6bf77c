"""What a process keeps: bounded, made once, and never taken for something else."""

import threading
import time

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.ledger.memory import Memory, Same
from wijkpeil.model.base import Text
from wijkpeil.pages.templatetags.keeping import Pieces, pieces
from wijkpeil.web.as_of import standing_under

ENGINE = Engine(libraries={"keeping": "wijkpeil.pages.templatetags.keeping"})


@given(asked=st.lists(st.integers(0, 6)), size=st.integers(1, 4))
def test_the_last_asked_are_kept(asked: list[int], size: int) -> None:
    memory: Memory[int, str] = Memory(size)
    naive: list[int] = []
    for key in asked:
        made: list[int] = []
        assert memory.get(key, lambda key=key, made=made: made.append(key) or str(key)) == str(key)
        assert bool(made) == (key not in naive)
        naive = [*(one for one in naive if one != key), key][-size:]
        assert [one for one, _ in memory.filled()] == naive
        assert len(memory) <= size


def test_what_could_not_be_made_is_asked_again() -> None:
    memory: Memory[str, int] = Memory(2)
    with pytest.raises(ZeroDivisionError):
        memory.get("a", lambda: 1 // 0)
    assert memory.get("a", lambda: 7) == 7
    memory.clear()
    assert memory.filled() == ()


def test_nobody_waits_for_what_another_asks() -> None:
    memory: Memory[str, str] = Memory(4)
    begun, free = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        assert free.wait(5)
        return "slow"

    first = threading.Thread(target=lambda: memory.get("slow", slow))
    first.start()
    assert begun.wait(5)
    start = time.monotonic()
    assert memory.get("quick", lambda: "quick") == "quick"
    assert time.monotonic() - start < 2
    free.set()
    first.join()
    assert memory.get("slow", lambda: "other") == "slow"


def test_equal_things_are_not_the_same_thing() -> None:
    one, other = Text(nl="a", en="a"), Text(nl="a", en="a")
    assert one == other
    assert Same(one) != Same(other)
    assert {Same(one): 1}.get(Same(one)) == 1
    assert Same(one) != one


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 8)), max_size=30))
def test_pieces_never_take_more_room_than_there_is(put: list[tuple[int, int]]) -> None:
    kept = Pieces(12)
    for key, length in put:
        kept.put(key, "x" * length)
        assert kept.get(key) == "x" * length
        held = [kept.get(each) for each in range(6)]
        assert kept.length == sum(len(each) for each in held if each is not None) <= 12


def written(template: str, **given: object) -> str:
    return ENGINE.from_string("{% load keeping %}" + template).render(Context(given))


@override("nl")
def test_a_piece_is_kept_by_key_language_address_and_what_it_varies_by() -> None:
    piece = "{% keep test key varied %}{{ said }}{% endkeep %}"
    assert written(piece, key="k", varied=1, said="one") == "one"
    assert written(piece, key="k", varied=1, said="two") == "one"
    assert written(piece, key="k", varied=2, said="three") == "three"
    assert written(piece, key="other", varied=1, said="four") == "four"
    with override("en"):
        assert written(piece, key="k", varied=1, said="five") == "five"
    with standing_under("/op/2026-11-20/"):
        assert written(piece, key="k", varied=1, said="six") == "six"
    assert written(piece, key="", varied=1, said="seven") == "seven"


def test_a_record_is_a_key_as_an_object_and_a_row_by_what_is_in_it() -> None:
    one, other = Text(nl="a", en="a"), Text(nl="a", en="a")
    piece, row = "{% keep t key %}{{ said }}{% endkeep %}", "{% keep_row t key %}{{ said }}{% endkeep_row %}"
    assert [written(piece, key=each, said=said) for each, said in ((one, 1), (one, 2), (other, 3))] == ["1", "1", "3"]
    assert [written(row, key=each, said=said) for each, said in ((one, 1), (one, 2), (other, 3))] == ["1", "1", "1"]


def test_escaping_stays_as_it_was() -> None:
    piece = "{% keep escaped key %}{{ said }}{% endkeep %}"
    assert written(piece, key="k", said="<b>") == written(piece, key="k", said="") == "&lt;b&gt;"


def test_a_tag_without_a_key_is_no_tag() -> None:
    with pytest.raises(TemplateSyntaxError):
        written("{% keep test %}{% endkeep %}")


def test_the_site_has_room_for_the_largest_pieces() -> None:
    assert pieces.limit >= 20_000_000
