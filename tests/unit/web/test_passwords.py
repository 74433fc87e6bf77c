"""How passwords are measured: against a second way of counting, and against what must hold for any."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.web.passwords import length, strength

PASSWORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)


def naive(password: str) -> int:
    """The rating by its description, counted in another way."""
    while "  " in password and len(password) != length(password):
        shorter = password.replace("  ", " ")
        if shorter == password:
            break
        return naive_of(password, shorter_length(password))
    return naive_of(password, len(password))


def shorter_length(password: str) -> int:
    return sum(not (a == b == " ") for a, b in pairwise(f"x{password}"))


def naive_of(password: str, signs: int) -> int:
    if signs < 12:
        return 0
    pools = {26: "abcdefghijklmnopqrstuvwxyz", 26.0001: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10: "0123456789"}
    pool = sum(round(size) for size, among in pools.items() if set(password) & set(among))
    punctuation = {chr(each) for each in range(32, 127)} - {each for among in pools.values() for each in among}
    pool += 33 * bool(set(password) & punctuation) + 100 * (max(map(ord, password)) > 126)
    counted = 0.0
    for place, sign in enumerate(password):
        follows = place > 0 and abs(ord(sign) - ord(password[place - 1])) <= 1
        counted += 0 if follows else 0.5 if sign in password[:place] else 1
    bits = counted * math.log2(max(pool, 2))
    return 1 if bits < 45 else 2 if bits < 60 else 3 if bits < 90 else 4


@given(PASSWORDS)
def test_the_rating_is_as_described(password: str) -> None:
    assert strength(password) == naive(password)


@given(PASSWORDS)
def test_several_spaces_count_as_one(password: str) -> None:
    assert length(password) == shorter_length(password)
    assert length(password.replace(" ", "    ")) == length(password)


@pytest.mark.parametrize(
    ("password", "level"),
    [
        ("short", 0),
        ("a          b", 0),
        ("aaaaaaaaaaaaaaaa", 1),
        ("abcdefghijklmnop", 1),
        ("123456789012345", 1),
        ("groene bomen langs de singel", 4),
        ("x7#Kq2!vR9$m", 3),
        ("zeven kleine", 2),
        ("groene bomen langs", 3),
    ],
)
def test_what_some_are_worth(password: str, level: int) -> None:
    assert strength(password) == level
