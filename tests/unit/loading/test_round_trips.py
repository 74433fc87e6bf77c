"""What is written is read back the same: single values, records, programmes, and the bytes of a folder."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_strategies import SCALARS, programmes, records

from wijkpeil.errors import FaultsFound, SoftwareError
from wijkpeil.loading import (
    definition_files,
    format_definitions,
    read_definitions,
    read_figures,
    read_ledger,
    read_programme,
    write_figures,
    write_ledger,
    write_programme,
)
from wijkpeil.loading.building import build
from wijkpeil.loading.csv_nodes import read_table
from wijkpeil.loading.csv_text import table_text
from wijkpeil.loading.kinds import FileKind, all_kinds, kind_of_file
from wijkpeil.loading.nodes import Raw
from wijkpeil.loading.scalars import NotThat, parse, render
from wijkpeil.loading.yaml_nodes import read_yaml
from wijkpeil.loading.yaml_text import record_text
from wijkpeil.model.base import Text
from wijkpeil.model.indicators import Border, Bound
from wijkpeil.model.ledger import Pillar
from wijkpeil.model.programme import Ledger

TABLES = [kind for kind in all_kinds() if kind.form == "rows"]
TREES = [kind for kind in all_kinds() if kind.form != "rows"]


@given(st.data(), st.sampled_from([kind for kind in SCALARS if kind is not str]))
def test_a_value_is_read_as_it_was_written(data: st.DataObject, kind: type) -> None:
    value = data.draw(SCALARS[kind])
    read = parse(kind, render(value))
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("digits", ["6.0", "-0.44", "0", "-0.0", "507179000", "1250000.50", "0.10"])
def test_a_number_keeps_the_digits_it_is_written_with(digits: str) -> None:
    assert render(parse(Decimal, digits)) == digits


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (int, "5.0"),
        (int, "1_000"),
        (int, "٣"),
        (int, "9" * 5000),
        (Decimal, "NaN"),
        (Decimal, "Infinity"),
        (Decimal, "1e5"),
        (Decimal, "1.234,5"),
        (Decimal, "1 000"),
        (Decimal, ""),
        (float, "-inf"),
        (bool, "True"),
        (bool, "1"),
        (date, "2007"),
        (date, "1654646400"),
        (date, "2007-02-30"),
        (date, "20070101"),
    ],
)
def test_what_could_be_taken_otherwise_is_refused(kind: type, text: str) -> None:
    with pytest.raises(NotThat):
        parse(kind, text)


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.name)
@given(st.data())
@settings(max_examples=10)
def test_any_records_survive_a_table(kind: FileKind, data: st.DataObject) -> None:
    made = data.draw(st.lists(records(kind.record, table=True), max_size=3))
    raws, faults, complete = read_table(kind.path, table_text(kind.record, made), kind.record)
    assert (faults, complete) == ([], True)
    built = [build(raw) for raw in raws]
    assert [fault for _, found in built for fault in found] == []
    assert [entry.record for entry, _ in built] == made


@pytest.mark.parametrize("kind", TREES, ids=lambda kind: kind.name)
@given(st.data())
@settings(max_examples=10)
def test_any_record_survives_yaml(kind: FileKind, data: st.DataObject) -> None:
    made = data.draw(records(kind.record, table=False))
    root, faults = read_yaml(kind.path, record_text(made))
    assert faults == []
    assert root is not None
    entry, faults = build(Raw(kind.path, kind.record, root))
    assert faults == []
    assert entry.record == made


def test_a_record_of_defaults_alone_survives_yaml() -> None:
    made = Border(negative=Bound(), positive=Bound(value=Decimal(1)))
    text = record_text(made)
    assert text.splitlines()[0] == "negative: {}"
    root, faults = read_yaml("border.yaml", text)
    assert root is not None
    entry, more = build(Raw("border.yaml", Border, root))
    assert (faults + more, entry.record) == ([], made)


@given(programmes())
@settings(max_examples=25)
def test_any_programme_is_read_as_it_was_written_and_written_as_it_was_read(programme: Any) -> None:
    with TemporaryDirectory() as place:
        first, second = Path(place) / "first", Path(place) / "second"
        write_programme(programme, format_definitions(programme.definitions), first)
        read = read_programme(first)
        assert read == programme
        write_programme(read, definition_files(first), second)
        assert read_programme(second) == programme
        assert contents(second) == contents(first)


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of each file in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def minimal(project: Path) -> Path:
    """The minimal programme folder."""
    return project / "tests" / "spec" / "minimal"


@pytest.fixture(params=["minimal", "rotterdam"])
def folder(request: pytest.FixtureRequest, minimal: Path, rotterdam: Path) -> Path:
    """Each folder that is not made at random."""
    chosen = minimal if request.param == "minimal" else rotterdam
    if not (chosen / "programme.yaml").exists():
        pytest.skip(f"{chosen.name} holds no programme")
    return chosen


def test_dumping_loses_nothing_and_then_changes_nothing(folder: Path, tmp_path: Path) -> None:
    programme = read_programme(folder)
    first, second = tmp_path / "first", tmp_path / "second"
    write_programme(programme, definition_files(folder), first)
    assert read_programme(first) == programme
    write_programme(read_programme(first), definition_files(first), second)
    assert contents(second) == contents(first)


def test_dumping_an_unedited_folder_gives_its_bytes_back(rotterdam: Path, tmp_path: Path) -> None:
    if not (rotterdam / "programme.yaml").exists():
        pytest.skip("there is no Rotterdam programme")
    write_programme(read_programme(rotterdam), definition_files(rotterdam), tmp_path)
    written = contents(tmp_path)
    assert {path for path, data in written.items() if data != (rotterdam / path).read_bytes()} == set()
    read = {path for path in contents(rotterdam) if kind_of_file(path) is not None}
    assert read == set(written)


def test_definitions_made_in_memory_are_read_as_they_were(folder: Path) -> None:
    definitions = read_definitions(definition_files(folder))
    again = read_definitions(format_definitions(definitions))
    assert replace(again, hash="") == replace(definitions, hash="")
    assert len(definitions.hash) == 64


def test_the_parts_of_a_folder_are_read_by_themselves(folder: Path) -> None:
    programme = read_programme(folder)
    assert read_definitions(definition_files(folder)) == programme.definitions
    assert read_ledger(folder) == programme.ledger
    assert read_figures(folder) == programme.releases


def test_definitions_leave_ledger_and_figures_out(minimal: Path) -> None:
    paths = list(definition_files(minimal))
    assert paths == sorted(paths)
    assert "programme.yaml" in paths
    assert "indicators/safety.yaml" in paths
    assert not [path for path in paths if path.startswith(("ledger/", "figures/"))]


def test_other_definition_files_than_the_programme_was_read_from_are_not_written(minimal: Path, tmp_path: Path) -> None:
    files = {**definition_files(minimal), "facts.csv": b"id,name_nl,name_en\n"}
    with pytest.raises(SoftwareError):
        write_programme(read_programme(minimal), files, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_emptied_register_leaves_no_file(tmp_path: Path) -> None:
    pillar = Pillar(id="safe", name=Text(nl='Veilig, of: "veilig"', en="Safe"))
    write_ledger(Ledger(pillars=(pillar,)), tmp_path)
    assert read_ledger(tmp_path) == Ledger(pillars=(pillar,))
    write_ledger(Ledger(), tmp_path)
    assert read_ledger(tmp_path) == Ledger()
    assert list((tmp_path / "ledger").iterdir()) == []


def test_figures_are_written_as_they_were_printed(minimal: Path, tmp_path: Path) -> None:
    (released,) = read_figures(minimal)
    write_figures(released, tmp_path)
    assert (tmp_path / "figures" / "first.csv").read_bytes() == (minimal / "figures" / "first.csv").read_bytes()
    assert (tmp_path / "figures" / "first.yaml").read_bytes() == (minimal / "figures" / "first.yaml").read_bytes()


def test_a_part_with_faults_raises_them(minimal: Path) -> None:
    with pytest.raises(FaultsFound) as raised:
        read_definitions({**definition_files(minimal), "facts.csv": b"id\n"})
    assert {fault.key for fault in raised.value.faults} == {"name_nl", "name_en"}
