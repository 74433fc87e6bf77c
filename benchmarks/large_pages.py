"""Which pages of the large workspace are timed: every address that can be read, by its name, and who asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["page", "list", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One address, asked as somebody does."""

    name: str
    view: str
    """Name of its address."""
    args: tuple[object, ...] = ()
    query: str = ""
    role: str = ""
    """Role of who asks; empty for a visitor."""
    kind: Kind = "page"
    """A ``list`` goes through a whole register of thousands, a ``file`` is made to be kept: both have no limit."""


def _visitors(*pages: tuple[str, str] | tuple[str, str, tuple[object, ...]], kind: Kind = "page") -> tuple[Page, ...]:
    return tuple(Page(name=name, view=view, args=rest[0] if rest else (), kind=kind) for name, view, *rest in pages)


def _people(role: str, *pages: tuple[str, str, tuple[object, ...], str]) -> tuple[Page, ...]:
    return tuple(Page(name=name, view=view, args=args, query=query, role=role) for name, view, args, query in pages)


MEASURE = ("measures", "m0042")
PUBLIC = (
    *_visitors(
        ("overview", "overview"),
        ("board", "board"),
        ("area", "area", ("a0042",)),
        ("measure", "measure", ("m0042",)),
        ("target", "target", ("o0042",)),
        ("partner", "partner", ("p0042",)),
        ("recount", "recount"),
        ("history", "history"),
        ("areas", "areas"),
        ("status", "status"),
        ("theme", "theme", ("t03",)),
        ("indices", "indices"),
        ("index", "index", ("overall",)),
        ("targets", "targets"),
        ("signals", "signals"),
        ("signal", "signal", ("a0042", "i07")),
        ("measures", "measures"),
        ("outputs", "outputs"),
        ("money", "money"),
        ("agreements", "agreements"),
        ("partners", "partners"),
        ("practices", "practices"),
        ("registers", "registers"),
        ("facilities", "facilities"),
        ("zones", "zones"),
        ("area plans", "area-plans"),
        ("capacity", "capacity"),
        ("claim", "claim", ("c07",)),
        ("method", "method"),
        ("indicator", "indicator", ("i03",)),
        ("accessibility", "accessibility"),
        ("history of a record", "history-record", MEASURE),
    ),
    Page(name="explorer of an index", view="index-explorer", args=("overall",), query="?w.i03=4"),
    Page(name="a weight set", view="data-index-moves", args=("overall",), query="?w.i03=5&n=rank"),
    Page(name="search", view="search", query="?q=vergroenen+linde"),
    Page(name="search for an id", view="search", query="?q=m0042"),
    Page(name="search with a typing error", view="search", query="?q=vergroenne+lindewjik"),
    Page(name="search for what is nowhere", view="search", query="?q=qqqqxxxx"),
    Page(name="measures with words", view="measures", query="?q=molenwijk+vergroenen"),
    Page(name="status since a day", view="status", query="?since=2023-05-01"),
    Page(name="targets of a theme", view="targets", query="?theme=t03"),
)
ALONE = _visitors(
    ("api reference", "api"),
    ("signing in", "account_login"),
    ("password forgotten", "account_reset_password"),
)
"""Pages that are of the present alone."""
FILES = _visitors(
    ("board.csv", "board-file", ("csv",)),
    ("figures.csv", "data-figures", ("made-up",)),
    ("measures.csv", "data-register", ("measures",)),
    ("claims.csv", "data-claims", ("csv",)),
    ("targets.csv", "data-targets", ("csv",)),
    ("outputs.csv", "data-outputs", ("csv",)),
    ("status.csv", "data-status", ("csv",)),
    ("changes.csv", "data-changes", ("csv",)),
    ("course of a target", "data-target", ("o0042", "csv")),
    ("money.csv", "data-money", ("csv",)),
    ("signals.csv", "data-signals", ("csv",)),
    ("algorithms.json", "data-algorithms", ("json",)),
    ("index.csv", "data-index", ("overall", "csv")),
    ("exploration.yaml", "data-index-exploration", ("overall",)),
    ("sensitivity of an index", "data-index-sensitivity", ("overall", "csv")),
    ("coherence of an index", "data-index-coherence", ("overall",)),
    ("programme.zip", "data-programme"),
    ("a schema", "data-schema", ("measures",)),
    ("openapi.json", "api-document"),
    kind="file",
)
WORK = _people(
    "programme-manager",
    ("my work", "work", (), ""),
    ("register of measures", "work-register", ("measures",), ""),
    ("register of measures, page 9", "work-register", ("measures",), "?page=9"),
    ("register of partners", "work-register", ("partners",), ""),
    ("register by name", "work-register", ("measures",), "?sort=name"),
    ("register by last change", "work-register", ("measures",), "?sort=changed"),
    ("search in a register", "work-register", ("measures",), "?q=vergroenen"),
    ("record", "work-record", MEASURE, ""),
    ("form of a new record", "work-add", ("measures",), ""),
    ("form of a record", "work-revise", MEASURE, ""),
    ("form to revise a target", "work-target-revise", ("o0042",), ""),
    ("removing a record", "work-remove", MEASURE, ""),
    ("import", "work-import", ("measures",), ""),
    ("deciding about a signal", "work-signal", ("a0042", "i07"), ""),
    ("overview, signed in", "overview", (), ""),
    ("area, signed in", "area", ("a0042",), ""),
    ("measure, signed in", "measure", ("m0042",), ""),
    ("search, signed in", "search", (), "?q=vergroenen+linde"),
)
AUDITED = _people(
    "auditor",
    ("journal, last entries", "journal", (), ""),
    ("journal, first entries", "journal", (), "?before=60"),
    ("journal of a record", "journal", (), "?register=measures&id=m0042"),
    ("journal of a register", "journal", (), "?register=targets"),
    ("journal by someone", "journal", (), "?actor=actor-07"),
    ("journal of a month", "journal", (), "?since=2023-05-01&until=2023-05-31"),
    ("journal with an id", "journal", (), "?q=m0042"),
    ("journal with words", "journal", (), "?q=bijgesteld+overleg"),
    ("journal, words that are nowhere", "journal", (), "?q=nergens+te+vinden"),
    ("one entry", "journal-entry", (25_000,), ""),
)
ACCOUNTS = _people(
    "administrator",
    ("accounts", "accounts", (), ""),
    ("search in accounts", "accounts", (), "?q=number+42"),
    ("inviting", "account-invite", (), ""),
    ("account of someone", "account-of", (), ""),
    ("own account", "account", (), ""),
    ("own account, what is stored", "account-stored", (), ""),
    ("own account, what is stored as a file", "account-stored-file", (), ""),
    ("own sessions", "usersessions_list", (), ""),
    ("own tokens", "account-tokens", (), ""),
    ("own codes", "mfa_index", (), ""),
)
SET_UP = _people(
    "programme-manager",
    ("what a short sheet would change", "work-preview", ("partners",), ""),
    ("my work with drafts", "work", (), "?drafts"),
    ("form from a draft", "work-revise", MEASURE, "?draft="),
)
"""Pages of which something must be made first."""
WHOLE_SHEET = Page(
    name="what a sheet of 2,000 rows would change",
    view="work-preview",
    args=("measures",),
    role="programme-manager",
    kind="list",
)
EXPORTS = (
    Page(name="register as csv", view="work-export", args=("measures", "csv"), role="programme-manager", kind="file"),
    Page(name="register as xlsx", view="work-export", args=("measures", "xlsx"), role="programme-manager", kind="file"),
    Page(name="journal as a table", view="journal-table", role="auditor", kind="file", query="?register=targets"),
)
