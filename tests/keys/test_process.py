"""Real processes: one that holds the keys, sites that ask it, and what lies in the memory of each."""

import base64
import hashlib
import hmac
import http.cookiejar
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from folders import copy_minimal

from process_of_keys import CODE, environment, process_of_keys, start, stop
from wijkpeil.ledger.keys.asked import Asked, KeysAway
from wijkpeil.ledger.keys.held import PEPPER, SEALED, SIGNED

KEY = secrets.token_urlsafe(48)
PASSWORD = "bridges over quiet water"
CHUNK = 2**22


def wijkpeil(*arguments: object, **given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CODE, *map(str, arguments)]
    return subprocess.run(
        command, env=environment(**given), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The socket of a process that holds the key."""
    place = tmp_path_factory.mktemp("k") / "socket"
    with process_of_keys(place, KEY):
        yield place


@pytest.fixture(scope="module")
def workspace(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that never saw a key."""
    place = tmp_path_factory.mktemp("w")
    folder = copy_minimal(place / "programme")
    for command in (["init"], ["load", folder]):
        done = wijkpeil(*command, "--workspace", place / "w", WIJKPEIL_KEYS_SOCKET=str(path))
        assert done.returncode == 0, done.stderr
    return place / "w"


@contextmanager
def served(workspace: Path, **given: str) -> Iterator[tuple[str, int]]:
    """A site with one worker: its address, and the number of its first process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    options = ["serve", "--port", str(port), "--workers", "1", "--workspace", str(workspace)]
    command = [sys.executable, "-c", CODE, *options]
    process = subprocess.Popen(command, env=environment(**given), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        assert "Wijkpeil is on" in said, said + process.stderr.read()
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def browser() -> urllib.request.OpenerDirector:
    """A browser with cookies, which belong to the machine and not to a port."""
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))


def page(of: urllib.request.OpenerDirector, address: str, **sent: str) -> tuple[str, str]:
    """Ask for a page, or send a form; return where it led and what it said."""
    data = urllib.parse.urlencode(sent).encode() if sent else None
    asked = urllib.request.Request(address, data, {"Referer": address})
    with of.open(asked, timeout=60) as answer:
        return urllib.parse.urlsplit(answer.geturl()).path, answer.read().decode()


def secret_of(text: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    assert found
    return found[1]


def family(process: int) -> list[int]:
    """A process and those that came of it."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [process, *(each for child in children for each in family(int(child)))]


def holds(process: int, sought: dict[str, bytes]) -> set[str]:
    """The names of what is sought that lies in the memory of a process which it can write to."""
    found, longest = set(), max(map(len, sought.values()))
    maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            first, last = (int(each, 16) for each in place.split("-"))
            kept = b""
            while rights.startswith("rw") and first < last:
                try:
                    memory.seek(first)
                    read = memory.read(min(last - first, CHUNK))
                except (OSError, ValueError):
                    break
                first += CHUNK
                kept = kept[-longest:] + read
                # Most of what is reserved was never used.
                if read.count(0) < len(read):
                    found |= {name for name, each in sought.items() if each in kept}
    return found


def sought() -> dict[str, bytes]:
    """The key, and what is derived from it and would do as well."""
    key = KEY.encode()
    derived = {name: hashlib.sha256(salt + key).digest() for name, salt in {**SIGNED, **SEALED}.items()}
    sealing = {f"{name} as text": base64.urlsafe_b64encode(derived[name]) for name in SEALED}
    return {"key": key, "pepper": hmac.digest(key, PEPPER, "sha256"), **derived, **sealing}


def in_memory(process: int) -> set[str]:
    try:
        return {name for each in family(process) for name in holds(each, sought())}
    except PermissionError:
        pytest.skip("this machine lets nobody look into the memory of another process")


def invited(workspace: Path, email: str, **given: str) -> str:
    told = wijkpeil("account", "invite", email, "--name", "Ann", "--workspace", workspace, **given)
    assert told.returncode == 0, told.stderr
    return urllib.parse.urlsplit(told.stdout.strip()).path


def test_two_sites_take_each_others_forms_and_sessions_and_neither_holds_the_key(
    workspace: Path, path: Path, tmp_path: Path
) -> None:
    given = {"WIJKPEIL_KEYS_SOCKET": str(path)}
    (tmp_path / "key").write_text(KEY, encoding="ascii")
    readable = {**given, "WIJKPEIL_SECRET_KEY_FILE": str(tmp_path / "key")}
    assert not (workspace / "secret-key").exists(), "init makes no key where another holds it"
    link = invited(workspace, "ann@example.org", **given)
    # The other could read the key, which the doctor tells of, and does not.
    with served(workspace, **given) as (one, first), served(workspace, **readable) as (other, second):
        ann = browser()
        _where, form = page(ann, one + link)
        where, _text = page(ann, other + link, password=PASSWORD, csrfmiddlewaretoken=secret_of(form))
        assert "/uitnodiging/" not in where, "the form of one was taken by the other"
        assert page(ann, one + "/account/")[0] == "/account/", "the session of the other holds at the first"
        again = browser()
        _where, form = page(again, other + "/account/inloggen/")
        sent = {"login": "ann@example.org", "password": PASSWORD, "csrfmiddlewaretoken": secret_of(form)}
        page(again, one + "/account/inloggen/", **sent)
        assert page(again, other + "/account/")[0] == "/account/"
        assert in_memory(first) | in_memory(second) == set()


def test_without_it_the_key_does_lie_in_the_memory_of_the_site(workspace: Path) -> None:
    with served(workspace, WIJKPEIL_SECRET_KEY=KEY) as (one, first):
        page(browser(), one + "/account/inloggen/")
        assert "key" in in_memory(first)


def test_the_doctor_tells_of_it(workspace: Path, path: Path) -> None:
    told = wijkpeil("doctor", "--workspace", workspace, WIJKPEIL_KEYS_SOCKET=str(path)).stdout
    assert re.search(r"✓\s+key-process", told)
    assert re.search(r"✓\s+workspace-keys", told)
    away = wijkpeil("doctor", "--workspace", workspace, WIJKPEIL_KEYS_SOCKET=str(path.parent / "none"))
    assert away.returncode == 1
    assert re.search(r"✗\s+workspace-keys", away.stdout)
    invite = wijkpeil(
        "account", "invite", "b@example.org", "--name", "B", "--workspace", workspace,
        WIJKPEIL_KEYS_SOCKET=str(path.parent / "none"),
    )  # fmt: skip
    assert (invite.returncode, "does not answer" in invite.stderr) == (1, True)


def test_it_tells_how_often_it_was_asked_and_never_what(tmp_path: Path) -> None:
    place = tmp_path / "socket"
    process = start(place, "--pace", "1", WIJKPEIL_SECRET_KEY=KEY)
    limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="ascii")
    assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)
    asked = Asked(str(place))
    asked.macs("form", b"what was signed")
    asked.peppered(b"what was typed")
    told = stop(process)
    assert "asked: mac 1, pepper 1" in told
    for secret in ("what was", KEY):
        assert secret not in told
    assert (process.returncode, place.exists()) == (0, False)


