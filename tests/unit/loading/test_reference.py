"""The published descriptions of the files are those of the model, and say the same as the loader does."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from wijkpeil.loading import field_docs, json_schemas
from wijkpeil.loading.csv_nodes import read_rows
from wijkpeil.loading.fields import Kind, fields_of
from wijkpeil.loading.kinds import all_kinds, kind_of_file
from wijkpeil.loading.manual import published_files
from wijkpeil.loading.rules.references import REFERENCES
from wijkpeil.loading.rules.texts import LINES
from wijkpeil.model.index import DataColumns

PLAIN = {
    "id",
    "code",
    "printed_code",
    "unit",
    "period",
    "publisher",
    "licence",
    "by",
    "formula",
    "unit_printed",
    "streets",
    "counted_by",
    "decision",
    "milestones",
    "note",
    "version",
    "author",
    "reference",
    "missing",
    "node",
    "weight_set",
    "nodes",
    "function",
}
"""Fields that hold a text and name no other record; weights of an index name what stands in the same file."""
COLUMNS = {(DataColumns, name) for name in ("area", "name", "lower", "upper", "leave_out")}
"""Fields that name a column of a table."""


def records() -> set[type]:
    """Every record that a file holds, at any depth."""
    found: set[type] = set()
    pending = [kind.record for kind in all_kinds()]
    while pending:
        record = pending.pop()
        if record not in found:
            found.add(record)
            kinds = [field.kind.inner or field.kind for field in fields_of(record).values()]
            pending += [kind.type for kind in kinds if kind.shape == "record"]
    return found


def test_the_page_and_the_schemas_are_current(project: Path) -> None:
    stale = [
        name
        for name, text in published_files().items()
        if not (project / name).exists() or (project / name).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `python -m wijkpeil.loading`"


def test_no_schema_describes_a_file_that_is_gone(project: Path) -> None:
    there = {str(path.relative_to(project)) for path in (project / "schemas").glob("*.json")}
    assert there <= set(published_files())


def test_every_field_is_described() -> None:
    assert field_docs()
    assert [(doc.file, doc.name) for doc in field_docs() if not doc.description.strip()] == []
    assert [doc.file for doc in field_docs() if not doc.record_description.strip()] == []


def test_every_field_of_every_record_is_on_the_page(project: Path) -> None:
    page = (project / "docs" / "files.md").read_text(encoding="utf-8")
    for record in records():
        for field in fields_of(record).values():
            assert any(f"| `{name}` |" in page for name in (field.name, *field.columns)), (record, field.name)


def test_descriptions_come_from_the_docstrings_of_the_fields() -> None:
    schema = json_schemas()["indicators"]
    assert schema["properties"]["polarity"]["description"] == "Which way is better; declared, never guessed."
    assert schema["$defs"]["Bound"]["properties"]["value"]["description"] == "The value as written or printed."
    assert json_schemas()["areas"]["properties"]["name_nl"]["description"] == "Name as on a page. (Dutch)"


def test_every_schema_is_a_schema() -> None:
    assert set(json_schemas()) == {kind.name for kind in all_kinds()}
    for schema in json_schemas().values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_field_that_holds_an_id_says_what_it_names() -> None:
    silent = []
    for record in records():
        for field in fields_of(record).values():
            kind: Kind = field.kind.inner or field.kind
            text = kind.shape == "scalar" and kind.type is str and field.name not in PLAIN | LINES | {"nl", "en"}
            if text and (record, field.name) not in {*REFERENCES, *COLUMNS}:
                silent.append((record.__name__, field.name))
    assert silent == []


def test_every_reference_is_a_field() -> None:
    for record, name in REFERENCES:
        assert name in fields_of(record), (record, name)


def test_no_field_of_a_table_cannot_be_written_in_a_cell() -> None:
    """An empty cell is the default, so that the default must be what an empty cell can mean."""
    for kind in all_kinds():
        for field in fields_of(kind.record).values() if kind.form == "rows" else ():
            if field.kind.shape == "scalar" and field.kind.type is str and not field.required:
                assert field.default in ("", None), (kind.name, field.name)
            if field.optional and not field.required:
                assert field.default is None, (kind.name, field.name)


@pytest.fixture(params=["minimal", "rotterdam"])
def folder(request: pytest.FixtureRequest, project: Path, rotterdam: Path) -> Path:
    """Each folder whose files an editor would check with the schemas."""
    return project / "tests" / "spec" / "minimal" if request.param == "minimal" else rotterdam


def test_an_editor_finds_no_fault_where_the_loader_finds_none(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        kind = kind_of_file(path.relative_to(folder).as_posix())
        if kind is None:
            continue
        text = path.read_text(encoding="utf-8")
        values = as_rows(text) if kind.form == "rows" else [as_json(yaml.safe_load(text))]
        validator = jsonschema.Draft202012Validator(json_schemas()[kind.name])
        for value in values:
            found = [f"{path.name}: {error.json_path}: {error.message}" for error in validator.iter_errors(value)]
            assert found == []


def as_rows(text: str) -> list[dict[str, str]]:
    """The rows of a table as texts by column."""
    rows, _ = read_rows("", text)
    return [dict(zip(rows[0][1], cells, strict=True)) for _, cells in rows[1:]]


def as_json(value: Any) -> Any:
    """What an editor sees: YAML's dates as texts."""
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("indicators", {"polarity": "up"}),
        ("indicators", {"polaritty": "high-is-better"}),
        ("indicators", {"decimals": "one"}),
        ("indicators", {"border": {"negative": {"value": "x"}, "positive": {}}}),
        ("indicators", {"name": {"nl": "alleen"}}),
    ],
)
def test_an_editor_finds_what_the_loader_finds(name: str, changes: dict[str, Any], project: Path) -> None:
    path = project / "tests" / "spec" / "minimal" / "indicators" / "safety.yaml"
    value = {**as_json(yaml.safe_load(path.read_text(encoding="utf-8"))), **changes}
    validator = jsonschema.Draft202012Validator(json_schemas()[name])
    assert list(validator.iter_errors(value))
