"""The table of cases as it stands in ``docs/status.md``; run as a program, it puts it there anew."""

import csv
from itertools import groupby
from pathlib import Path

from status_cases import TABLE

DOCS = Path(__file__).resolve().parents[1] / "docs" / "status.md"
BEGIN, END = "<!-- cases -->\n", "<!-- end of cases -->\n"
_SIGNS = {"at-least": "≥", "at-most": "≤", "above": ">", "below": "<", "equals": "=", "about": "≈"}


def table() -> str:
    """Every case as a row, under its group."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    parts = []
    for group, found in groupby(rows, key=lambda row: row["group"]):
        parts.append(f"\n### {group[0].upper()}{group[1:]}\n")
        parts.append("| case | promised | start | figures | on | status | reason | asked | share | chance |")
        parts.append("|---|---|---|---|---|---|---|---|---|---|")
        parts += [_row(row) for row in found]
    return "\n".join(parts) + "\n"


def _row(row: dict[str, str]) -> str:
    promised = f"{_SIGNS[row['relation']]} {row['bound']}" + (f" by {row['term']}" if row["term"] else ", no term")
    promised += f" ({row['options']})" if row["options"] else ""
    start = " on ".join(filter(None, (row["start"] or ("?" if row["start_on"] else ""), row["start_on"])))
    cells = (row["case"], promised, start, row["figures"], row["as_of"], f"**{row['status']}**", row["reason"])
    return "| " + " | ".join((*cells, row["required"], row["share"], row["chance"])) + " |"


if __name__ == "__main__":
    text = DOCS.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    DOCS.write_text(before + BEGIN + table() + END + rest.split(END)[1], encoding="utf-8")
