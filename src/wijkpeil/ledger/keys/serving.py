"""The process of keys: answers on a Unix socket, to those alone who may ask, and outlives whatever they send.

One thread and no locks: what is asked takes microseconds. Linux alone, which says who is at the other end of a socket.
Imports no Django.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import resource
import selectors
import socket
import struct
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from wijkpeil.ledger.keys.answering import Answering
from wijkpeil.ledger.keys.frames import BadFrame, Incoming

MOST_PEERS = 256
"""Connections at once; for one more, that which was idle the longest goes."""
SLOW_SECONDS = 5.0
"""How long a question may take to come in whole, or an answer to be read."""
TELL_SECONDS = 600.0
"""How often the log says how much was asked, where anything was."""
STEP_SECONDS = 1.0
CHUNK = 64 * 1024
PR_SET_DUMPABLE = 4
log = logging.getLogger("wijkpeil.keys")


class Credentials(NamedTuple):
    """Who is at the other end of a connection, as the system says."""

    pid: int
    uid: int
    gid: int


def credentials(peer: socket.socket) -> Credentials:
    """Return who is at the other end of a Unix socket."""
    held = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return Credentials(*struct.unpack("3i", held))


def shut_memory() -> None:
    """Keep the memory of this process from other processes of its user, and out of any dump."""
    # Where a unit has settled it already, this process may not.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


@dataclass(eq=False, slots=True)
class Peer:
    """One connection."""

    socket: socket.socket
    heard: float
    """When something came in last."""
    incoming: Incoming = field(default_factory=Incoming)
    outgoing: bytearray = field(default_factory=bytearray)
    waits_since: float | None = None
    """Since when a question is not whole, or an answer was not read."""


class Serving:
    """Serves on a socket that listens; ``admits`` says who may ask."""

    def __init__(
        self,
        listening: socket.socket,
        answering: Answering,
        admits: Callable[[Credentials], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        listening.setblocking(False)
        self._listening, self._answering, self._admits, self._clock = listening, answering, admits, clock
        self._selector = selectors.DefaultSelector()
        self._selector.register(listening, selectors.EVENT_READ)
        self._peers: dict[Peer, None] = {}
        self._told_at = clock()
        self.stopped = False

    def serve(self) -> None:
        """Answer until ``stopped``."""
        while not self.stopped:
            self.step(STEP_SECONDS)
        for peer in list(self._peers):
            self._close(peer)
        self.tell()
        self._selector.close()

    def step(self, wait: float) -> None:
        """Do what there is to do now; wait for it for some seconds at most."""
        for key, events in self._selector.select(wait):
            if key.fileobj is self._listening:
                self._accept()
            elif key.data in self._peers:
                self._turn(key.data, events)
        now = self._clock()
        for peer in [each for each in self._peers if now - (each.waits_since or now) > SLOW_SECONDS]:
            self._answering.counts["too slow"] += 1
            self._close(peer)
        if now - self._told_at >= TELL_SECONDS:
            self._told_at = now
            self.tell()

    def tell(self) -> None:
        """Write to the log how often each operation was done since it was told last; never what it was done with."""
        counts, self._answering.counts = self._answering.counts, Counter()
        if counts:
            log.info("asked: %s", ", ".join(f"{what} {number}" for what, number in sorted(counts.items())))

    def _accept(self) -> None:
        try:
            found, _address = self._listening.accept()
        except OSError:
            return
        try:
            who = credentials(found)
            admitted = self._admits(who)
        except OSError:
            admitted = False
        if not admitted:
            self._answering.counts["turned away"] += 1
            found.close()
            return
        if len(self._peers) >= MOST_PEERS:
            self._close(min(self._peers, key=lambda peer: peer.heard))
        found.setblocking(False)
        peer = Peer(found, self._clock())
        self._peers[peer] = None
        self._selector.register(found, selectors.EVENT_READ, peer)

    def _turn(self, peer: Peer, events: int) -> None:
        try:
            if events & selectors.EVENT_WRITE:
                self._send(peer)
            # While an answer waits nothing more is read, so that nobody fills the memory with answers.
            if events & selectors.EVENT_READ and not peer.outgoing:
                self._receive(peer)
        except (BlockingIOError, InterruptedError):
            return
        except BadFrame:
            self._answering.counts["refused malformed"] += 1
            self._close(peer)
        except OSError:
            self._close(peer)

    def _receive(self, peer: Peer) -> None:
        data = peer.socket.recv(CHUNK)
        if not data:
            self._close(peer)
            return
        peer.heard = self._clock()
        for body in peer.incoming.add(data):
            peer.outgoing += self._answering.answer(body)
            peer.waits_since = None
        self._send(peer)

    def _send(self, peer: Peer) -> None:
        if peer.outgoing:
            with contextlib.suppress(BlockingIOError):
                del peer.outgoing[: peer.socket.send(peer.outgoing)]
        if not (peer.outgoing or peer.incoming):
            peer.waits_since = None
        elif peer.waits_since is None:
            peer.waits_since = self._clock()
        self._selector.modify(peer.socket, selectors.EVENT_WRITE if peer.outgoing else selectors.EVENT_READ, peer)

    def _close(self, peer: Peer) -> None:
        self._peers.pop(peer, None)
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(peer.socket)
        peer.socket.close()
