"""Reading one index by itself, apart from any programme."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wijkpeil.errors import Fault, FaultsFound
from wijkpeil.loading.content import read_content
from wijkpeil.loading.kinds import all_kinds
from wijkpeil.loading.nodes import has_errors
from wijkpeil.loading.rules import broken_rules
from wijkpeil.model.index import Index


def check_index(name: str, data: bytes) -> tuple[Index | None, tuple[Fault, ...]]:
    """Read an index from the bytes of its file; return it, or None where there are errors, with all faults.

    What only a programme can tell, such as whether an indicator is there, is left to where the figures are.
    """
    path = f"indices/{Path(name).name}"
    content, faults = read_content({path: data}, ("definitions",))
    content.unread |= {kind.name for kind in all_kinds() if kind.name != "indices"}
    found = [replace(fault, file=name) for fault in (*faults, *broken_rules(content))]
    ordered = tuple(sorted(set(found), key=lambda fault: (fault.line or 0, fault.key, fault.message)))
    index: Index | None = None if has_errors(ordered) else next(iter(content.records("indices")), None)
    return index, ordered


def read_index(path: Path) -> Index:
    """Read an index from its file.

    Raises:
        FaultsFound: with every error in it.
        OSError: the file cannot be read.
    """
    index, faults = check_index(str(path), path.read_bytes())
    if index is None:
        raise FaultsFound([fault for fault in faults if fault.severity == "error"])
    return index
