"""What is kept of each record of a register, against making it anew."""

from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.loading.each import OfEach


@dataclass(frozen=True)
class Record:
    said: str


STEPS = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.lists(st.tuples(st.sampled_from("xyz"), st.booleans()), max_size=6),
    ),
    max_size=8,
)


@given(STEPS)
def test_each_record_gives_what_it_gives_anew_and_is_made_once_while_it_stays(steps: Any) -> None:
    made: list[tuple[str, Record]] = []

    def make(kind: str, record: Record) -> str:
        made.append((kind, record))
        return f"{kind}:{record.said}"

    each, old, last = OfEach(make), {word: Record(word) for word in "xyz"}, dict[str, tuple[Record, ...]]()
    for kind, wanted in steps:
        # One that is equal and another object is another record.
        records = tuple(old[word] if same else Record(word) for word, same in wanted)
        made.clear()
        assert each.of(kind, records) == tuple(f"{kind}:{record.said}" for record in records)
        fresh = [one for one in records if all(one is not other for other in last.get(kind, ()))]
        assert [record for _kind, record in made] == fresh
        last[kind] = records
        assert each.of(kind, records) is each.of(kind, records)


def test_nothing_that_is_made_is_kept_too() -> None:
    asked = []
    each: OfEach[None] = OfEach(lambda _kind, record: asked.append(record))
    first, second = Record("x"), Record("y")
    each.of("a", (first,))
    each.of("a", (first, second))
    assert asked == [first, second]
