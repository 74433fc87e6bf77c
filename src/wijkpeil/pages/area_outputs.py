"""What measures planned and delivered in an area: what partners answer for here, beside how the area is doing."""

from __future__ import annotations

from wijkpeil.model.base import Language, record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.delivery import BEHIND, DeliveryRow, delivered_by, delivery_row
from wijkpeil.pages.names import Reference, names_of
from wijkpeil.workflows.concerns import Reach
from wijkpeil.workflows.delivery import delivered_in
from wijkpeil.workflows.measuring import Measurer


@record
class AreaOutput:
    """What a measure delivered of one thing, here or in a larger or smaller area that concerns this one."""

    row: DeliveryRow
    place: Reference | None
    """Where it was delivered; None for the area itself."""
    inferred: bool
    """True where no source prints that the place lies in, holds or overlaps this area."""


@record
class AreaOutputs:
    """What was delivered."""

    rows: tuple[AreaOutput, ...]
    """What names this area first, and of each what is behind before the rest."""
    all: int
    """Number of things that are counted for all areas together."""


def area_outputs(context: ViewContext, area: str, language: Language) -> AreaOutputs:
    """Gather what was planned and delivered in an area, in the active language."""
    names, latest = names_of(context, language), Measurer(context.programme, context.evaluations).latest
    several = (one for found in delivered_by(context).values() for one in found)
    counted = [(delivered_in(one, each.area, latest), (each.area,)) for one in several for each in one.areas]
    found = Reach(context.lookup, area).concerns(counted)
    near = [one for one in found if one.how != "all"]
    rows = [
        AreaOutput(
            row=delivery_row(one.item, names, language),
            place=None if one.how == "named" else names.places((one.item.areas[0].area,))[0],
            inferred=one.inferred,
        )
        for one in near
    ]
    ordered = sorted(rows, key=lambda one: (one.place is not None, one.row.state not in BEHIND))
    return AreaOutputs(rows=tuple(ordered), all=len(found) - len(near))
