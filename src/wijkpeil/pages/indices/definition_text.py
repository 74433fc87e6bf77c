"""The definition of an index as the text of its file."""

from __future__ import annotations

from wijkpeil.loading.yaml_text import record_text
from wijkpeil.model.index import Index

YAML = "application/yaml; charset=utf-8"
SIMULATED = "# SIMULATED: of a city that does not exist.\n"


def definition_text(index: Index, *, simulated: bool) -> str:
    """Write an index as ``wijkpeil index check`` reads it."""
    return f"{SIMULATED if simulated else ''}{record_text(index)}"
