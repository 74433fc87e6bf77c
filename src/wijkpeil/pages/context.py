"""What all pages of one programme share: each part made when first asked, once for all states it is the same in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from wijkpeil.ledger.memory import Memory, Same
from wijkpeil.ledger.snapshot import StateKey, programme_of, state_key
from wijkpeil.model.board import Board, BoardRow
from wijkpeil.model.claims import Reconciliation
from wijkpeil.model.indicators import Comparison
from wijkpeil.model.programme import Document, Programme, ReleasedFigures
from wijkpeil.model.signals import SignalReport
from wijkpeil.model.status import TargetState
from wijkpeil.model.watch import WatchLine
from wijkpeil.workflows.board import make_board, pick_release
from wijkpeil.workflows.borders import Bounds, resolve_borders
from wijkpeil.workflows.evaluations import Evaluations
from wijkpeil.workflows.lookup import Lookup
from wijkpeil.workflows.map import SchematicMap, schematic_map
from wijkpeil.workflows.monitor import ambition_states, target_states
from wijkpeil.workflows.reconcile import reconcile
from wijkpeil.workflows.signal_figures import SignalFigures, signal_figures
from wijkpeil.workflows.visibility import NOBODY, Scope, visible_to_scope
from wijkpeil.workflows.watch import signal_reports, watch_list

T = TypeVar("T")
REACH_M = 1400.0
"""How far a cell of the map reaches: so far that the city closes and its edges still look drawn, not measured."""
KEPT = 8
"""Number of states of which a process keeps what their ledger decides."""
KEPT_FIGURES = 4
"""Number of definitions with figures of which a process keeps what they decide."""
KEPT_SCOPES = 64
"""Number of views of a programme that a process keeps, each of what some viewer may see."""


@dataclass(frozen=True, slots=True, eq=False)
class ViewContext:
    """A programme with what the pages derive from it."""

    programme: Programme
    key: StateKey | None = None
    """The state of the workspace that it is; None outside a workspace."""
    scope: Scope = NOBODY
    """For whom it is."""

    @property
    def state(self) -> str:
        """What tells this state from every other; empty outside a workspace."""
        return f"{self.key.definitions}:{self.key.head}" if self.key else ""

    @property
    def lookup(self) -> Lookup:
        """The areas and their hierarchies."""
        return _by_definitions("lookup", self.programme, lambda: Lookup.of(self.programme))

    @property
    def board(self) -> Board:
        """Every border under its own rule: the board as the programme means it."""
        return _by_figures("board", self.programme, lambda: make_board(self.programme))

    @property
    def boards(self) -> Mapping[Comparison, Board]:
        """The board with all borders strict, and with all inclusive."""
        return _by_figures("boards", self.programme, lambda: _boards(self.programme))

    @property
    def rows(self) -> Mapping[str, BoardRow]:
        """Rows of ``board`` by area."""
        return _by_figures("rows", self.programme, lambda: {row.area: row for row in self.board.rows})

    @property
    def bounds(self) -> Mapping[str, Bounds]:
        """The borders as numbers, by indicator."""
        return _by_figures("bounds", self.programme, lambda: _bounds(self.programme))

    @property
    def map(self) -> SchematicMap:
        """The schematic map."""
        return _by_definitions("map", self.programme, lambda: schematic_map(self.programme, reach_m=REACH_M))

    @property
    def evaluations(self) -> Evaluations:
        """What formulas give."""
        return _by_programme("evaluations", self.programme, lambda: _evaluations(self.programme))

    @property
    def reconciliations(self) -> tuple[Reconciliation, ...]:
        """What the recount finds, by claim in the order of the file."""
        return _by_programme("claims", self.programme, lambda: reconcile(self.programme, self.evaluations))

    @property
    def target_states(self) -> tuple[TargetState, ...]:
        """The state of every target, in the order of the register."""
        return _by_programme("targets", self.programme, lambda: target_states(self.programme, self.evaluations))

    @property
    def signal_reports(self) -> tuple[SignalReport, ...]:
        """The signals of every release, the last release last."""
        return _by_figures("signals", self.programme, lambda: signal_reports(self.programme))

    @property
    def signal_figures(self) -> Mapping[str, SignalFigures]:
        """The figures of the last release as pictures of signals need them, by indicator."""
        return _by_figures("signal figures", self.programme, lambda: signal_figures(self.programme))

    @property
    def watch_lines(self) -> tuple[WatchLine, ...]:
        """The watch list, the most urgent first."""
        return _by_handlings("watch", self.programme, lambda: watch_list(self.programme, self.signal_reports))

    @property
    def ambition_states(self) -> tuple[TargetState, ...]:
        """The state of every ambition, in the order of the register."""
        return _by_programme("ambitions", self.programme, lambda: ambition_states(self.programme, self.evaluations))

    @property
    def document(self) -> Document:
        """The document that lines refer to."""
        info = self.programme.definitions.info
        return next(one for one in info.documents if one.id == info.main_document)

    @property
    def release(self) -> ReleasedFigures | None:
        """The release that is shown."""
        return pick_release(self.programme)


def view_context(programme: Programme) -> ViewContext:
    """Return the context of a programme that stands in no workspace."""
    return ViewContext(programme)


def current_context(programme: str | None = None, moment: datetime | None = None, scope: Scope = NOBODY) -> ViewContext:
    """Return the context of the workspace's programme as it stands, or as it stood at ``moment``, for a viewer.

    One query where its state was seen before.

    Raises:
        NotFound: the workspace holds, or then held, no such programme.
        WrongUse: no programme is named and there are several.
        Damaged: what is stored was changed outside the software.
    """
    key = state_key(programme, moment)
    whole = programme_of(key)
    shown = _scopes.get((Same(whole), scope), lambda: visible_to_scope(whole, scope))
    return ViewContext(shown, key, scope)


_scopes: Memory[tuple[Same, Scope], Programme] = Memory(KEPT_SCOPES)
_definitions: Memory[Any, Any] = Memory(2 * KEPT_FIGURES)
_figures: Memory[Any, Any] = Memory(6 * KEPT_FIGURES)
_programmes: Memory[Any, Any] = Memory(4 * KEPT)


def _by_definitions(part: str, programme: Programme, make: Callable[[], T]) -> T:
    return cast(T, _definitions.get((part, Same(programme.definitions)), make))


def _by_figures(part: str, programme: Programme, make: Callable[[], T]) -> T:
    return cast(T, _figures.get((part, Same(programme.definitions), Same(programme.releases)), make))


def _by_handlings(part: str, programme: Programme, make: Callable[[], T]) -> T:
    own = (Same(programme.definitions), Same(programme.releases), Same(programme.ledger.handlings))
    return cast(T, _programmes.get((part, *own), make))


def _by_programme(part: str, programme: Programme, make: Callable[[], T]) -> T:
    return cast(T, _programmes.get((part, Same(programme)), make))


def _boards(programme: Programme) -> dict[Comparison, Board]:
    return {"strict": make_board(programme, "strict"), "inclusive": make_board(programme, "inclusive")}


def _bounds(programme: Programme) -> dict[str, Bounds]:
    figures = pick_release(programme)
    return resolve_borders(programme.definitions, figures.observations if figures else ())


def _evaluations(programme: Programme) -> Evaluations:
    """Evaluate on from the last state that was evaluated, of which most formulas give the same."""
    earlier = [made for key, made in _programmes.filled() if key[0] == "evaluations"]
    same = (one for one in reversed(earlier) if one.programme.definitions is programme.definitions)
    return Evaluations(programme, next(same, None))
