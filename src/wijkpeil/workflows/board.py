"""Make the board: areas against indicators, coloured, counted, and compared with the counts that are printed."""

from __future__ import annotations

from decimal import Decimal

from wijkpeil.errors import NotFound
from wijkpeil.methods.bands import band_of
from wijkpeil.methods.colour import colour_of, possible_colours
from wijkpeil.methods.counts import Redness, count_reds
from wijkpeil.model.board import Board, BoardRow, Cell, CountCell
from wijkpeil.model.figures import Observation
from wijkpeil.model.indicators import Comparison, Indicator, RedCount
from wijkpeil.model.programme import Programme, ReleasedFigures
from wijkpeil.workflows.borders import resolve_borders

_NO_COLOUR = Redness("none", frozenset())


def make_board(programme: Programme, comparison: Comparison | None = None, release: str | None = None) -> Board:
    """Colour and count one release.

    Rows are the areas of the board group in file order; columns are the indicators in the order of their groups.
    With ``comparison`` None every border and every count follows its own rule. Where an indicator has several
    periods in an area, the last one stands, periods ordered as text.

    Raises:
        NotFound: there is no release of that id.
    """
    return _Maker(programme, comparison, pick_release(programme, release)).board()


def pick_release(programme: Programme, release: str | None = None) -> ReleasedFigures | None:
    """Give the release of that id, the last one where none is named, or None where there are none.

    Raises:
        NotFound: there is no release of that id.
    """
    if release is None:
        return programme.releases[-1] if programme.releases else None
    found = next((one for one in programme.releases if one.release.id == release), None)
    if found is None:
        raise NotFound(f"there is no release {release!r}")
    return found


def latest(observations: tuple[Observation, ...]) -> dict[tuple[str, str], Observation]:
    """Give the observation of the last period per indicator and area."""
    found: dict[tuple[str, str], Observation] = {}
    for observation in observations:
        key = observation.indicator, observation.area
        if key not in found or observation.period >= found[key].period:
            found[key] = observation
    return found


class _Maker:
    """What is looked up once for all cells of a board."""

    def __init__(self, programme: Programme, comparison: Comparison | None, figures: ReleasedFigures | None) -> None:
        definitions = programme.definitions
        self.info = definitions.info
        self.comparison = comparison
        self.release = figures.release.id if figures else ""
        self.observations = latest(figures.observations) if figures else {}
        self.bounds = resolve_borders(definitions, self.observations.values())
        by_id = {indicator.id: indicator for indicator in definitions.indicators}
        names = [name for group in self.info.indicator_groups for name in group.indicators]
        self.indicators = [by_id[name] for name in names if name in by_id]
        self.by_id = by_id
        members = {m.child for m in definitions.memberships if m.parent == self.info.board_group}
        self.areas = [area.id for area in definitions.areas if area.id in members]
        self.seen: dict[tuple[str, str, Comparison], Redness] = {}
        self.printed = {(one.count, one.area): one.printed for one in definitions.published_counts}

    def board(self) -> Board:
        rows = tuple(self._row(area) for area in self.areas)
        columns = zip(*(row.cells for row in rows), strict=True) if rows else ((),) * len(self.indicators)
        return Board(
            comparison=self.comparison,
            indicators=tuple(indicator.id for indicator in self.indicators),
            rows=rows,
            red_per_indicator=tuple(sum(cell.colour == "red" for cell in column) for column in columns),
            release=self.release,
        )

    def _row(self, area: str) -> BoardRow:
        cells = tuple(self._cell(area, indicator) for indicator in self.indicators)
        return BoardRow(
            area=area,
            cells=cells,
            counts=tuple(self._count(area, count) for count in self.info.counts),
            reds=sum(cell.colour == "red" for cell in cells),
            greens=sum(cell.colour == "green" for cell in cells),
        )

    def _value(self, area: str, indicator: str) -> Decimal | None:
        observation = self.observations.get((indicator, area))
        return observation.value if observation else None

    def _redness(self, area: str, indicator: Indicator, comparison: Comparison | None) -> Redness:
        bounds = self.bounds.get(indicator.id)
        if bounds is None:
            return _NO_COLOUR
        key = area, indicator.id, comparison or bounds.comparison
        # A count mostly asks for the colours that the cells have already.
        if key not in self.seen:
            value = self._value(area, indicator.id)
            sides = indicator.polarity, bounds.negative, bounds.positive
            self.seen[key] = Redness(colour_of(value, *sides, key[2]), possible_colours(value, *sides))
        return self.seen[key]

    def _cell(self, area: str, indicator: Indicator) -> Cell:
        observation = self.observations.get((indicator.id, area))
        value = observation.value if observation else None
        redness = self._redness(area, indicator, self.comparison)
        band = band_of(value, indicator.bands)
        return Cell(
            area=area,
            indicator=indicator.id,
            value=value,
            status=observation.status if observation else "not-collected",
            colour=redness.colour,
            undecidable=len(redness.possible) > 1,
            could_be_red="red" in redness.possible,
            must_be_red=redness.possible == {"red"},
            band=band.id if band else "",
            lines=observation.lines if observation else "",
        )

    def _count(self, area: str, count: RedCount) -> CountCell:
        comparison = self.comparison or count.comparison
        indicators = [self.by_id[name] for name in count.indicators if name in self.by_id]
        found = count_reds((self._redness(area, one, comparison) for one in indicators), count.factor)
        return CountCell(
            count=count.id,
            reading=comparison,
            recounted=found.reds,
            low=found.low,
            high=found.high,
            missing=found.missing,
            printed=self.printed.get((count.id, area)),
        )
