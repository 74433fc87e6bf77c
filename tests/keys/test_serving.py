"""The process of keys at its socket: who may come, who is too slow, too many or too long, and that it outlives them."""

import os
import socket
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from entering import code_for
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijkpeil.errors import SoftwareError, WrongUse
from wijkpeil.ledger.keys import asked as asking
from wijkpeil.ledger.keys import serving as at
from wijkpeil.ledger.keys.answering import Answering, Pace
from wijkpeil.ledger.keys.asked import Asked, KeysAway
from wijkpeil.ledger.keys.frames import LONGEST, packed, unpacked
from wijkpeil.ledger.keys.held import Held, NotSealed
from wijkpeil.ledger.keys.listening import admission, listening
from wijkpeil.ledger.keys.serving import Credentials, Serving, credentials

ONCE, SECRET = "shown-once", "JBSWY3DPEHPK3PXP"
KEYS = ("now-" + "0123456789abcdef" * 3, "before-" + "fedcba9876543210" * 3)


class Clock:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("k") / "socket"


@contextmanager
def served(path: Path, pace: int = 0, admits: Callable[[Credentials], bool] | None = None) -> Iterator[Serving]:
    """A process of keys, in a thread of this one."""
    with listening(path) as (listens, place):
        serving = Serving(listens, Answering(Held(KEYS), Pace(pace)), admits or admission(place))
        thread = threading.Thread(target=serving.serve)
        thread.start()
        try:
            yield serving
        finally:
            serving.stopped = True
            thread.join()


@contextmanager
def stepped(path: Path, clock: Clock) -> Iterator[Serving]:
    """The same without a thread: it goes on a step where the test says so."""
    with listening(path) as (listens, place):
        yield Serving(listens, Answering(Held(KEYS), Pace(0)), admission(place), clock)


def connected(path: Path) -> socket.socket:
    found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    found.settimeout(10)
    found.connect(str(path))
    return found


def is_closed(one: socket.socket) -> bool:
    try:
        return one.recv(1) == b""
    except ConnectionError:
        return True


def question(*parts: bytes) -> bytes:
    return packed(parts or (b"names", b"", b""))


def test_what_is_asked_is_what_the_keys_in_hand_give(path: Path) -> None:
    held, asked = Held(KEYS), Asked(str(path))
    with served(path):
        assert asked.names() == held.names()
        assert asked.macs("session", b"data") == held.macs("session", b"data")
        assert asked.peppered("wáchtwoord".encode()) == held.peppered("wáchtwoord".encode())
        assert held.unseal(ONCE, asked.seal(ONCE, b"secret")) == b"secret"
        assert asked.unseal(ONCE, held.seal(ONCE, b"secret")) == b"secret"
        old = Held(KEYS[1:]).seal(ONCE, b"old")
        assert Held(KEYS[:1]).unseal(ONCE, asked.sealed_anew(ONCE, old)) == b"old"
        secret = held.seal("codes", SECRET.encode())
        assert asked.code_right(secret, code_for(SECRET).encode()) is True
        assert asked.code_right(secret, code_for(SECRET, 5).encode()) is False
        for ask in (asked.unseal, asked.sealed_anew):
            with pytest.raises(NotSealed):
                ask(ONCE, b"nothing of the kind")
        long = b"x" * (LONGEST - 100)
        assert asked.macs("session", long) == held.macs("session", long)
        with pytest.raises(SoftwareError):
            asked.macs("another", b"")
        with pytest.raises(SoftwareError):
            asked.macs("session", b"x" * (LONGEST + 1))


def test_a_thread_keeps_its_connection_and_threads_do_not_share(path: Path) -> None:
    asked, seen = Asked(str(path)), []

    def admits(who: Credentials) -> bool:
        seen.append(who)
        return True

    def ask() -> None:
        for number in range(50):
            assert asked.macs("form", str(number).encode()) == Held(KEYS).macs("form", str(number).encode())

    with served(path, admits=admits):
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ask()
    assert len(seen) == 5
    assert set(seen) == {Credentials(os.getpid(), os.geteuid(), os.getegid())}


