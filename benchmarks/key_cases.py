"""What it costs to ask the process of keys, beside the same with the keys in hand."""

from __future__ import annotations

import atexit
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from cases import Case

from wijkpeil.ledger.keys.asked import Asked
from wijkpeil.ledger.keys.held import Held, Keys

KEY = "benchmark-" + "0123456789abcdef" * 3
TIMES = 1_000
SESSION = b"x" * 400
"""As long as the session of somebody who signed in."""


@cache
def asked() -> Asked:
    """Start the process, which is gone when the run ends."""
    folder = Path(tempfile.mkdtemp(prefix="wijkpeil-keys-"))
    command = [sys.executable, "-c", "from wijkpeil.cli import main; main()", "keys", "--socket", str(folder / "s")]
    process = subprocess.Popen(command, env={"WIJKPEIL_SECRET_KEY": KEY}, stderr=subprocess.PIPE, text=True)
    atexit.register(process.terminate)
    assert process.stderr is not None
    said = process.stderr.readline()
    assert "held on" in said, said
    return Asked(str(folder / "s"))


def _signatures(of: Keys) -> Callable[[], object]:
    return lambda: [of.macs("session", SESSION) for _ in range(TIMES)]


KEY_CASES = (
    Case(
        name="a thousand signatures of the process of keys",
        prepare=lambda: _signatures(asked()),
        against=lambda: _signatures(Held([KEY])),
    ),
)
