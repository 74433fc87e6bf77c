"""Where an area stands in an index, how sure that is, why, and what changed, in sentences that a resident can read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.model.base import Language
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.format import number
from wijkpeil.pages.indices.effects import decimals_of, drivers, listed, parts_words, points, since_words
from wijkpeil.pages.indices.ranking import chance_words
from wijkpeil.pages.indices.scored import Places, Scored, change_of
from wijkpeil.pages.indices.sentences import score_words
from wijkpeil.pages.indices.tree_rows import node_name
from wijkpeil.workflows.index_certainty import Certainty, Unsure

FAIRLY, ROUGHLY = 0.1, 0.25
"""Up to which share of all places an interval may reach for its place to be called fairly sure, or roughly known."""


def place_words(places: Places, area: str, language: Language) -> str:
    """Say where an area stands, and how many do better and worse, in the active language."""
    rank = places.ranks.get(area)
    if rank is None:
        return _("It has no score here: too few of its figures are known.")
    ranks = list(places.ranks.values())
    above, below = sum(other < rank for other in ranks), sum(other > rank for other in ranks)
    better, worse = (below, above) if places.first_is_worst else (above, below)
    same = places.count - better - worse - 1
    said = [
        ngettext("%(n)s area does better", "%(n)s areas do better", better) % {"n": number(better, language)},
        ngettext("%(n)s does worse", "%(n)s do worse", worse) % {"n": number(worse, language)},
    ]
    if same:
        said.append(ngettext("%(n)s does as well", "%(n)s do as well", same) % {"n": number(same, language)})
    text = (
        _("It is number %(rank)s of %(count)s, counted from the worst: %(others)s. Its score is %(score)s.")
        if places.first_is_worst
        else _("It is number %(rank)s of %(count)s, counted from the best: %(others)s. Its score is %(score)s.")
    )
    return text % {
        "rank": number(rank, language),
        "count": number(places.count, language),
        "others": listed(said),
        "score": score_words(places, area, language),
    }


def sure_words(found: Certainty | Unsure | None, places: Places, area: str, language: Language) -> str:
    """Say how sure the place of an area is, in the active language."""
    row, rank = places.rows[area], places.ranks[area]
    if isinstance(found, Unsure):
        return _("How sure that is could not be computed. %(why)s") % {"why": fault_words(found.reason, language)}
    if found is None or np.isnan(found.worst[row]):
        return ""
    low, high = int(found.low[row]), int(found.high[row])
    where = (
        _("number %(low)s") % {"low": number(low, language)}
        if low == high
        else _("number %(low)s to %(high)s") % {"low": number(low, language), "high": number(high, language)}
    )
    said = [
        _("Computed %(draws)s times with %(otherwise)s, it comes out at %(where)s in 9 of 10. %(verdict)s")
        % {
            "draws": number(found.draws, language),
            "otherwise": listed([_otherwise()[one] for one in found.varied]),
            "where": where,
            "verdict": _verdict(high - low, places.last),
        },
        _("That it is among the %(k)s worst is %(chance)s.")
        % {"k": number(found.k, language), "chance": chance_words(float(found.worst[row]))},
    ]
    if not low <= rank <= high:
        lower = rank < low if places.first_is_worst else rank > high
        said.append(
            _("As it is declared the index puts it in a worse place than nearly all of these do.")
            if lower
            else _("As it is declared the index puts it in a better place than nearly all of these do.")
        )
    return " ".join(said)


def _otherwise() -> dict[str, str]:
    return {
        "weights": _("other weights"),
        "imputations": _("gaps filled in otherwise"),
        "treatments": _("figures that lie far out taken otherwise"),
        "normalisations": _("another scale"),
        "aggregations": _("another way to put parts together"),
        "left_out": _("one indicator or none left out"),
        "intervals": _("figures elsewhere within their margins"),
    }


def _verdict(reach: int, last: int) -> str:
    share = reach / max(1, last - 1)
    if not reach:
        return _("As far as these go, its place is sure.")
    if share <= FAIRLY:
        return _("As far as these go, its place is fairly sure.")
    if share <= ROUGHLY:
        return _("As far as these go, its place is roughly known.")
    return _("Its place is uncertain.")


def why_words(pulls: Sequence[tuple[str, str, str]]) -> str:
    """Say what pulls most either way, from names, ways and amounts, what pulls most first, in the active language."""
    worse, better = (next((one for one in pulls if one[1] == way), None) for way in ("worse", "better"))
    if worse and better:
        return _(
            "Set beside the average area, %(worse)s counts most against it (%(loss)s points) and %(better)s most in its"
            " favour (%(gain)s)."
        ) % {"worse": worse[0], "loss": worse[2], "better": better[0], "gain": better[2]}
    if worse:
        return _("Set beside the average area, %(name)s counts most against it (%(amount)s points).") % _told(worse)
    if better:
        return _("Set beside the average area, %(name)s counts most in its favour (%(amount)s points).") % _told(better)
    return ""


def _told(pull: tuple[str, str, str]) -> dict[str, str]:
    return {"name": pull[0], "amount": pull[2]}


def change_words(context: ViewContext, found: Scored, area: str, language: Language) -> str:
    """Say what an area's score changed by, and which of its figures did most, in the active language; empty where there
    is nothing before it or no score."""
    changed = change_of(context, found.index.id)
    if changed is None or area not in found.places.ranks:
        return ""
    since = since_words(context, found, changed.earlier, language)
    if changed.change is None:
        return _("What changed since %(since)s is not told. %(why)s") % {
            "since": since,
            "why": " ".join(fault_words(one, language) for one in changed.reasons),
        }
    change = changed.change
    if area not in change.areas:
        return _("It had no score in %(since)s.") % {"since": since}
    row, decimals = change.areas.index(area), decimals_of(found)
    amount = float(change.after[row] - change.before[row])
    parts = parts_words(changed, row, language, decimals)
    if not parts:
        return _("Its score is the same as in %(since)s.") % {"since": since}
    better = (amount > 0) == (found.index.polarity == "high-is-better")
    text = (
        _("Since %(since)s its score changed by %(amount)s points, for the better: %(parts)s.")
        if better
        else _("Since %(since)s its score changed by %(amount)s points, for the worse: %(parts)s.")
    )
    said = [text % {"since": since, "amount": points(amount, language, decimals), "parts": parts}]
    most = [
        f"{node_name(found.tree.node(leaf), language)} ({points(one, language, decimals)})"
        for leaf, one in drivers(changed, row)
    ]
    if most:
        said.append(_("Of its figures these did most: %(names)s.") % {"names": listed(most)})
    if changed.moved:
        said.append(_("Other goalposts hold since, so that the two scores do not compare as they stand."))
    return " ".join(said)
