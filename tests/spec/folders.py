"""Bad programme folders: the minimal one, with what each kind of error changes in it."""

import json
import shutil
from pathlib import Path

SPEC = Path(__file__).resolve().parent
MINIMAL = SPEC / "minimal"
BAD = SPEC / "bad_folders"
OWN = {"change.json", "expected.json"}


def kinds() -> list[str]:
    """The kinds of error, each the name of a folder: a rule's or fault's own name, ``--`` and a variant."""
    return sorted(path.name for path in BAD.iterdir() if path.is_dir())


def copy_minimal(place: Path) -> Path:
    """Copy the minimal programme into ``place``."""
    return Path(shutil.copytree(MINIMAL, place / "minimal"))


def bad_folder(kind: str, place: Path) -> Path:
    """Make the bad folder of one kind in ``place``."""
    folder = copy_minimal(place)
    spoil(kind, folder)
    return folder


def spoil(kind: str, folder: Path) -> None:
    """Plant the faults of one kind in a folder: the changes of ``change.json``, and the other files as they are."""
    source = BAD / kind
    if (source / "change.json").exists():
        for change in json.loads((source / "change.json").read_text(encoding="utf-8")):
            _change(folder / change["file"], change)
    for path in source.rglob("*"):
        if path.is_file() and path.name not in OWN:
            shutil.copyfile(path, folder / path.relative_to(source))


def _change(path: Path, change: dict[str, str]) -> None:
    if change.get("remove"):
        path.unlink()
    elif "write" in change:
        path.write_text(change["write"], encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
        assert change["replace"] in text, f"{change['replace']!r} is not in {path.name}"
        path.write_text(text.replace(change["replace"], change["with"]), encoding="utf-8")


def expected(kind: str) -> list[dict[str, object]]:
    """The faults that a kind of error must give."""
    found: list[dict[str, object]] = json.loads((BAD / kind / "expected.json").read_text(encoding="utf-8"))
    return found
