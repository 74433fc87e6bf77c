"""Which statement of a target holds on a day, and which it had before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from wijkpeil.model.ledger import Ambition, Target
from wijkpeil.model.programme import Ledger
from wijkpeil.model.statement import TargetRevision

Earlier = Mapping[str, tuple[TargetRevision, ...]]
"""The earlier statements of each target that was revised, the original first."""


def earlier_statements(ledger: Ledger) -> Earlier:
    """Give the earlier statements of each target, by number."""
    found: dict[str, list[TargetRevision]] = {}
    for one in ledger.target_revisions:
        found.setdefault(one.of, []).append(one)
    return {own: tuple(sorted(some, key=lambda one: one.number)) for own, some in found.items()}


def replaced_by(earlier: tuple[TargetRevision, ...], day: date | None) -> tuple[TargetRevision, ...]:
    """Give the statements that a decision up to ``day`` had replaced; all of them where no day is given."""
    return earlier if day is None else tuple(one for one in earlier if one.decided_on <= day)


def stated_on(
    one: Target | Ambition, earlier: tuple[TargetRevision, ...], day: date | None
) -> Target | Ambition | TargetRevision:
    """Give the statement that holds on ``day``: the last one decided by then. From its day on a decision holds."""
    gone = len(replaced_by(earlier, day))
    return earlier[gone] if gone < len(earlier) else one
