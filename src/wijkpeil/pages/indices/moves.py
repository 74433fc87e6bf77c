"""How areas move when an index is computed with other choices: from their declared place to the new one."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.format import number
from wijkpeil.pages.indices.ranking import across
from wijkpeil.pages.indices.scored import Places
from wijkpeil.workflows.index_certainty import most_worst


@record
class MoveRow:
    """An area with its declared place and the new one."""

    area: str
    link: AreaLink
    rank: str
    """Now; a word where it has none."""
    before: str
    """As declared."""
    x: float | None
    """Where it stands now in the picture, in per cent; worse is left. None without a rank."""
    before_x: float | None
    places: int
    """How many places better; below 0 for worse."""
    moved: str
    """The same in words."""
    step: int
    """The quarter it stands in now, 4 for the worst; 0 without a rank."""


def move_rows(
    declared: Places, now: Places | None, links: Mapping[str, AreaLink], language: Language
) -> tuple[MoveRow, ...]:
    """Give the areas, the worst of now first, in the active language; where ``now`` cannot be computed as declared."""
    shown = now or declared
    areas = dict.fromkeys([*shown.worst_first, *declared.worst_first])
    rows = []
    for area in areas:
        rank, before = shown.ranks.get(area), declared.ranks.get(area)
        better = _better(declared, before, rank)
        rows.append(
            MoveRow(
                area=area,
                link=links[area],
                rank=_("none") if rank is None else number(rank, language),
                before=_("none") if before is None else number(before, language),
                x=None if rank is None else across(rank, shown),
                before_x=None if before is None else across(before, declared),
                places=better,
                moved=moved_words(better, rank is not None and before is not None),
                step=shown.quarter(area),
            )
        )
    return tuple(rows)


def _better(places: Places, before: int | None, rank: int | None) -> int:
    if before is None or rank is None:
        return 0
    return rank - before if places.first_is_worst else before - rank


def moved_words(better: int, known: bool) -> str:
    """Say how far an area moved, in the active language."""
    if not known:
        return _("not in both")
    if not better:
        return _("same")
    text = _("%(n)d better") if better > 0 else _("%(n)d worse")
    return text % {"n": abs(better)}


def moves_sentence(rows: tuple[MoveRow, ...], declared: Places, now: Places | None, chosen: bool) -> str:
    """Say what the choices do, in the active language."""
    if now is None:
        return _("With these choices the index cannot be computed.")
    if not chosen:
        return _(
            "This is the index as declared. Give a part another weight, or choose another method, and see who moves."
        )
    moved = [row for row in rows if row.places]
    if not moved:
        return _("With these choices every area keeps its place.")
    kept = len(rows) - len(moved)
    far = max(moved, key=lambda row: abs(row.places))
    first = ngettext(
        "%(kept)d of %(count)d areas keeps its place;", "%(kept)d of %(count)d areas keep their place;", kept
    ) % {"kept": kept, "count": len(rows)}
    second = _("%(area)s moves farthest, from number %(before)s to number %(rank)s.") % {
        "area": far.link.label,
        "before": far.before,
        "rank": far.rank,
    }
    return f"{first} {second} {_still(declared, now)}"


def _still(declared: Places, now: Places) -> str:
    most = most_worst(declared.count)
    before, after = (set(one.worst_first[:most]) for one in (declared, now))
    stay = len(before & after)
    text = ngettext(
        "Of the %(most)d worst, %(stay)d still is among them.",
        "Of the %(most)d worst, %(stay)d still are among them.",
        stay,
    )
    return text % {"most": most, "stay": stay}
