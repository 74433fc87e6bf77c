"""A real process of keys for tests, on a socket of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CODE = "from wijkpeil.cli import main; main()"


def environment(**given: str) -> dict[str, str]:
    """The environment of the tests without settings of the site, and what is given."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("WIJKPEIL", "DJANGO"))}
    return {**mine, **given}


def start(socket: Path, *arguments: str, **given: str) -> "subprocess.Popen[str]":
    """Start the process, and wait until it says where it is."""
    command = [sys.executable, "-c", CODE, "keys", "--socket", str(socket), *arguments]
    process = subprocess.Popen(command, env=environment(**given), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = process.stderr.readline()
    assert "The keys are held on" in said, said + process.stderr.read()
    return process


def stop(process: "subprocess.Popen[str]") -> str:
    """Stop it; return what it wrote since it said where it is."""
    process.terminate()
    _nothing, told = process.communicate(timeout=30)
    return told


@contextmanager
def process_of_keys(socket: Path, key: str, *before: str) -> Iterator["subprocess.Popen[str]"]:
    """A process that holds a key and those of before."""
    process = start(socket, WIJKPEIL_SECRET_KEY=key, WIJKPEIL_SECRET_KEY_BEFORE=" ".join(before))
    try:
        yield process
    finally:
        stop(process)
