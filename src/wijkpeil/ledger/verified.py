"""The last verification: how far it is, or what it came to, kept in the workspace for whoever looks later.

To hold a long journal against all that it covers takes longer than a page may. So a process of its own does it, and the
site reads here what came of it. A lock of the operating system on a file tells whether one is at work: it is let go
whatever way its holder ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

from django.utils import timezone

from wijkpeil.errors import Said, say_again
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.verifying import Finding, Verification, Watch
from wijkpeil.model.base import record

try:
    import fcntl
except ImportError:  # no such locks on this system: what stands in the file must do
    fcntl = None  # type: ignore[assignment]

FILE = "verification.json"
LOCK = "verification.lock"
TOLD_EVERY = 0.5
"""Seconds between two times that the file is told how far it is."""
_TRIES = 20
_BETWEEN_TRIES = 0.05
_PASSED = "VERIFICATION_LOCK"
"""Tells a process that was started which of its files is the lock, held for it from before it was there."""
_COMMAND = "import sys; from wijkpeil.cli import main; sys.exit(main())"
Run = Callable[[Watch], Verification]


@record
class Verified:
    """A verification that is at work, that came to its end, or that stopped before it."""

    running: bool
    started_at: datetime
    head: str
    """Hash that was kept elsewhere; empty where none was given."""
    done: int = 0
    total: int = 0
    """Rows read, of how many; 0 as long as that is not known."""
    finished_at: datetime | None = None
    found: Verification | None = None
    """What it came to; None as long as it is at work, and where it stopped."""
    number: int = 0
    """Number of the last entry that it read."""
    recorded_at: datetime | None = None
    """Moment of that entry."""


def last_verified(folder: Path) -> Verified | None:
    """Return the last verification of a workspace; None where there was none, or its file cannot be read."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return _read(told, running=told["finished_at"] is None and _at_work(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_verified(folder: Path, head: str, run: Run, watch: Watch | None = None) -> Verification:
    """Verify by ``run``, and keep how far it is and what it came to; where another is at work, its own is kept."""
    with _alone(folder) as alone:
        if not alone:
            return run(watch or (lambda _done, _total: None))
        told = _begun(folder, head)
        found = run(_watching(folder, told, watch))
        last = JournalEntry.objects.filter(hash=found.head).values_list("sequence", "recorded_at").first()
        number, recorded_at = last if last is not None else (0, None)
        told |= {"finished_at": _now(), "found": _told(found), "number": number}
        _write(folder, told | {"recorded_at": recorded_at.isoformat() if recorded_at else None})
        return found


def start_verifying(folder: Path, head: str = "", at: int | None = None) -> None:
    """Have a process of its own verify a workspace; whoever calls it has made sure that the asker may."""
    command = [sys.executable, "-c", _COMMAND, "journal", "verify", "--workspace", str(folder)]
    command += ["--head", head] if head else []
    command += ["--at", str(at)] if at is not None else []
    # A token in the environment would be who verifies.
    environment = {name: value for name, value in os.environ.items() if name != "WIJKPEIL_TOKEN"}
    nothing = subprocess.DEVNULL
    with _lock(folder) as lock:
        passed: tuple[int, ...] = ()
        if lock is not None and _locked(lock):
            # Said to be at work from now on: on a busy machine a process takes seconds to begin.
            _begun(folder, head)
            passed, environment[_PASSED] = (lock,), str(lock)
        child = subprocess.Popen(
            command,
            env=environment,
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
            start_new_session=True,
            pass_fds=passed,
        )
    # Waited for, so that the system need not keep its end for a process that goes on for weeks.
    Thread(target=child.wait, daemon=True).start()


def _watching(folder: Path, told: Mapping[str, Any], watch: Watch | None) -> Watch:
    last = 0.0

    def watching(done: int, total: int) -> None:
        nonlocal last
        if watch is not None:
            watch(done, total)
        if time.monotonic() - last >= TOLD_EVERY:
            last = time.monotonic()
            _write(folder, {**told, "done": done, "total": total})

    return watching


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Give True where no other verification is at work; none begins meanwhile.

    False too where the workspace cannot be written to: whoever may only read can verify, and keeps nothing.
    """
    if fcntl is None:
        yield True
        return
    with _lock(folder) as lock:
        yield lock is not None and (_PASSED in os.environ or _locked(lock))


@contextmanager
def _lock(folder: Path) -> Iterator[int | None]:
    """Open the file of the lock, or the one that was passed on; None where it cannot be, or there are no locks."""
    passed = os.environ.get(_PASSED)
    try:
        file = int(passed) if passed else os.open(folder / LOCK, os.O_RDONLY | os.O_CREAT, 0o640)
    except OSError:
        yield None
        return
    try:
        yield file
    finally:
        os.close(file)


def _locked(file: int) -> bool:
    for _ in range(_TRIES):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            # Whoever looks whether one is at work holds the lock for a moment.
            time.sleep(_BETWEEN_TRIES)
        else:
            return True
    return False


def _at_work(folder: Path) -> bool:
    if fcntl is None:
        return True
    try:
        with (folder / LOCK).open("r") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return (folder / LOCK).exists()
    return False


def _begun(folder: Path, head: str) -> dict[str, Any]:
    told: dict[str, Any] = {"started_at": _now(), "head": head, "done": 0, "total": 0, "finished_at": None}
    _write(folder, told)
    return told


def _now() -> str:
    return timezone.now().isoformat()


def _write(folder: Path, told: Mapping[str, Any]) -> None:
    """Keep what is told; where the disk does not take it, verifying goes on, and the page says that it stopped."""
    unfinished = folder / f".{FILE}.{os.getpid()}"
    with suppress(OSError):
        unfinished.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(folder / FILE)


def _told(found: Verification) -> dict[str, Any]:
    findings = [{"where": each.where, **_message(each.message)} for each in found.findings]
    return {"entries": found.entries, "rows": found.rows, "head": found.head, "findings": findings}


def _message(message: str) -> dict[str, Any]:
    if not isinstance(message, Said):
        return {"template": message, "parts": {}}
    parts = {name: part if isinstance(part, int) else str(part) for name, part in message.parts.items()}
    return {"template": message.template, "parts": parts}


def _read(told: Mapping[str, Any], *, running: bool) -> Verified:
    found = told.get("found")
    moments = {
        name: datetime.fromisoformat(told[name]) if told.get(name) else None for name in ("finished_at", "recorded_at")
    }
    return Verified(
        running=running,
        started_at=datetime.fromisoformat(told["started_at"]),
        head=told["head"],
        done=told["done"],
        total=told["total"],
        found=None if found is None else _found(found),
        number=told.get("number", 0),
        **moments,
    )


def _found(told: Mapping[str, Any]) -> Verification:
    findings = tuple(Finding(where=each["where"], message=_said(each)) for each in told["findings"])
    return Verification(entries=told["entries"], rows=told["rows"], head=told["head"], findings=findings)


def _said(told: Mapping[str, Any]) -> str:
    template: str = told["template"]
    return say_again(template, told["parts"]) if told["parts"] else template
