"""The map of an index: its areas in four steps of grey, by their class or by their quarter, with their rank in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from wijkpeil.methods.composite.placing import bands_of
from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.indices.ranking import band_names
from wijkpeil.pages.indices.scored import Places, of_figures
from wijkpeil.pages.indices.sentences import score_words
from wijkpeil.pages.map_picture import MapPicture, Shade, map_picture

STEPS = 4
"""Steps of grey that can be told apart on paper."""


@record
class MapStep:
    """A step of the key."""

    step: int
    name: str


def index_map(
    context: ViewContext, id: str, places: Places, links: Mapping[str, AreaLink], language: Language
) -> MapPicture | None:
    """Draw the areas of an index by class or quarter; None where none of them has a place on the map."""
    made = of_figures(context, ("shades", id, language), lambda: shades(places, language))
    return map_picture(context, links, made, language, here=(), shaded=f"index {id}")


def quarter_map(
    context: ViewContext, id: str, places: Places, links: Mapping[str, AreaLink], language: Language
) -> MapPicture | None:
    """Draw the areas of an index by quarter; None where none of them has a place on the map."""
    made = of_figures(context, ("quarters", id, language), lambda: quarter_shades(places))
    return map_picture(context, links, made, language, here=(), shaded=f"quarters of {id}")


def quarter_shades(places: Places) -> dict[str, Shade]:
    """Shade each area by its quarter, with its rank, in the active language."""
    said, found = _("number %(rank)d"), {}
    for area in places.result.areas:
        rank = places.ranks.get(area)
        if rank is None:
            found[area] = Shade(style="none", label="·", words=_("no score"))
        else:
            step = f"level-{places.quarter(area)}"
            found[area] = Shade(style=step, label=str(rank), words=said % {"rank": rank})
    return found


def shades(places: Places, language: Language) -> dict[str, Shade]:
    """Shade each area by its class where the index has as many as can be told apart, else by its quarter."""
    names, bands = band_names(places, language), bands_of(places.result)
    steps = band_steps(places)
    found = {}
    for row, area in enumerate(places.result.areas):
        rank, band = places.ranks.get(area), bands[row]
        if rank is None:
            found[area] = Shade(style="none", label="·", words=_("no score"))
            continue
        step = steps[band] if band in steps else places.quarter(area)
        parts = [_("number %(rank)d") % {"rank": rank}, score_words(places, area, language), names.get(band, "")]
        found[area] = Shade(style=f"level-{step}", label=str(rank), words=", ".join(part for part in parts if part))
    return found


def band_steps(places: Places) -> dict[str, int]:
    """Give the step of each class, 1 for the best; empty where there are none, or more than can be told apart."""
    bands = [band.id for band in places.index.bands]
    if not 1 < len(bands) <= STEPS:
        return {}
    ordered: Sequence[str] = bands[::-1] if places.index.polarity == "high-is-better" else bands
    return {band: 1 + round((STEPS - 1) * at / (len(bands) - 1)) for at, band in enumerate(ordered)}


def map_steps(places: Places, language: Language) -> tuple[MapStep, ...]:
    """Give the key, the worst first, in the active language."""
    names, steps = band_names(places, language), band_steps(places)
    if steps:
        found = sorted(((step, names[band]) for band, step in steps.items()), reverse=True)
        return tuple(MapStep(step=step, name=name) for step, name in found)
    return quarter_steps()


def quarter_steps() -> tuple[MapStep, ...]:
    """Give the key of quarters, the worst first, in the active language."""
    names = (_("worst quarter"), _("third quarter"), _("second quarter"), _("best quarter"))
    return tuple(MapStep(step=step, name=name) for step, name in zip((4, 3, 2, 1), names, strict=True))
