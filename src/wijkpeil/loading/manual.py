"""The page and the schemas that describe the files, as texts: made from the model, so that they cannot drift."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from wijkpeil.loading.kinds import FileKind, all_kinds
from wijkpeil.loading.reference import FieldDoc, field_docs, json_schemas, record_doc

_INTRODUCTION = """\
# The files of a programme folder

*This page is made from the records of `wijkpeil.model` by `python -m wijkpeil.loading`; do not edit it by hand.*

A programme folder holds three kinds of information: **definitions** (what is measured and how), **figures** (what was
measured, in releases that never change) and the **ledger** (what was agreed). `wijkpeil check FOLDER` reports all that
is wrong with them, each fault with its file, line, key, reason and remedy.

## How files are written

- Every file is UTF-8 without a byte order mark, with line feeds (LF).
- An **id** is letters without accents, digits, `-` and `_`. Other files name a record by its id.
- A **number** is written with a point before its decimals and keeps the digits it is written with: `6.0` is not `6`.
- A **date** is `2007-12-31`; **true** and **false** are in small letters; **lines** of the main source are `1606` or
  `26-27; 228`.
- A **text** stands in both languages: in YAML as `nl:` and `en:` below its key, in a CSV file in two columns, such as
  `name_nl` and `name_en`.
- In a **CSV file** the cells are separated by commas, the first row names the columns, and a list stands in one cell
  with `; ` between its parts. An empty cell is nothing: the default where there is one, never zero. A column that no
  row needs may be left out.
- In a **YAML file** each value is read as the text that stands there; quote a text that is empty or holds `: ` or ` #`.
  Tags are not read. Begin a file with `# yaml-language-server: $schema=PATH/indicators.schema.json`, and an editor
  completes and checks it. The schemas are in [`schemas/`](../schemas); `wijkpeil schemas FOLDER` writes them.
- `wijkpeil dump` writes the ledger and the figures with all columns, in the order below; the definition files are kept
  byte for byte.
"""
_FORMS = {
    "record": "YAML, one record",
    "records": "YAML, a list of records",
    "rows": "CSV, a record per row",
}


def published_files() -> dict[str, str]:
    """Return the page and the schemas, as path in the project to text."""
    schemas = {
        f"schemas/{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in json_schemas().items()
    }
    return {"docs/files.md": files_page(), **schemas}


def files_page() -> str:
    """Return the reference of every file and field as Markdown."""
    docs = {file: list(fields) for file, fields in groupby(field_docs(), key=lambda doc: doc.file)}
    parts = [_INTRODUCTION, "## The files\n\n" + "\n".join(_overview()) + "\n"]
    for kind in all_kinds():
        parts.append(_section(f"`{kind.path}`", record_doc(kind.record), docs.pop(kind.path)))
    parts.append("## Records inside the YAML files\n")
    for name, fields in docs.items():
        parts.append(_section(name, _inner_doc(name), fields, level="###"))
    return "\n".join(parts)


def _overview() -> Iterator[str]:
    yield "| file | holds | form | must be there |"
    yield "|---|---|---|---|"
    for kind in all_kinds():
        anchor = "".join(sign for sign in kind.path.lower() if sign.isalnum() or sign in "-_")
        needed = "yes" if kind.required else ""
        yield f"| [`{kind.path}`](#{anchor}) | {kind.home} | {_FORMS[kind.form]}{_naming(kind)} | {needed} |"


def _naming(kind: FileKind) -> str:
    return "; `*` is its id" if kind.form == "record" and "*" in kind.path else ""


def _section(title: str, said: str, fields: list[FieldDoc], level: str = "##") -> str:
    rows = "\n".join(_row(field) for field in fields)
    head = "| name | value | must be there | meaning |\n|---|---|---|---|"
    return f"{level} {title}\n\n{_markdown(said)}\n\n{head}\n{rows}\n"


def _row(field: FieldDoc) -> str:
    needed = "yes" if field.required else (f"no: `{field.default}`" if field.default else "no")
    return f"| `{field.name}` | {field.type} | {needed} | {_markdown(field.description)} |"


def _inner_doc(name: str) -> str:
    return next(doc.record_description for doc in field_docs() if doc.file == name)


def _markdown(text: str) -> str:
    return " ".join(text.replace("``", "`").replace("|", "\\|").split())
