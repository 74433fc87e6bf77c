"""What the state of an account, a token, a role or a record takes away: a second table, after that of the roles.

Rules look at what holds; here stands what does. The tests put a workspace into each state and try each column.
"""

from __future__ import annotations

from wijkpeil.model.base import record

PERSON = ("is let in on pages", "reads the record there", "revises it there", "revises it by a token")
"""What is tried of someone who keeps a record that its partner keeps to itself, by the column's words."""
RECORD = ("read", "history", "add", "revise", "remove", "restore", "undo")
"""What is tried of a record by someone who may do everything to it."""


@record
class State:
    """A state, and what is left in it."""

    id: str
    """Name of the state, for the tests."""
    words: str
    """What it is."""
    left: tuple[bool, ...]
    """What can still be done, column by column."""


PERSON_STATES = (
    State(id="active", words="all is as it should be", left=(True, True, True, True)),
    State(id="invited", words="the account is invited, and the invitation not taken up", left=(False,) * 4),
    State(id="suspended", words="the account is suspended", left=(False,) * 4),
    State(id="resumed", words="the account was suspended and is resumed", left=(True,) * 4),
    State(id="erased", words="the account is erased", left=(False,) * 4),
    State(id="withdrawn", words="the role is withdrawn", left=(True, False, False, False)),
    State(id="other-programme", words="the role is of another programme", left=(True, False, False, False)),
    State(id="revoked", words="the token is revoked", left=(True, True, True, False)),
    State(id="expired", words="the last day of the token is over", left=(True, True, True, False)),
    State(id="narrow", words="the token has the scope to read alone", left=(True, True, True, False)),
)
"""States of who acts."""
RECORD_STATES = (
    State(id="current", words="the record stands", left=(True, True, False, True, True, True, True)),
    State(id="removed", words="the record is removed", left=(False, True, True, False, False, True, True)),
    State(id="never", words="there never was one", left=(False, False, True, False, False, False, False)),
)
"""States of what is acted upon."""


def states_document() -> str:
    """Return the part of the document that says what states take away, in Markdown."""
    return "\n".join(
        (
            "## What a state takes away\n",
            "Roles do not expire: they are withdrawn. A write looks once more whether the account, the token and the "
            "role still hold at the moment at which it is written.\n",
            "Of someone who keeps a record that their partner keeps to itself:\n",
            _table("state", PERSON, PERSON_STATES),
            "Of a record, by someone who may do everything to it; what was done last can be undone until somebody "
            "writes it again:\n",
            _table("state", RECORD, RECORD_STATES),
        )
    )


def _table(head: str, columns: tuple[str, ...], states: tuple[State, ...]) -> str:
    lines = [f"| {head} | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {each.words} | {' | '.join('yes' if left else '–' for left in each.left)} |" for each in states]
    return "\n".join(lines) + "\n"
