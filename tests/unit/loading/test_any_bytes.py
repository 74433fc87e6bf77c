"""Whatever stands in a file, reading it ends in records or in faults, and never in anything else."""

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wijkpeil.errors import FaultsFound
from wijkpeil.loading import check_folder, read_definitions
from wijkpeil.loading.tables import read_try

MINIMAL = Path(__file__).resolve().parents[2] / "spec" / "minimal"
PATHS = sorted(str(path.relative_to(MINIMAL)) for path in MINIMAL.rglob("*") if path.is_file())
PIECES = ["\n", "- ", ": ", ",", ";", '"', "'", "&a ", "*a", "!!x ", "[", "]", "{", "}", "#", "|", ">", "?", "~", "é"]
ALMOST = st.lists(st.sampled_from([*PIECES, "id", "name", "nl", "1", "6.0", "-", "\t", "<<"]), max_size=30).map("".join)


@given(st.sampled_from(PATHS), st.binary(max_size=200))
@example("programme.yaml", b"[" * 5000)
@example("programme.yaml", b"{a: " * 5000)
@example("claims.yaml", b"&a [*a]")
@example("claims.yaml", b"- &a {id: N1, areas: [*a, *a]}\n- *a\n")
@example("areas.csv", b'"' + b"x" * 200_000)
@example("areas.csv", b"id,id\n")
@example("memberships.csv", b"child,parent\n,\n")
def test_bytes_at_random(path: str, data: bytes) -> None:
    reads_or_faults(path, data)


@given(st.sampled_from(PATHS), ALMOST)
def test_signs_of_the_notation_at_random(path: str, text: str) -> None:
    reads_or_faults(path, text.encode())


@given(st.sampled_from(PATHS), st.data())
def test_a_file_with_a_part_cut_out_or_doubled(path: str, data: st.DataObject) -> None:
    whole = (MINIMAL / path).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    reads_or_faults(path, whole[:start] + whole[end:])
    reads_or_faults(path, whole[:end] + whole[start:])


def reads_or_faults(path: str, data: bytes) -> None:
    """Read the minimal folder with other bytes in one file."""
    with TemporaryDirectory() as place:
        folder = Path(shutil.copytree(MINIMAL, Path(place) / "minimal"))
        (folder / path).write_bytes(data)
        result = check_folder(folder)
        errors = [fault for fault in result.faults if fault.severity == "error"]
        assert (result.programme is None) == bool(errors)
        for fault in result.faults:
            assert fault.message
            assert fault.remedy
            assert fault.line is None or 1 <= fault.line <= data.count(b"\n") + data.count(b"\r") + 100


@given(st.binary(max_size=200) | ALMOST.map(str.encode), st.binary(max_size=100) | ALMOST.map(str.encode))
@example(b"a,b\nx,1\n", b"indicator,negative,positive\nb,1,2\n")
@example(b"", b"")
def test_any_table_with_any_borders(table: bytes, borders: bytes) -> None:
    with TemporaryDirectory() as place:
        (Path(place) / "t.csv").write_bytes(table)
        (Path(place) / "b.csv").write_bytes(borders)
        with suppress(FaultsFound):
            programme = read_try(Path(place) / "t.csv", Path(place) / "b.csv")
            rows = len(programme.definitions.areas) - 1
            assert len(programme.releases[0].observations) == rows * len(programme.definitions.indicators)


def test_a_deep_nest_is_a_fault_and_no_crash() -> None:
    with pytest.raises(FaultsFound):
        read_definitions({"programme.yaml": b"- " * 100_000})
