"""The query engine: DuckDB in the process, over Parquet files in one folder, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

THREADS = 2
MEMORY = "512MB"


@contextmanager
def connected(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection of its own that can read ``folder`` alone: no database file, no extension, no network.

    A connection lives as long as one question: it is cheap to open, and one that outlives a fork of the process would
    have lost its threads.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": str(THREADS),
        "memory_limit": MEMORY,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "temp_directory": "",
    }
    connection = duckdb.connect(":memory:", config=config)
    try:
        connection.execute(f"SET allowed_directories = [{_quoted(str(folder.resolve()))}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    finally:
        connection.close()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
