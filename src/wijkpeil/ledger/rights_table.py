"""Every role against every action, made from the rules: ``python -m wijkpeil.ledger.rights_table`` writes the document.

The same cells are what the tests try through services, API, commands and pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from wijkpeil.ledger import rights
from wijkpeil.ledger.rights import RULES, Subject
from wijkpeil.ledger.rights_states import states_document
from wijkpeil.ledger.rights_words import ACTION_WORDS, HEAD, HOLDER_WORDS, NO_WAY, SUBJECT_WORDS, WAY_WORDS
from wijkpeil.model.base import record
from wijkpeil.model.people import NOBODY, ROLES, Actor, ActorKind, Grant, Role, command_actor

PAGE = Path("docs/rights.md")
OWN, OTHER = "own-partner", "other-partner"
"""Ids that stand for the partner for which a role is held, and for another."""
ME, THEM = "me", "them"
"""Ids that stand for the account of who acts, and for another's."""
AT_THE_OFFICE_ALONE: tuple[Role, ...] = ("administrator", "auditor")
"""Roles that are held at the programme office alone."""
RECORD_ACTIONS = ("record_read", "record_add", "record_revise", "record_restore", "record_remove", "record_share")
AREA_ACTIONS = RECORD_ACTIONS[1:]
"""Actions on records that an area limits: all but reading."""
PLACES = ("office", "partner")
ACCOUNT_ACTIONS = (
    "account_read",
    "account_change",
    "account_suspend",
    "account_erase",
    "session_revoke",
    "token_issue",
    "token_revoke",
)
"""Actions for which it matters whose account it is."""
AREA, ELSEWHERE = "area", "elsewhere"
"""Ids that stand for the area to which a role is limited, and for one that does not lie within it."""


@record
class Holder:
    """Who acts: a role, and where it is held."""

    role: Role | None
    """The role; None: an account without one, a visitor, or whoever holds the machine."""
    place: str
    """``office``, ``partner``, ``no role``, ``visitor`` or ``machine``."""
    limited: bool = False
    """True where the role is held within an area alone."""

    def actor(self, kind: ActorKind = "person") -> Actor:
        """Return the actor that this holder is, in person or by a token."""
        if self.place == "visitor":
            return NOBODY
        if self.place == "machine":
            return command_actor(ME)
        if self.role is None:
            return Actor(id=ME, kind=kind)
        partner, area = OWN if self.place == "partner" else None, AREA if self.limited else None
        return Actor(id=ME, kind=kind, grants=(Grant(id="g", account=ME, role=self.role, partner=partner, area=area),))

    def said(self) -> str:
        """Say who it is."""
        place = HOLDER_WORDS[self.place]
        return ", ".join(filter(None, (self.role, place, "limited to an area" if self.limited else "")))


@record
class Cell:
    """Whether a holder may do an action to a subject."""

    holder: Holder
    action: str
    subject: str
    """Name of what is acted upon, as in ``subjects``."""
    allowed: bool
    """True where the rules allow it to a person."""
    by_token: bool
    """True where they allow it to a token as well."""


def limited_holders() -> tuple[Holder, ...]:
    """Return who can be limited to an area where that makes a difference: the roles that write records."""
    own = {place: Subject(register="facilities", owner=OWN if place == "partner" else None) for place in PLACES}
    return tuple(
        replace(each, limited=True)
        for each in holders()
        if each.place in PLACES and rights.may(each.actor(), "record_revise", own[each.place])
    )


def holders() -> tuple[Holder, ...]:
    """Return everybody who can act; a role everywhere, and not within an area alone."""
    office = [Holder(role=role, place="office") for role in ROLES]
    partner = [Holder(role=role, place="partner") for role in ROLES if role not in AT_THE_OFFICE_ALONE]
    return (*office, *partner, *(Holder(role=None, place=place) for place in ("no role", "visitor", "machine")))


def subjects(action: str, holder: Holder) -> dict[str, Subject]:
    """Return what an action can be done to, by name, where that makes a difference."""
    own = OWN if holder.place == "partner" else None
    if holder.limited:
        inside, outside = frozenset({"inner", AREA}), frozenset({ELSEWHERE})
        places = {"within": (inside,), "across": (inside, outside), "outside": (outside,), "nowhere": ()}
        return {f"own-{name}": Subject(register="facilities", owner=own, areas=areas) for name, areas in places.items()}
    if action in RECORD_ACTIONS:
        return {
            "own": Subject(register="facilities", owner=own),
            "own-office-register": Subject(register="zones", owner=own),
            "other": Subject(register="facilities", owner=OTHER),
            "other-named": Subject(register="facilities", owner=OTHER, visibility="named", visible_to=frozenset({OWN})),
            "other-hidden": Subject(register="facilities", owner=OTHER, visibility="own"),
        }
    if action in ACCOUNT_ACTIONS:
        found = {"own": Subject(account=ME), "other": Subject(account=THEM)}
    elif action == "entry_undo":
        found = {"own": Subject(author=ME), "other": Subject(author=THEM)}
    else:
        return {"any": Subject()}
    # Whoever holds the machine has no account, and keeps no records.
    return {"other": found["other"]} if holder.place == "machine" else found


def cells() -> Iterator[Cell]:
    """Yield every cell of the table."""
    for action in RULES:
        for holder in (*holders(), *(limited_holders() if action in AREA_ACTIONS else ())):
            for name, subject in subjects(action, holder).items():
                yield Cell(
                    holder=holder,
                    action=action,
                    subject=name,
                    allowed=rights.may(holder.actor(), action, subject),
                    by_token=rights.may(holder.actor("token"), action, subject),
                )


def document() -> str:
    """Return the document, in Markdown."""
    found = list(cells())
    parts = [HEAD]
    for action, (scope, _rule) in RULES.items():
        english, dutch = ACTION_WORDS[action]
        parts.append(f"## `{action}`\n\n{english} In Dutch: *{dutch}*. Scope of a token: `{scope}`.\n")
        ways = [f"{WAY_WORDS[way]}: not. {NO_WAY[action, way]}" for way in WAY_WORDS if (action, way) in NO_WAY]
        if ways:
            parts.append("\n".join(ways) + "\n")
        parts.append(_table([cell for cell in found if cell.action == action and not cell.holder.limited]))
        if action in AREA_ACTIONS:
            parts.append(_table([cell for cell in found if cell.action == action and cell.holder.limited]))
    parts.append(states_document())
    return "\n".join(parts)


def _table(found: list[Cell]) -> str:
    names = list(dict.fromkeys(cell.subject for cell in found))
    lines = ["| who | " + " | ".join(SUBJECT_WORDS[name] for name in names) + " |", "|---" * (len(names) + 1) + "|"]
    for holder in dict.fromkeys(cell.holder for cell in found):
        marks = [_mark(next((c for c in found if (c.holder, c.subject) == (holder, name)), None)) for name in names]
        lines.append(f"| {holder.said()} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"


def _mark(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if not cell.allowed:
        return "–"
    return "yes" if cell.by_token else "in person"


if __name__ == "__main__":
    PAGE.write_text(document(), encoding="utf-8")
