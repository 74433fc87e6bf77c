"""Frames: what goes in comes out, however it is cut up; and whatever else comes in is refused and nothing more."""

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.ledger.keys.frames import LONGEST, MOST, BadFrame, Incoming, packed, unpacked

PARTS = st.lists(st.binary(max_size=200), max_size=MOST)


def naive(parts: list[bytes]) -> bytes:
    body = b"".join(struct.pack(f">I{len(part)}s", len(part), part) for part in parts)
    return struct.pack(">I", len(body)) + body


@given(PARTS)
def test_parts_go_in_and_come_out(parts: list[bytes]) -> None:
    assert packed(parts) == naive(parts)
    assert list(unpacked(packed(parts)[4:])) == parts


@given(st.lists(PARTS, max_size=5), st.data())
def test_frames_come_out_whole_however_they_are_cut(frames: list[list[bytes]], data: st.DataObject) -> None:
    stream, incoming, found = b"".join(map(packed, frames)), Incoming(), []
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=10)))
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += [list(unpacked(body)) for body in incoming.add(stream[start:end])]
    assert found == frames
    assert not incoming


@given(st.binary(max_size=300))
def test_any_bytes_are_parts_or_refused(body: bytes) -> None:
    with contextlib.suppress(BadFrame):
        assert naive(list(unpacked(body)))[4:] == body


def test_what_is_too_long_is_refused_before_it_came_in() -> None:
    assert len(packed([b"x" * (LONGEST - 4)])) == LONGEST + 4
    for parts in ([b"x" * (LONGEST - 3)], [b""] * (MOST + 1)):
        with pytest.raises(BadFrame):
            packed(parts)
    with pytest.raises(BadFrame):
        unpacked(b"\0\0\0\0" * (MOST + 1))
    with pytest.raises(BadFrame):
        list(Incoming().add((LONGEST + 1).to_bytes(4, "big")))