def test_a_process_that_split_off_asks_over_a_connection_of_its_own(path: Path) -> None:
    asked, count = Asked(str(path)), []
    with served(path, admits=lambda who: count.append(who.pid) is None):
        names = asked.names()
        child = os.fork()
        if child == 0:
            os._exit(0 if asked.names() == names else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert asked.names() == names
    assert count == [os.getpid(), child]


def test_a_process_that_was_started_anew_is_found(path: Path) -> None:
    asked = Asked(str(path))
    for _ in range(2):
        with served(path):
            assert asked.names() == Held(KEYS).names()
        assert not path.exists()
        with pytest.raises(KeysAway, match="does not answer"):
            asked.names()


def test_one_that_says_nothing_is_not_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "WAIT_SECONDS", 0.05)
    with listening(path), pytest.raises(KeysAway):
        Asked(str(path)).names()


@pytest.mark.parametrize("answer", [b"\xff\xff\xff\xff", b"\0\0\0\1x", b""])
def test_one_that_talks_nonsense_is_not_believed(path: Path, answer: bytes) -> None:
    def talk(listens: socket.socket) -> None:
        for _ in range(2):
            other, _address = listens.accept()
            other.recv(1000)
            other.sendall(answer)
            other.close()

    with listening(path) as (listens, _place):
        thread = threading.Thread(target=talk, args=(listens,))
        thread.start()
        with pytest.raises(KeysAway):
            Asked(str(path)).names()
        thread.join()


def test_too_often_is_told(path: Path) -> None:
    asked = Asked(str(path))
    with served(path, pace=1):
        asked.peppered(b"x")
        with pytest.raises(KeysAway, match="in a minute"):
            asked.peppered(b"x")
        assert asked.names()


def test_only_its_group_reaches_the_socket_and_only_whoever_has_it_is_admitted(path: Path) -> None:
    with listening(path) as (_listens, place):
        assert stat.S_IMODE(place.stat().st_mode) == 0o660
        os.chown(place, -1, 4321)
        admits = admission(place)
        assert admits(Credentials(1, os.geteuid(), 1))
        assert admits(Credentials(1, 77, 4321))
        assert admits(Credentials(1, 0, 0))
        assert not admits(Credentials(1, 77, 78))


def can_ask(place: Path, user: int, group: int, *more: int) -> bool:
    """Say whether a process of another user can ask."""
    child = os.fork()
    if child == 0:
        os.setgroups(more)
        os.setgid(group)
        os.setuid(user)
        with suppress(KeysAway):
            Asked(str(place)).names()
            os._exit(0)
        os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_user_with_the_group_as_their_own_asks_and_no_other_does() -> None:
    folder = Path(tempfile.mkdtemp(prefix="wijkpeil-keys-"))
    folder.chmod(0o755)
    try:
        with listening(folder / "s") as (listens, place):
            os.chown(place, -1, 4321)
            serving = Serving(listens, Answering(Held(KEYS), Pace(0)), admission(place))
            thread = threading.Thread(target=serving.serve)
            thread.start()
            try:
                assert can_ask(place, 77, 4321)
                assert not can_ask(place, 77, 78), "the system lets them not come near"
                assert serving._answering.counts["turned away"] == 0
                assert not can_ask(place, 77, 78, 4321), "they come near, and are turned away"
                assert serving._answering.counts["turned away"] == 2
            finally:
                serving.stopped = True
                thread.join()
    finally:
        folder.rmdir()


def test_who_may_not_ask_is_turned_away(path: Path) -> None:
    with served(path, admits=lambda _: False) as serving:
        with pytest.raises(KeysAway):
            Asked(str(path)).names()
        assert serving._answering.counts["turned away"] == 2


def test_the_system_says_who_is_there() -> None:
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        assert credentials(one) == (os.getpid(), os.geteuid(), os.getegid())


