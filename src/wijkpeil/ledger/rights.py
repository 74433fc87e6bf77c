"""Who may do what: the one place where rights are decided, by pure predicates over role, partner, area and state.

A rule looks at one grant at a time, and an actor may do what any of its grants allows; a grant for one programme counts
for nothing in another. The table of every role and action in ``docs/rights.md`` is made from these rules by
``python -m wijkpeil.ledger.rights_table``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rules.predicates import Predicate, predicate

from wijkpeil.errors import NotAllowed, SoftwareError, say
from wijkpeil.model.base import record
from wijkpeil.model.people import Actor, Grant, Role, Scope

REPORTED = frozenset(
    {
        "facilities",
        "capacities",
        "practices",
        "adoptions",
        "measures",
        "outputs",
        "expectations",
        "stories",
        "handlings",
    }
)
"""Registers in which partners report what they do themselves."""
KEPT = REPORTED | {"themes", "partners", "zones", "hotspots", "area_plans"}
"""Registers that the programme office keeps."""


@record
class Subject:
    """What is acted upon, as far as rights depend on it."""

    programme: str = ""
    """Id of the programme; empty for what belongs to the workspace as a whole."""
    register: str = ""
    """The register, for records."""
    owner: str | None = None
    """Partner that keeps the record; empty: the programme office."""
    visibility: str = "public"
    """Own, named or public."""
    visible_to: frozenset[str] = frozenset()
    """Partners that may see it too, where visibility is ``named``."""
    areas: tuple[frozenset[str], ...] = ()
    """For each area of the record: the area with all that it lies within. Empty: the record is about no area."""
    account: str | None = None
    """The account acted upon."""
    author: str | None = None
    """The account that wrote what is to be undone."""


class _Case(NamedTuple):
    actor: Actor
    grant: Grant


def role(*roles: Role) -> Predicate:
    """Return the predicate that a grant is of one of these roles."""
    return Predicate(lambda case, _subject: case.grant.role in roles, name=" or ".join(roles))


@predicate
def at_the_office(case: _Case, _subject: Subject) -> bool:
    """The grant is held at the programme office."""
    return case.grant.partner is None


@predicate
def for_own_partner(case: _Case, subject: Subject) -> bool:
    """The record is kept by the partner for which the grant is held."""
    return subject.owner == case.grant.partner


@predicate
def within_own_area(case: _Case, subject: Subject) -> bool:
    """Every area of the record lies within that of the grant."""
    area = case.grant.area
    return area is None or (bool(subject.areas) and all(area in chain for chain in subject.areas))


@predicate
def is_shown(case: _Case, subject: Subject) -> bool:
    """The record is public, or kept from others than those for whom the grant is held."""
    if subject.visibility == "public" or subject.owner == case.grant.partner:
        return True
    return subject.visibility == "named" and case.grant.partner in subject.visible_to


@predicate
def is_reported(_case: _Case, subject: Subject) -> bool:
    """The register is one in which partners report."""
    return subject.register in REPORTED


@predicate
def is_kept(_case: _Case, subject: Subject) -> bool:
    """The register is one that the programme office keeps."""
    return subject.register in KEPT


@predicate
def is_own_account(case: _Case, subject: Subject) -> bool:
    """The account is the actor's own."""
    return bool(case.actor.id) and subject.account == case.actor.id


@predicate
def in_person(case: _Case, _subject: Subject) -> bool:
    """The actor is a person who signed in, and no token."""
    return case.actor.kind == "person"


@predicate
def is_own_writing(case: _Case, subject: Subject) -> bool:
    """What is to be undone was written by the actor."""
    return bool(case.actor.id) and subject.author == case.actor.id


_anyone = role("reader", "reporter", "decision-maker", "programme-manager", "researcher", "administrator", "auditor")
_manages = role("programme-manager") & is_shown & ((is_kept & at_the_office) | (is_reported & for_own_partner))
_reports = is_reported & for_own_partner
_edits = within_own_area & (_manages | (role("reporter", "decision-maker") & _reports))
_decides = within_own_area & (_manages | (role("decision-maker") & _reports))
_administers = role("administrator") & at_the_office
_keeps_definitions = role("administrator", "researcher") & at_the_office

