"""Processes of their own for commands and scripts, without the second that each would take to import everything.

A process that has imported what needs no settings waits, and divides itself for each call; what comes of it gets the
environment, the arguments and the streams of the call, sets Django up for itself, and ends as a process does. That a
command starts from nothing as well is what ``unit/cli/test_process.py`` and the tests of sites show.
"""

import atexit
import importlib
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

COMMAND = "import sys; from wijkpeil.cli import main; sys.argv[0] = 'wijkpeil'; main()"
"""The script that is the command ``wijkpeil``."""
# The slow ones; none of them looks at the environment for what the site is to be.
BEFOREHAND = (
    *("argon2", "cryptography.fernet", "cryptography.hazmat.primitives.ciphers.aead", "duckdb", "psycopg", "pyarrow"),
    *("pyarrow.parquet", "requests", "rich.table", "rich.progress", "rich.markdown", "shapely", "yaml", "zipfile"),
    *("django.core.management", "django.db.migrations.executor", "django.db.models", "django.forms", "django.template"),
    *("wijkpeil.cli.app", "wijkpeil.figures.engine", "wijkpeil.figures.store", "wijkpeil.workflows.signal"),
)
_waiting: "list[subprocess.Popen[str]]" = []


def run(
    script: str, *arguments: object, env: dict[str, str], given: str = "", cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a script in a process of its own, with this environment and ``given`` to read; return what came of it."""
    if not _waiting or _waiting[0].poll() is not None:
        _waiting[:] = [_start()]
    told = list(map(str, arguments))
    with tempfile.TemporaryDirectory(prefix="wijkpeil-fork-") as folder:
        streams = [str(Path(folder) / name) for name in ("in", "out", "err")]
        Path(streams[0]).write_text(given, encoding="utf-8")
        asked = {"script": script, "arguments": told, "env": env, "cwd": str(cwd or Path.cwd()), "streams": streams}
        assert _waiting[0].stdin is not None
        assert _waiting[0].stdout is not None
        _waiting[0].stdin.write(json.dumps(asked) + "\n")
        _waiting[0].stdin.flush()
        code = int(_waiting[0].stdout.readline())
        out, err = (Path(each).read_text(encoding="utf-8") for each in streams[1:])
    return subprocess.CompletedProcess(told, code, out, err)


def _start() -> "subprocess.Popen[str]":
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("WIJKPEIL", "DJANGO"))}
    process = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=mine
    )
    atexit.register(_stop, process)
    return process


def _stop(process: "subprocess.Popen[str]") -> None:
    """Let it end: nothing more will be asked."""
    process.communicate()


def _divided() -> Any:
    """Wait for calls, and divide for each; return what is asked, in the process that is to do it."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            return json.loads(line)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    return None


def _become(asked: Any) -> None:
    """Take the environment, the arguments and the streams of a call."""
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    flags = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT)
    for number, (path, flag) in enumerate(zip(asked["streams"], flags, strict=True)):
        opened = os.open(path, flag, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    # The one that there was has read ahead.
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
    sys.path[0] = ""
    sys.argv = ["-c", *asked["arguments"]]


if __name__ == "__main__":
    for name in BEFOREHAND:
        importlib.import_module(name)
    wanted = _divided()
    if wanted is not None:
        _become(wanted)
        exec(compile(wanted["script"], "<string>", "exec"), {"__name__": "__main__"})
