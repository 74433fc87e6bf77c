"""Programme folder to model and back: the only schema of those files."""

from wijkpeil.loading.files import definition_files
from wijkpeil.loading.hashing import definitions_hash, release_checksum
from wijkpeil.loading.reading import (
    CheckResult,
    check_folder,
    read_definitions,
    read_figures,
    read_ledger,
    read_programme,
)
from wijkpeil.loading.reference import field_docs, json_schemas
from wijkpeil.loading.writing import format_definitions, write_figures, write_ledger, write_programme

__all__ = [
    "CheckResult",
    "check_folder",
    "definition_files",
    "definitions_hash",
    "field_docs",
    "format_definitions",
    "json_schemas",
    "read_definitions",
    "read_figures",
    "read_ledger",
    "read_programme",
    "release_checksum",
    "write_figures",
    "write_ledger",
    "write_programme",
]
