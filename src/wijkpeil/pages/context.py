"""What all pages of one programme share, computed once for each state of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from wijkpeil.ledger.snapshot import current_programme, state_key
from wijkpeil.model.board import Board, BoardRow
from wijkpeil.model.claims import Reconciliation
from wijkpeil.model.indicators import Comparison
from wijkpeil.model.programme import Document, Programme, ReleasedFigures
from wijkpeil.model.status import TargetState
from wijkpeil.workflows.board import make_board, pick_release
from wijkpeil.workflows.borders import Bounds, resolve_borders
from wijkpeil.workflows.lookup import Lookup
from wijkpeil.workflows.map import SchematicMap, schematic_map
from wijkpeil.workflows.reconcile import reconcile
from wijkpeil.workflows.targets import target_states
from wijkpeil.workflows.visibility import NOBODY, visible_to_scope

REACH_M = 1400.0
"""How far a cell of the map reaches: so far that the city closes and its edges still look drawn, not measured."""
KEPT = 4
"""Number of states that a process keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewContext:
    """A programme with what the pages derive from it."""

    state: str
    """What tells this state from every other; empty outside a workspace."""
    programme: Programme
    lookup: Lookup
    board: Board
    """Every border under its own rule: the board as the programme means it."""
    boards: Mapping[Comparison, Board]
    """The board with all borders strict, and with all inclusive."""
    reconciliations: tuple[Reconciliation, ...]
    target_states: tuple[TargetState, ...]
    bounds: Mapping[str, Bounds]
    """The borders as numbers, by indicator."""
    map: SchematicMap
    rows: Mapping[str, BoardRow]
    """Rows of ``board`` by area."""
    kept: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False, repr=False)
    """What presenters made once for all pages, by what it is and language."""

    @property
    def document(self) -> Document:
        """The document that lines refer to."""
        info = self.programme.definitions.info
        return next(one for one in info.documents if one.id == info.main_document)

    @property
    def release(self) -> ReleasedFigures | None:
        """The release that is shown."""
        return pick_release(self.programme)


def view_context(programme: Programme, state: str = "") -> ViewContext:
    """Derive what the pages share from a programme."""
    board = make_board(programme)
    figures = pick_release(programme)
    return ViewContext(
        state=state,
        programme=programme,
        lookup=Lookup.of(programme),
        board=board,
        boards={"strict": make_board(programme, "strict"), "inclusive": make_board(programme, "inclusive")},
        reconciliations=reconcile(programme),
        target_states=target_states(programme),
        bounds=resolve_borders(programme.definitions, figures.observations if figures else ()),
        map=schematic_map(programme, reach_m=REACH_M),
        rows={row.area: row for row in board.rows},
    )


_kept: OrderedDict[str, ViewContext] = OrderedDict()
_lock = Lock()


def current_context(programme: str | None = None) -> ViewContext:
    """Return the context of the workspace's programme as it stands; one query where its state was seen before.

    Raises:
        NotFound: the workspace holds no such programme.
        WrongUse: no programme is named and there are several.
    """
    key = state_key(programme)
    state = f"{key.definitions}:{key.head}"
    with _lock:
        if state not in _kept:
            _kept[state] = view_context(visible_to_scope(current_programme(key.programme), NOBODY), state)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(state)
        return _kept[state]
