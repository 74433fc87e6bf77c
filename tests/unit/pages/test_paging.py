"""A list cut into pages, against a plain cutting."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.pages.paging import paged


@given(st.integers(0, 60), st.integers(1, 9), st.integers(0, 99_999))
def test_the_pages_of_a_list_are_the_list(many: int, size: int, asked: int) -> None:
    found = list(range(many))
    plain = [found[start : start + size] for start in range(0, many, size)] or [[]]
    cut = paged(found, {"page": str(asked)}, size)
    assert cut.pages == len(plain)
    assert cut.number == min(max(asked, 1), len(plain))
    assert list(cut.shown) == plain[cut.number - 1]
    assert [link.number for link in cut.links if link.current] == ([cut.number] if len(plain) > 1 else [])
    if len(plain) > 1:
        assert {1, len(plain), cut.number} <= {link.number for link in cut.links}


def test_the_links_walk_through_the_whole_list_and_keep_the_choices() -> None:
    query, met = {"theme": "t 1", "q": "", "page": "1"}, []
    while True:
        cut = paged(range(25), query, 4)
        met += cut.shown
        following = next((link for link in cut.links if link.number == cut.number + 1), None)
        if following is None:
            break
        asked = {name: values[0] for name, values in parse_qs(urlsplit(following.address).query).items()}
        assert asked == {"theme": "t 1", "page": str(following.number)}
        query = asked
    assert met == list(range(25))


@pytest.mark.parametrize("asked", ["", "0", "-1", "abc", "1.5", "²", "999999"])
def test_what_is_no_page_is_the_first_or_the_last(asked: str) -> None:
    assert paged(range(10), {"page": asked}, 4).number == 1
