"""What loading a folder may change of what targets state: nothing without the revision that says so."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from wijkpeil.errors import Fault, say
from wijkpeil.model.ledger import Target
from wijkpeil.model.programme import Programme
from wijkpeil.model.statement import Statement, TargetRevision, differs
from wijkpeil.workflows.revised import earlier_statements

TARGETS, REVISIONS = "ledger/targets.csv", "ledger/target_revisions.csv"


def changed_statements(held: Programme, wanted: Programme) -> tuple[str, ...]:
    """Return the ids of the targets whose past or present a folder tells otherwise than the workspace does.

    What the workspace holds must be what the folder tells up to there: every earlier statement, and then the one that
    holds, be it as the target itself or as what its next revision replaced. A target that only one of them has is none.
    """
    before = {one.id: one for one in held.ledger.targets}
    earlier, told = earlier_statements(held.ledger), earlier_statements(wanted.ledger)
    return tuple(
        one.id
        for one in wanted.ledger.targets
        if one.id in before
        and not _continues(
            [*earlier.get(one.id, ()), before[one.id]],
            [*told.get(one.id, ()), one],
        )
    )


def _continues(held: list[TargetRevision | Target], told: list[TargetRevision | Target]) -> bool:
    if len(told) < len(held):
        return False
    return not any(_tells_otherwise(one, other) for one, other in zip(held, told, strict=False))


def _tells_otherwise(held: Statement, told: Statement) -> bool:
    both = isinstance(held, TargetRevision) and isinstance(told, TargetRevision)
    # The day of a decision is a part of what is told of the past; its reason and reference may be told better.
    return differs(held, told) or (both and held.decided_on != told.decided_on)  # type: ignore[attr-defined]


def unsaid(folder: Path, held: Programme, wanted: Programme) -> Iterator[Fault]:
    """Yield a fault for each target that a folder changes without a revision that says so, at its line."""
    earlier, told = earlier_statements(held.ledger), earlier_statements(wanted.ledger)
    remedy = say(
        "Where it was decided, add a row to {file} with what the workspace holds as the statement until then. Where a "
        'fault in typing is corrected, load with --correction "what was typed wrongly".',
        file=REVISIONS,
    )
    for own in changed_statements(held, wanted):
        before, after = earlier.get(own, ()), told.get(own, ())
        if len(after) < len(before):
            message = say(
                "The workspace holds {count} earlier statements of {target}, and the folder {fewer}.",
                count=len(before),
                target=own,
                fewer=len(after),
            )
            yield _fault(folder, TARGETS, own, message, remedy)
            continue
        if len(after) == len(before) and not any(map(_tells_otherwise, before, after)):
            message = say(
                "{target} states something else than the workspace holds, and no revision says so.", target=own
            )
            yield _fault(folder, TARGETS, own, message, remedy)
            continue
        wrong = next((b for a, b in zip(before, after, strict=False) if _tells_otherwise(a, b)), None)
        message = say("This is not what {target} stated in the workspace until then.", target=own)
        yield _fault(folder, REVISIONS, (wrong or after[len(before)]).id, message, remedy)


def _fault(folder: Path, file: str, own: str, message: str, remedy: str) -> Fault:
    return Fault(file=file, line=_line_of(folder / file, own), key="id", message=message, remedy=remedy)


def _line_of(path: Path, own: str) -> int | None:
    """Return the line on which the row of an id begins; None where it cannot be found."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        heads = next(reader, [])
        begins = reader.line_num + 1
        for row in reader:
            if "id" in heads and row[heads.index("id") : heads.index("id") + 1] == [own]:
                return begins
            begins = reader.line_num + 1
    return None
