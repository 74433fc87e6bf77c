"""Whether what is stored lies on a disk that encrypts, as far as Linux tells. Imports no Django."""

from __future__ import annotations

import os
from pathlib import Path

BLOCKS = Path("/sys/dev/block")


def encrypted(path: Path, blocks: Path = BLOCKS) -> bool | None:
    """Say whether the device under ``path`` is one of dm-crypt, or lies on one; None where that cannot be seen."""
    try:
        number = path.stat().st_dev
    except OSError:
        return None
    device = blocks / f"{os.major(number)}:{os.minor(number)}"
    return _crypt(device) if device.exists() else None


def _crypt(device: Path) -> bool:
    try:
        if (device / "dm" / "uuid").read_text(encoding="ascii").startswith("CRYPT-"):
            return True
    except OSError:
        pass
    below = sorted((device / "slaves").glob("*"))
    return bool(below) and all(map(_crypt, below))
