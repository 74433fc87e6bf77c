"""Answers: to what is on the list and to nothing else, never with a key in them, whatever is asked."""

import base64
import hashlib
import hmac

import pytest
from entering import code_for
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.ledger.keys.answering import BOUNDED, OPERATIONS, Answering, Pace
from wijkpeil.ledger.keys.frames import LONGEST, packed, unpacked
from wijkpeil.ledger.keys.held import PEPPER, SEALED, SIGNED, Held

KEYS = ("now-" + "0123456789abcdef" * 3, "before-" + "fedcba9876543210" * 3)
SALTS = [*SIGNED.values(), *SEALED.values()]
# All that one could go on with alone: the keys, and what is derived from them for one purpose.
DERIVED = [hashlib.sha256(salt + key.encode()).digest() for key in KEYS for salt in SALTS]
PEPPERS = [hmac.digest(key.encode(), PEPPER, "sha256") for key in KEYS]
SECRETS = [each for raw in (*(key.encode() for key in KEYS), *DERIVED, *PEPPERS) for each in (raw, raw.hex().encode())]
SECRETS += [base64.urlsafe_b64encode(raw) for raw in DERIVED]
NAMES = st.one_of(st.sampled_from([*OPERATIONS, *SIGNED, *SEALED, ""]).map(str.encode), st.binary(max_size=20))
QUESTIONS = st.one_of(
    st.binary(max_size=400),
    st.lists(NAMES, max_size=5).map(lambda parts: packed(parts)[4:]),
    st.tuples(NAMES, NAMES, st.one_of(st.binary(max_size=200), st.sampled_from(SALTS))).map(lambda q: packed(q)[4:]),
)


SECRET = "JBSWY3DPEHPK3PXP"


def code_of(sealed: bytes, code: str) -> bytes:
    return packed([sealed, code.encode()])[4:]


def answering(each_minute: int = 0) -> Answering:
    return Answering(Held(KEYS), Pace(each_minute))


def asked(of: Answering, *question: bytes) -> tuple[bytes, ...]:
    return unpacked(of.answer(packed(question)[4:])[4:])


@given(st.lists(QUESTIONS, max_size=5))
def test_whatever_is_asked_is_answered_and_no_key_is_given(questions: list[bytes]) -> None:
    one = answering()
    for question in questions:
        answer = one.answer(question)
        word, *rest = unpacked(answer[4:])
        assert word in (b"ok", b"refused")
        assert word == b"ok" or rest[0] in (b"unknown", b"malformed", b"not-sealed")
        assert [each for each in SECRETS if each in answer] == []
    assert one.counts.total() == len(questions)
    assert set(one.counts) <= {*OPERATIONS, "refused unknown", "refused malformed", "refused not-sealed"}


def test_the_list_is_closed() -> None:
    one = answering()
    every = [*SIGNED, *SEALED, ""]
    for operation, (purposes, _) in OPERATIONS.items():
        for purpose in every:
            _word, *rest = asked(one, operation.encode(), purpose.encode(), b"x")
            assert (rest != [b"unknown"]) is (purpose in purposes), (operation, purpose)
    assert asked(one, b"key", b"", b"") == (b"refused", b"unknown")
    assert set(OPERATIONS) == {"mac", "pepper", "code", "seal", "unseal", "seal-anew", "names"}


def test_each_operation_gives_what_the_keys_in_hand_give() -> None:
    one, held = answering(), Held(KEYS)
    for purpose in SIGNED:
        assert asked(one, b"mac", purpose.encode(), b"data") == (b"ok", *held.macs(purpose, b"data"))
    told = asked(one, b"pepper", b"", b"password")
    assert list(zip(told[1::2], told[2::2], strict=True)) == [(n.encode(), m) for n, m in held.peppered(b"password")]
    sealed = asked(one, b"seal", b"shown-once", b"secret")[1]
    assert asked(one, b"unseal", b"shown-once", sealed) == (b"ok", b"secret")
    assert asked(one, b"seal-anew", b"shown-once", sealed) == (b"ok", sealed)
    secret = asked(one, b"seal", b"codes", SECRET.encode())[1]
    assert asked(one, b"code", b"", code_of(secret, code_for(SECRET))) == (b"ok", b"yes")
    assert asked(one, b"code", b"", code_of(secret, code_for(SECRET, 5))) == (b"ok", b"no")
    assert asked(one, b"unseal", b"codes", secret) == (b"refused", b"unknown"), "it does not leave"
    assert asked(one, b"code", b"", code_of(sealed, "000000")) == (b"refused", b"not-sealed")
    assert asked(one, b"code", b"", secret) == (b"refused", b"malformed")
    assert asked(one, b"names", b"", b"") == (b"ok", *(name.encode() for name in held.names()))


def test_what_becomes_too_long_is_refused() -> None:
    assert asked(answering(), b"seal", b"codes", b"x" * (LONGEST - 100)) == (b"refused", b"malformed")


class Clock:
    """A clock that is set by hand."""

    now = 0

    def __call__(self) -> float:
        return self.now


@given(st.integers(1, 20), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), max_size=12))
def test_no_minute_has_more_than_twice_the_bound_and_waiting_always_helps(
    bound: int, steps: list[tuple[int, int]]
) -> None:
    clock = Clock()
    pace, taken = Pace(bound, clock), []
    for wait, tries in steps:
        clock.now += wait
        taken += [clock.now for _ in range(tries) if pace.take()]
    for start in taken:
        assert sum(start <= each < start + 60 for each in taken) <= 2 * bound
    clock.now += 60
    assert all(pace.take() for _ in range(bound))
    assert not pace.take()


def test_only_what_helps_to_guess_is_bounded() -> None:
    one = answering(3)
    bounded = {
        b"pepper": (b"", b"x"),
        b"code": (b"", code_of(Held(KEYS).seal("codes", SECRET.encode()), "000000")),
        b"unseal": (b"shown-once", Held(KEYS).seal("shown-once", b"x")),
    }
    assert [asked(one, each, *data)[0] for each, data in bounded.items()] == [b"ok"] * 3
    for each, data in bounded.items():
        assert asked(one, each, *data) == (b"refused", b"too-often")
    for _ in range(50):
        assert asked(one, b"mac", b"session", b"x")[0] == b"ok"
    assert {each.decode() for each in bounded} == BOUNDED
    unbounded = answering(0)
    assert all(asked(unbounded, b"pepper", b"", b"x")[0] == b"ok" for _ in range(50))


@pytest.mark.parametrize("body", [b"", b"\0", packed([b"mac"])[4:], packed([b"mac", b"session"])[4:]])
def test_a_question_of_another_form_is_malformed(body: bytes) -> None:
    assert unpacked(answering().answer(body)[4:]) == (b"refused", b"malformed")