def test_the_keys_come_from_files_and_from_a_workspace(tmp_path: Path) -> None:
    file, place = tmp_path / "key", tmp_path / "socket"
    file.write_text(KEY + "\n", encoding="ascii")
    (tmp_path / "secret-key").write_text(KEY + "\n", encoding="ascii")
    for options, given in (([], {"WIJKPEIL_SECRET_KEY_FILE": str(file)}), (["--workspace", str(tmp_path)], {})):
        process = start(place, *options, **given)
        try:
            assert Asked(str(place)).names() == (hashlib.sha256(sought()["pepper"]).hexdigest()[:8],)
        finally:
            stop(process)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "There is no secret key to hold"),
        ({"WIJKPEIL_SECRET_KEY": "short"}, "can be guessed"),
        ({"WIJKPEIL_SECRET_KEY": KEY, "WIJKPEIL_SECRET_KEY_BEFORE": "short"}, "can be guessed"),
        ({"WIJKPEIL_SECRET_KEY": KEY, "WIJKPEIL_KEYS_SOCKET": ""}, "WIJKPEIL_KEYS_SOCKET"),
    ],
)
def test_without_a_key_or_a_place_it_does_not_start(tmp_path: Path, given: dict[str, str], told: str) -> None:
    place = {"WIJKPEIL_KEYS_SOCKET": str(tmp_path / "socket"), "WIJKPEIL_WORKSPACE": str(tmp_path)}
    refused = wijkpeil("keys", **{**place, **given})
    assert (refused.returncode, told in refused.stderr) == (2, True), refused.stderr
    assert KEY not in refused.stderr


def started_by(place: Path) -> tuple[str, ...]:
    """Ask until the process that the first question starts is there; on a busy machine that takes a while."""
    for _ in range(30):
        try:
            return Asked(str(place)).names()
        except KeysAway:
            continue
    return Asked(str(place)).names()


def test_systemd_can_start_it_when_it_is_asked_for(tmp_path: Path) -> None:
    found, place = shutil.which("systemd-socket-activate"), tmp_path / "socket"
    if found is None:
        pytest.skip("no systemd-socket-activate on this machine")
    passed = ["-E", f"WIJKPEIL_SECRET_KEY={KEY}", "-E", f"PATH={os.environ['PATH']}"]
    command = [found, *passed, "-l", str(place), sys.executable, "-c", CODE, "keys"]
    process = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        assert "Listening" in process.stderr.readline()
        names = started_by(place)
        assert names == (hashlib.sha256(sought()["pepper"]).hexdigest()[:8],)
    finally:
        stop(process)
    assert place.exists(), "the socket is systemd's"


@contextmanager
def several(number: int, tmp_path: Path) -> Iterator[list[Path]]:
    with ExitStack() as stack:
        places = [tmp_path / f"s{each}" for each in range(number)]
        for place in places:
            stack.enter_context(process_of_keys(place, KEY))
        yield places


def test_two_processes_with_one_key_sign_alike(tmp_path: Path) -> None:
    with several(2, tmp_path) as places:
        assert len({Asked(str(place)).macs("session", b"x") for place in places}) == 1
