"""Counts of one minute that all processes of a site share: a small file in the workspace, and no database is asked.

The file is a table of buckets. A counter stands in the bucket that its digest points to; the digest is keyed, so that
the file tells of no person, token or address. What counted in a minute before makes room by itself.
"""

from __future__ import annotations

import hashlib
import logging
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from wijkpeil.ledger.keys.asked import KeysAway
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.ledger.workspace import VARIABLE, current_workspace

try:
    import fcntl
except ImportError:  # no such locks on this system: each process counts alone
    fcntl = None  # type: ignore[assignment]

NAME = "counts"
BUCKETS, SLOTS = 2048, 16
SLOT = struct.Struct("<16sII")
"""Digest, minute and count."""
BUCKET = SLOT.size * SLOTS
SIZE = BUCKET * BUCKETS
MOST = 2**32 - 1
log = logging.getLogger(__name__)
Slot = tuple[bytes, int, int]


class SharedCounts:
    """Counters in a file; safe between threads, processes and forks, in whatever way one of these ends."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it with all the room it needs.

        Raises:
            OSError: it cannot be made or opened for writing.
        """
        # Nobody but the site reads it; what is no plain file is not followed.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        self._lock = Lock()
        if os.fstat(self._file).st_size != SIZE:
            os.posix_fallocate(self._file, 0, SIZE)
            os.ftruncate(self._file, SIZE)

    def add(self, what: bytes, minute: int, more: int) -> int:
        """Add to a counter of ``minute``; return what it is then. ``what`` is its digest, of 16 bytes.

        Raises:
            OSError: the file is no longer there, or the disk fails.
        """
        if os.fstat(self._file).st_nlink == 0:
            raise FileNotFoundError(NAME)
        place = int.from_bytes(what[:8], "little") % BUCKETS * BUCKET
        with self._alone(place):
            found = list(SLOT.iter_unpack(os.pread(self._file, BUCKET, place)))
            number = _slot(found, what, minute)
            held = found[number][2] if found[number][:2] == (what, minute) else 0
            if more:
                made = SLOT.pack(what, minute, min(held + more, MOST))
                os.pwrite(self._file, made, place + number * SLOT.size)
        return held + more

    def __del__(self) -> None:
        # Not before the last thread is done with it: its number could be another file's by then.
        if hasattr(self, "_file"):
            os.close(self._file)

    @contextmanager
    def _alone(self, place: int) -> Iterator[None]:
        """Hold one bucket: threads wait for each other by the one lock, processes by the other."""
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX, BUCKET, place)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, BUCKET, place)


def _slot(found: list[Slot], what: bytes, minute: int) -> int:
    """Return where a counter stands or is to stand: on a free place, or else on that of the one that counted least."""
    for number, (held, at, _) in enumerate(found):
        if held == what and at == minute:
            return number
    return min(range(len(found)), key=lambda number: (found[number][1] == minute, found[number][2]))


class OwnCounts:
    """The same in the memory of one process, where no file can be had."""

    def __init__(self) -> None:
        self._minute, self._held, self._lock = 0, dict[bytes, int](), Lock()

    def add(self, what: bytes, minute: int, more: int) -> int:
        """Add to a counter of ``minute``; return what it is then."""
        with self._lock:
            if minute != self._minute or len(self._held) >= BUCKETS * SLOTS:
                self._minute, self._held = minute, {}
            made = self._held.get(what, 0) + more
            if more:
                self._held[what] = made
        return made

    def clear(self) -> None:
        """Begin again at nothing."""
        with self._lock:
            self._held = {}


_own = OwnCounts()
_kept: dict[str, SharedCounts | OwnCounts] = {}
_opening = Lock()


def count(what: str, minute: int, more: int) -> int:
    """Add ``more`` to how often something happened in ``minute``, over all processes of the site on this machine.

    Returns how often that is then; 0 more asks without counting.
    """
    named = f"{minute}:{what}".encode()
    try:
        own = current_keys().macs("count", named)[0][:16]
    except KeysAway:
        # What is in memory alone needs no key.
        return _own.add(hashlib.blake2b(named, digest_size=16).digest(), minute, more)
    try:
        return _counts().add(own, minute, more)
    except OSError:
        # Such as a workspace that was put back from a back-up: there is another file, or will be.
        forget()
        return _counts().add(own, minute, more)


def forget() -> None:
    """Let go of the file; the next count opens it anew."""
    with _opening:
        _kept.clear()


def clear() -> None:
    """Begin again at nothing: remove the file."""
    forget()
    _own.clear()
    (current_workspace().path / NAME).unlink(missing_ok=True)


def _counts() -> SharedCounts | OwnCounts:
    where = os.environ.get(VARIABLE, "")
    found = _kept.get(where)
    if found is None:
        with _opening:
            found = _kept.get(where) or _kept.setdefault(where, _open(current_workspace().path))
    return found


def _open(folder: Path) -> SharedCounts | OwnCounts:
    if fcntl is None or not folder.is_dir():
        return _own
    try:
        return SharedCounts(folder / NAME)
    except OSError as error:
        log.warning("each process counts requests alone, since no file can be kept: %s", error)
        return _own
