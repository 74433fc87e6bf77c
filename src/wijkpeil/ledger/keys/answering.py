"""What the process of keys answers to a question: a closed list of operations, and no other. Imports no Django."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping

from wijkpeil.ledger.keys.frames import OK, REFUSED, BadFrame, packed, unpacked
from wijkpeil.ledger.keys.held import SEALED, SIGNED, UNSEALED, Held, NotSealed

UNKNOWN, MALFORMED, NOT_SEALED, TOO_OFTEN = b"unknown", b"malformed", b"not-sealed", b"too-often"
"""Why a question is refused."""
YES, NO = b"yes", b"no"


def _peppered(held: Held, _purpose: str, data: bytes) -> tuple[bytes, ...]:
    return tuple(part for name, mixed in held.peppered(data) for part in (name.encode(), mixed))


def _code(held: Held, _purpose: str, data: bytes) -> tuple[bytes, ...]:
    sealed, code = _two(unpacked(data))
    return (YES if held.code_right(sealed, code) else NO,)


def _two(parts: tuple[bytes, ...]) -> tuple[bytes, bytes]:
    if len(parts) != 2:
        raise BadFrame("not two parts")
    return parts[0], parts[1]


Operation = Callable[[Held, str, bytes], tuple[bytes, ...]]
NO_PURPOSE = frozenset({""})
OPERATIONS: Mapping[str, tuple[Collection[str], Operation]] = {
    "mac": (SIGNED, lambda held, purpose, data: held.macs(purpose, data)),
    "pepper": (NO_PURPOSE, _peppered),
    "seal": (SEALED, lambda held, purpose, data: (held.seal(purpose, data),)),
    "code": (NO_PURPOSE, _code),
    "unseal": (UNSEALED, lambda held, purpose, data: (held.unseal(purpose, data),)),
    "seal-anew": (SEALED, lambda held, purpose, data: (held.sealed_anew(purpose, data),)),
    "names": (NO_PURPOSE, lambda held, _purpose, _data: tuple(map(str.encode, held.names()))),
}
"""All that is ever done with the keys: for each operation, what it is done for, and how."""
BOUNDED = frozenset({"pepper", "code", "unseal"})
"""Of use to whoever broke into the site, and would try passwords and codes by the ten thousand."""
MINUTE = 60


class Pace:
    """A bound on operations a minute, over all who ask: a bucket that is full at the start and fills evenly."""

    def __init__(self, each_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._each_minute, self._clock = each_minute, clock
        # In sixtieths, which a second fills by a whole number.
        self._left, self._at = float(each_minute * MINUTE), clock()

    def take(self) -> bool:
        """Say whether one more is allowed now; always where the bound is 0."""
        now = self._clock()
        self._left = min(self._each_minute * MINUTE, self._left + (now - self._at) * self._each_minute)
        self._at = now
        if self._each_minute and self._left < MINUTE:
            return False
        self._left -= MINUTE
        return True


class Answering:
    """Answers questions, and counts them by operation without keeping anything that was in them."""

    def __init__(self, held: Held, pace: Pace) -> None:
        self._held, self._pace = held, pace
        self.counts: Counter[str] = Counter()

    def answer(self, body: bytes) -> bytes:
        """Return the frame that answers the body of a question, whatever it holds."""
        word, parts = self._done(body)
        try:
            made = packed(parts)
        except BadFrame:
            # What was encrypted is a third longer than what it was made of.
            word, parts = _refused(MALFORMED)
            made = packed(parts)
        self.counts[word] += 1
        return made

    def _done(self, body: bytes) -> tuple[str, tuple[bytes, ...]]:
        """Return what is counted, and the parts of the answer."""
        try:
            named, purpose, data = unpacked(body)
            name, about = named.decode("ascii"), purpose.decode("ascii")
        except (BadFrame, ValueError):
            return _refused(MALFORMED)
        purposes, operation = OPERATIONS.get(name, ((), _peppered))
        if about not in purposes:
            return _refused(UNKNOWN)
        if name in BOUNDED and not self._pace.take():
            return _refused(TOO_OFTEN)
        try:
            return name, (OK, *operation(self._held, about, data))
        except NotSealed:
            return _refused(NOT_SEALED)
        except BadFrame:
            return _refused(MALFORMED)


def _refused(why: bytes) -> tuple[str, tuple[bytes, ...]]:
    return f"refused {why.decode()}", (REFUSED, why)
