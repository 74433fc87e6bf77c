"""How the site and the process of keys speak: frames of parts, each with its length. Imports no Django.

A frame is four bytes that say how long its body is, and the body; a body is parts, each behind four bytes that say how
long it is. Numbers are unsigned, the high byte first. A question is three parts: operation, purpose, data. An answer is
``ok`` and what came of it, or ``refused`` and one word that says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

LONGEST = 256 * 1024
"""Bytes in a body, at most."""
MOST = 64
"""Parts in a body, at most."""
OK, REFUSED = b"ok", b"refused"
HEAD = 4
"""Bytes before a body, and before each part."""


class BadFrame(ValueError):
    """What came in is no frame; it is told without a word of what it held."""


def packed(parts: Sequence[bytes]) -> bytes:
    """Return a frame.

    Raises:
        BadFrame: there are too many parts, or they are too long.
    """
    body = b"".join(len(part).to_bytes(HEAD, "big") + part for part in parts)
    if len(parts) > MOST or len(body) > LONGEST:
        raise BadFrame("too long")
    return len(body).to_bytes(HEAD, "big") + body


def unpacked(body: bytes) -> tuple[bytes, ...]:
    """Return the parts of a body.

    Raises:
        BadFrame: lengths do not add up, or there are too many parts.
    """
    parts, at = [], 0
    while at < len(body):
        end = at + HEAD + int.from_bytes(body[at : at + HEAD], "big")
        if at + HEAD > len(body) or end > len(body) or len(parts) == MOST:
            raise BadFrame("parts do not add up")
        parts.append(body[at + HEAD : end])
        at = end
    return tuple(parts)


class Incoming:
    """What came in over one connection and is no whole frame yet."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def __bool__(self) -> bool:
        return bool(self._kept)

    def add(self, data: bytes) -> Iterator[bytes]:
        """Take what came in; yield the body of each frame that is whole now.

        Raises:
            BadFrame: a frame says that it is longer than one may be.
        """
        self._kept += data
        while len(self._kept) >= HEAD:
            long = int.from_bytes(self._kept[:HEAD], "big")
            if long > LONGEST:
                raise BadFrame("too long")
            if len(self._kept) < HEAD + long:
                return
            body = bytes(self._kept[HEAD : HEAD + long])
            del self._kept[: HEAD + long]
            yield body