RULES: Mapping[str, tuple[Scope, Predicate]] = {
    "record_read": ("read", _anyone & (is_shown | (role("auditor") & at_the_office))),
    "record_add": ("write", _edits),
    "record_revise": ("write", _edits),
    "record_restore": ("write", _edits),
    "record_remove": ("write", _decides),
    "record_share": ("write", _decides),
    # What was decided about a target is the programme's, whoever took the decision.
    "target_revise": ("write", role("programme-manager") & at_the_office & within_own_area),
    "target_correct": ("write", role("programme-manager") & at_the_office & within_own_area),
    "entry_undo": ("write", is_own_writing | (role("programme-manager") & at_the_office)),
    "journal_read": ("journal", role("auditor", "administrator") & at_the_office),
    "journal_export": ("journal", role("auditor") & at_the_office),
    "journal_verify": ("journal", role("auditor", "administrator") & at_the_office),
    "programme_load": ("programme", _keeps_definitions),
    # Whoever may not do this loads a folder all the same where it changes no record that they may not write.
    "ledger_load": ("programme", _administers),
    # A dump holds every record, those that partners keep to themselves as well.
    "programme_dump": ("programme", role("administrator", "auditor") & at_the_office),
    "account_list": ("accounts", _administers | (role("auditor") & at_the_office)),
    "account_read": ("accounts", is_own_account | _administers),
    "account_invite": ("accounts", _administers),
    # Who changes the address to which mail goes, or ends the account, is there in person: a key can leak.
    "account_change": ("accounts", (is_own_account & in_person) | _administers),
    "account_suspend": ("accounts", _administers & ~is_own_account),
    "account_erase": ("accounts", (is_own_account & in_person) | _administers),
    "grant_give": ("accounts", _administers),
    "grant_withdraw": ("accounts", _administers),
    "session_revoke": ("accounts", is_own_account | _administers),
    "token_issue": ("accounts", is_own_account & in_person),
    "token_revoke": ("accounts", is_own_account | _administers),
}
"""For each action the scope that a token needs for it, and the rule. ``record_share`` is changing who sees a record;
``record_restore`` is bringing back an earlier revision."""
ACTIONS: tuple[str, ...] = tuple(RULES)
OPEN = frozenset({"record_read"})
"""Actions for which nobody needs a grant where the record is public."""


def granting(actor: Actor, action: str, subject: Subject) -> Grant | None:
    """Return the first of the actor's grants that allows ``action`` on ``subject``; None where none does.

    Raises:
        SoftwareError: there is no rule for the action.
    """
    if action not in RULES:
        raise SoftwareError(f"there is no rule for {action}")
    scope, rule = RULES[action]
    if scope not in actor.scopes or not actor.id:
        return None
    held = actor.within(subject.programme).grants or (_no_role(actor),)
    return next((grant for grant in held if rule(_Case(actor, grant), subject)), None)


def _no_role(actor: Actor) -> Grant:
    """Return what an account without a grant has: the right to its own data, and no partner."""
    return Grant(id="", account=actor.id, role="reader", partner="")


def may(actor: Actor, action: str, subject: Subject | None = None) -> bool:
    """Say whether the actor may do ``action``.

    Raises:
        SoftwareError: there is no rule for the action.
    """
    subject = subject or Subject()
    if action in OPEN and subject.visibility == "public":
        return True
    return granting(actor, action, subject) is not None


def require(actor: Actor, action: str, subject: Subject | None = None) -> Role:
    """Return the role in which the actor may do ``action``.

    Raises:
        NotAllowed: no grant of the actor allows it.
        SoftwareError: there is no rule for the action.
    """
    grant = granting(actor, action, subject or Subject())
    if grant is None:
        raise NotAllowed(action, _why(actor, action))
    return grant.role


def _why(actor: Actor, action: str) -> str:
    scope, _rule = RULES[action]
    if not actor.id:
        return say("Sign in first.")
    if scope not in actor.scopes:
        return say("The token has no scope {scope}. Issue one that has.", scope=repr(scope))
    if not actor.grants:
        return say("The account holds no role. Ask an administrator for one.")
    return say("None of the account's roles allows this here. Ask an administrator, or whoever keeps the record.")
