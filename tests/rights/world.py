"""A workspace in which every kind of holder stands before every kind of record and account."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from people import ROOT
from small_programmes import both, definitions, programme, small_ledger, write

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import actor_of
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.rights_table import Holder, holders, limited_holders
from wijkpeil.ledger.services import (
    account_invite,
    grant_give,
    programme_load,
    record_add,
    record_revise,
    token_issue,
)
from wijkpeil.ledger.services.accounts import account_activate
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.loading import definitions_hash, format_definitions
from wijkpeil.loading.editing import record_cells
from wijkpeil.model.ledger import Partner
from wijkpeil.model.people import NOBODY, SCOPES, Actor, Grant, Scope, command_actor

SMALL = "small"
HOUSING, POLICE = "housing", "police"
"""The partner for which roles are held, and another."""
AREAS_OF = {"within": "3081", "across": "3081; city", "outside": "city", "nowhere": ""}
"""Areas of records, as they lie to the group ``board``, to which roles are limited."""
KEEPER = Actor(
    id="p-keeper",
    kind="person",
    grants=tuple(
        Grant(id=f"g-{partner}", account="p-keeper", role="programme-manager", partner=partner)
        for partner in (None, HOUSING, POLICE)
    ),
)
"""Who may write everything: only to set things up with."""


@dataclass
class Stand:
    """One holder in the workspace."""

    holder: Holder
    account: Account | None
    token: str
    """The id of the token."""
    key: str
    """The key of a token with every scope; empty for a visitor, and for whoever holds the machine."""

    @property
    def actor(self) -> Actor:
        """The actor in person."""
        if self.holder.place == "machine":
            return command_actor("tester")
        return actor_of(self.account, SMALL) if self.account else NOBODY


@dataclass
class World:
    """All of it."""

    workspace: Path
    folder: Path
    other: Path
    """Folder of a programme that the workspace does not hold."""
    retitled: Path
    """Folder of the programme that it holds, with the records as they stand and another definition."""
    stands: dict[Holder, Stand]
    them: Account
    """Somebody else."""
    their_grant: str
    their_token: str

    def place(self, holder: Holder, subject: str) -> tuple[str, str]:
        """Register and id of the record that a subject of the table is."""
        own = "housing" if holder.place == "partner" else "office"
        return {
            "own": ("facilities", f"f-{own}"),
            "own-office-register": ("zones", f"z-{own}"),
            "other": ("facilities", "f-police"),
            "other-named": ("facilities", "f-police-named"),
            "other-hidden": ("facilities", "f-police-hidden"),
            **{f"own-{where}": ("facilities", f"f-{own}-{where}") for where in AREAS_OF},
        }[subject]

    def record(self, register: str, own: str) -> Any:
        """A record as it stands."""
        return next(each for each in getattr(current_programme(SMALL).ledger, register) if each.id == own)

    def cells(self, register: str, own: str) -> dict[str, str]:
        """The cells of a record as it stands."""
        return record_cells(self.record(register, own))


def facility(owner: str = "", visibility: str = "public", visible_to: str = "", areas: str = "3081") -> dict[str, str]:
    """The cells of a facility or a zone."""
    return {
        "kind": "other",
        "name_nl": "Plein",
        "name_en": "Square",
        "theme": "t1",
        "areas": areas,
        "owner": owner,
        "visibility": visibility,
        "visible_to": visible_to,
    }


def build(workspace: Path) -> World:
    """Load a small programme and put everybody in it."""
    ledger = small_ledger()
    more = tuple(
        Partner(id=each, name=both(each), role=both("Works"), kind="association", lines="2-3")
        for each in (HOUSING, POLICE)
    )
    workspace.mkdir()
    # The database is that of the test; a command looks for the file of a workspace before it starts.
    (workspace / "wijkpeil.sqlite3").touch()
    folder = workspace.parent / "folder"
    ledger = replace(ledger, partners=(*ledger.partners, *more))
    programme_load(write(programme(ledger), folder), ROOT, workspace)
    other = write(programme(ledger, programme="other"), workspace.parent / "other")
    for register, own, *rest in (
        ("facilities", "f-office"),
        ("facilities", "f-housing", HOUSING),
        ("facilities", "f-police", POLICE),
        ("facilities", "f-police-named", POLICE, "named", HOUSING),
        ("facilities", "f-police-hidden", POLICE, "own"),
        ("zones", "z-office"),
        ("zones", "z-housing", HOUSING),
        *(
            ("facilities", f"f-{name}-{where}", owner, "public", "", areas)
            for name, owner in (("office", ""), (HOUSING, HOUSING))
            for where, areas in AREAS_OF.items()
        ),
    ):
        cells = facility(*rest)
        record_add(KEEPER, SMALL, register, own, cells)
        record_revise(KEEPER, SMALL, register, own, {**cells, "name_nl": "Pleintje"}, revision=1)
    person("administrator", None, "spare")
    them, their_grant = person("reader", HOUSING, "them")
    token, _key = token_issue(actor_of(them), "theirs", ["read"], timezone.localdate() + timedelta(days=9))
    stands = {holder: stand(holder) for holder in (*holders(), *limited_holders())}
    renamed = definitions(title="Other title")
    renamed = replace(renamed, hash=definitions_hash(format_definitions(renamed)))
    retitled = write(replace(current_programme(SMALL), definitions=renamed), workspace.parent / "retitled")
    return World(workspace, folder, other, retitled, stands, them, their_grant, token.id)


def person(role: Any, partner: str | None, name: str, area: str | None = None) -> tuple[Account, str]:
    """An account with a role; and the id of the grant."""
    programme = SMALL if partner or area else ""
    made = account_invite(ROOT, name=name, email=f"{name.replace(' ', '-')}@example.org")
    account_activate(made, "test")
    grant = grant_give(ROOT, made.id, role, partner=partner, area=area, programme=programme) if role else None
    made.refresh_from_db()
    return made, grant.id if grant else ""


def key_for(account: Account, scopes: tuple[Scope, ...] = SCOPES) -> tuple[str, str]:
    """Id and key of a new token."""
    token, key = token_issue(actor_of(account), "test", scopes, timezone.localdate() + timedelta(days=9))
    return token.id, key


def stand(holder: Holder) -> Stand:
    """Put a holder into the workspace."""
    if holder.place in ("visitor", "machine"):
        return Stand(holder, None, "", "")
    office = holder.place != "partner"
    name = f"{holder.role or 'nobody'} {holder.place}{' limited' if holder.limited else ''}"
    made, _grant = person(holder.role, None if office else HOUSING, name, "board" if holder.limited else None)
    return Stand(holder, made, *key_for(made))


def entry_by(author: str, register: str, own: str, world: World) -> int:
    """Number of a new entry in which ``author`` revised a record."""
    writer = replace(KEEPER, id=author)
    cells = {**world.cells(register, own), "name_nl": "Nieuw plein"}
    done = record_revise(writer, SMALL, register, own, cells, revision=None)
    return done.entry or JournalEntry.objects.latest("sequence").sequence
