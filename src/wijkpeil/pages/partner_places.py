"""What a partner runs, works in, makes and supplies: the facilities, hotspots, zones, area plans and capacity."""

from __future__ import annotations

from dataclasses import replace

from wijkpeil.model.programme import Ledger
from wijkpeil.pages.names import Names
from wijkpeil.pages.place_rows import (
    PlaceSection,
    capacity_row,
    capacity_section,
    facilities_section,
    facility_row,
    hotspot_row,
    hotspots_section,
    plan_row,
    plans_section,
    zone_row,
    zones_section,
)


def partner_places(ledger: Ledger, names: Names, language: str, id: str) -> tuple[PlaceSection, ...]:
    """Gather the records of places that name a partner, in the active language; nouns that have none are left out."""
    sections = (
        facilities_section(facility_row(one, names, language) for one in ledger.facilities if id in one.partners),
        hotspots_section(hotspot_row(one, names, language) for one in ledger.hotspots if id in one.partners),
        zones_section(zone_row(one, names, language) for one in ledger.zones if id in one.partners),
        plans_section(plan_row(one, names, language) for one in ledger.area_plans if id in one.partners),
        # Who supplies it is the partner whose page it is: a column would say nothing else.
        replace(
            capacity_section(capacity_row(one, names, language) for one in ledger.capacities if id == one.supplier),
            partners="",
        ),
    )
    return tuple(each for each in sections if each.rows)
