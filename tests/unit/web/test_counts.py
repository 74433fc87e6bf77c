"""Counts that processes share: none is lost, none is another's, and a lost file stops nobody."""

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijkpeil.web import counts
from wijkpeil.web.counts import SLOTS, OwnCounts, SharedCounts, count

WRITER = """
import os, sys
from django.conf import settings
settings.configure(SECRET_KEY="the key of the site", KEYS_SOCKET="")
from wijkpeil.web.counts import count
if sys.argv[3] == "forked" and os.fork() == 0:
    for _ in range(int(sys.argv[2])):
        count(sys.argv[1], 7, 1)
    os._exit(0)
print([count(sys.argv[1], 7, 1) for _ in range(int(sys.argv[2]))][-1])
if sys.argv[3] == "forked":
    assert os.wait()[1] == 0
"""


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WIJKPEIL_WORKSPACE", str(tmp_path))
    counts.forget()
    return tmp_path


def writer(what: str, times: int, how: str = "") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER, what, str(times), how]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("how", ["", "forked"])
def test_processes_that_count_at_once_lose_nothing(how: str, settings: object) -> None:
    settings.SECRET_KEY = "the key of the site"  # type: ignore[attr-defined]
    times = 3_000
    processes = [writer("page:p-1", times, how) for _ in range(2)]
    last = [int(process.communicate()[0]) for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    total = 2 * times * (2 if how else 1)
    assert count("page:p-1", 7, 0) == total
    assert max(last) <= total
    assert (count("page:p-2", 7, 0), count("page:p-1", 8, 0)) == (0, 0)


def test_threads_that_count_at_once_lose_nothing() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: count(f"x{number % 3}", 1, 1), range(3_000)))
    assert sorted(made) == sorted([*range(1, 1001)] * 3)


names = st.sampled_from("abc").map(lambda name: name.encode() * 16)


@settings(suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(names, st.integers(0, 2), st.integers(0, 3))))
def test_a_file_and_a_memory_count_as_a_plain_counter_does(tmp_path: Path, steps: list[tuple[bytes, int, int]]) -> None:
    """Minutes come in order, as they do."""
    path = tmp_path / "file"
    path.unlink(missing_ok=True)
    kept, own, plain = SharedCounts(path), OwnCounts(), Counter[tuple[bytes, int]]()
    for what, minute, more in sorted(steps, key=lambda step: step[1]):
        plain[what, minute] += more
        assert plain[what, minute] == kept.add(what, minute, more) == own.add(what, minute, more)


def test_where_there_is_no_room_the_one_that_counted_least_makes_it(tmp_path: Path) -> None:
    kept = SharedCounts(tmp_path / "file")
    same_bucket = [bytes(8) + bytes([number]) * 8 for number in range(SLOTS + 1)]
    for number, each in enumerate(same_bucket[:SLOTS], start=2):
        kept.add(each, 1, number)
    assert kept.add(same_bucket[SLOTS], 1, 1) == 1
    assert [kept.add(each, 1, 0) for each in same_bucket] == [0, *range(3, SLOTS + 2), 1]
    # What a minute before counted makes room at once, however much it was.
    assert [kept.add(each, 2, 1) for each in same_bucket[:SLOTS]] == [1] * SLOTS


def test_a_count_stays_at_what_a_place_can_hold(tmp_path: Path) -> None:
    kept = SharedCounts(tmp_path / "file")
    assert kept.add(bytes(16), 1, counts.MOST) == counts.MOST
    kept.add(bytes(16), 1, 5)
    assert kept.add(bytes(16), 1, 0) == counts.MOST


def test_the_file_is_of_the_site_alone_and_tells_of_nobody(workspace: Path) -> None:
    count("api-read:203.0.113.9", 1, 1)
    path = workspace / counts.NAME
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.stat().st_size == counts.SIZE
    assert b"203.0.113" not in path.read_bytes()


def test_a_file_that_went_is_made_anew_and_one_of_another_size_put_right(workspace: Path) -> None:
    assert count("x", 1, 1) == 1
    (workspace / counts.NAME).unlink()
    assert (count("x", 1, 1), count("x", 1, 1)) == (1, 2)
    counts.forget()
    (workspace / counts.NAME).write_bytes(b"short")
    assert (count("x", 1, 1), count("x", 1, 1)) == (1, 2)
    assert (workspace / counts.NAME).stat().st_size == counts.SIZE


@pytest.mark.parametrize("kind", ["folder", "link", "none"])
def test_where_no_file_can_be_kept_each_process_counts_alone(
    workspace: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = workspace.parent / "elsewhere"
    if kind == "folder":
        (workspace / counts.NAME).mkdir()
    elif kind == "link":
        os.symlink(elsewhere, workspace / counts.NAME)
    else:
        monkeypatch.setenv("WIJKPEIL_WORKSPACE", str(workspace / "none"))
    counts._own.clear()
    assert [count("x", 1, 1) for _ in range(3)] == [1, 2, 3]
    assert not elsewhere.exists()