def test_a_slow_peer_is_closed_and_an_idle_one_is_not(path: Path) -> None:
    clock = Clock()
    with stepped(path, clock) as serving, connected(path) as slow, connected(path) as idle:
        slow.sendall(question()[:5])
        idle.sendall(question())
        for _ in range(4):
            serving.step(0)
        clock.now += at.SLOW_SECONDS - 1
        slow.sendall(question()[5:6])
        serving.step(0)
        assert len(serving._peers) == 2
        clock.now += 2
        serving.step(0)
        assert unpacked(idle.recv(1000)[4:])[0] == b"ok"
        assert is_closed(slow)
        clock.now += 3600
        idle.sendall(question())
        serving.step(0)
        assert unpacked(idle.recv(1000)[4:])[0] == b"ok"


def test_one_that_reads_no_answers_is_not_answered_without_end(path: Path) -> None:
    clock = Clock()
    with stepped(path, clock) as serving, connected(path) as greedy:
        serving.step(0)
        greedy.setblocking(False)
        sent = 0
        for _ in range(400):
            with suppress(BlockingIOError):
                sent += greedy.send(question() * 1000)
            serving.step(0)
        (peer,) = serving._peers
        assert 0 < len(peer.outgoing) < 2**20
        assert sent < 2**23
        clock.now += at.SLOW_SECONDS + 1
        serving.step(0)
        assert not serving._peers


def test_for_one_too_many_the_one_that_was_idle_the_longest_goes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at, "MOST_PEERS", 2)
    clock = Clock()
    with stepped(path, clock) as serving, connected(path) as first, connected(path) as second:
        serving.step(0)
        serving.step(0)
        clock.now += 10
        first.sendall(question())
        serving.step(0)
        with connected(path) as third:
            serving.step(0)
            third.sendall(question())
            serving.step(0)
            assert unpacked(third.recv(1000)[4:])[0] == b"ok"
            assert is_closed(second)
            assert unpacked(first.recv(1000)[4:])[0] == b"ok"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.binary(min_size=1, max_size=300), max_size=6))
def test_it_outlives_whatever_is_sent(path: Path, sent: list[bytes]) -> None:
    with stepped(path, Clock()) as serving, connected(path) as rude, connected(path) as other:
        serving.step(0)
        serving.step(0)
        for data in sent:
            try:
                rude.sendall(data)
            except ConnectionError:
                break
            serving.step(0)
        rude.close()
        serving.step(0)
        other.sendall(question())
        for _ in range(3):
            serving.step(0)
        assert unpacked(other.recv(1000)[4:])[0] == b"ok"


def test_a_socket_of_a_process_that_is_gone_is_replaced_and_nothing_else_is(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as gone:
        gone.bind(str(path))
    with served(path):
        with pytest.raises(WrongUse, match="already"), listening(path):
            pass
        assert Asked(str(path)).names()
    path.write_text("precious", encoding="ascii")
    with pytest.raises(WrongUse, match="no socket"), listening(path):
        pass
    assert path.read_text(encoding="ascii") == "precious"


def test_what_is_wrong_with_the_place_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, group, told in (
        (None, "", "WIJKPEIL_KEYS_SOCKET"),
        (path.parent / ("x" * 108), "", "too long"),
        (path.parent / "none" / "socket", "", "cannot be made"),
        (path, "no-such-group-here", "no group"),
    ):
        with pytest.raises(WrongUse, match=told), listening(place, group):
            pass
    assert not path.exists()


def test_what_systemd_hands_over_is_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wijkpeil.ledger.keys import listening as module

    made = socket.socket(socket.AF_UNIX)
    made.bind(str(path))
    made.listen()
    monkeypatch.setattr(module, "HANDED_OVER", made.detach())
    monkeypatch.setenv("LISTEN_FDS", "1")
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    with listening(None) as (found, place):
        assert (found.getsockname(), place) == (str(path), path)
        found.close()
    monkeypatch.setenv("LISTEN_PID", "1")
    with pytest.raises(WrongUse), listening(None):
        pass
