"""The socket that the process of keys listens on, and who may come to it. Imports no Django."""

from __future__ import annotations

import contextlib
import grp
import os
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from wijkpeil.errors import WrongUse
from wijkpeil.ledger.keys.serving import Credentials
from wijkpeil.ledger.secret import SOCKET

MODE = 0o660
LONGEST_PATH = 107
HANDED_OVER = 3
"""Number of the first file that systemd hands over."""


@contextlib.contextmanager
def listening(path: Path | None, group: str = "") -> Iterator[tuple[socket.socket, Path]]:
    """Give a socket that listens, and its place: the one that systemd hands over, else a new one at ``path``.

    Only its owner and the group can reach it. A new one is gone afterwards.

    Raises:
        WrongUse: there is no place for it, another listens there, something else is there, or the group is not known.
    """
    handed = _handed_over()
    if handed is not None:
        yield handed, Path(handed.getsockname())
        return
    if path is None:
        raise WrongUse(f"There is no place for the socket. Give --socket, or set {SOCKET}.")
    made = _made(path, _number_of(group) if group else -1)
    try:
        yield made, path
    finally:
        made.close()
        path.unlink(missing_ok=True)


def admission(path: Path) -> Callable[[Credentials], bool]:
    """Return who may ask: this process's own user, root, and whoever has the group of the socket as their own."""
    group, own = path.stat().st_gid, os.geteuid()
    return lambda who: who.uid in (own, 0) or who.gid == group


def _handed_over() -> socket.socket | None:
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or os.environ.get("LISTEN_FDS") != "1":
        return None
    found = socket.socket(fileno=HANDED_OVER)
    if found.family != socket.AF_UNIX or not isinstance(found.getsockname(), str):
        raise WrongUse("What systemd hands over is no Unix socket with a path. Give ListenStream= a path.")
    return found


def _made(path: Path, group: int) -> socket.socket:
    if len(os.fsencode(path)) > LONGEST_PATH:
        raise WrongUse(f"{path} is too long for a socket: {LONGEST_PATH} bytes at most. Give a shorter one.")
    _clear(path)
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # Nobody can reach it before it is of the right group and mode.
    before = os.umask(0o777)
    try:
        made.bind(str(path))
        if group >= 0:
            os.chown(path, -1, group)
        path.chmod(MODE)
        made.listen(64)
    except OSError as error:
        made.close()
        raise WrongUse(f"The socket {path} cannot be made: {error.strerror}. Give a folder of this user.") from None
    finally:
        os.umask(before)
    return made


def _clear(path: Path) -> None:
    """Remove the socket of a process that is gone."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return
    if not stat.S_ISSOCK(mode):
        raise WrongUse(f"{path} is there, and is no socket. Give another place.")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
            return
        except OSError as error:
            raise WrongUse(f"The socket {path} is another's: {error.strerror}. Give another place.") from None
    raise WrongUse(f"A process answers on {path} already. Stop it first, or give another place.")


def _number_of(group: str) -> int:
    try:
        return grp.getgrnam(group).gr_gid
    except KeyError:
        raise WrongUse(f"There is no group {group} on this machine. Give the group of the site's user.") from None
