"""How many of the signals are chance, kind by kind, in plain words; and what could not be tested, and why."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.model.base import record
from wijkpeil.model.signals import SignalFamily, SignalReport
from wijkpeil.pages.format import number, percent
from wijkpeil.pages.signalling.lines import KIND_WORDS, REASON_WORDS, said_in


@record
class Family:
    """One kind of signal, with what chance alone would give."""

    id: str
    name: str
    meaning: str
    """What it says, in one sentence."""
    tested: int
    found: int
    expected: str
    """Signals that chance alone would give; empty where no chance is claimed."""
    untested: str
    """Cells that could not be tested, by reason; empty where all were."""


@record
class Chance:
    """The account of all kinds."""

    sentence: str
    families: tuple[Family, ...]
    left_out: str
    """Sensitive indicators, which enter no signal; empty where there are none."""


def chance_of(report: SignalReport, sensitive: tuple[str, ...], language: str) -> Chance:
    """Say how many signals chance alone would give, in the active language; ``sensitive`` are names left out."""
    shown = [one for one in report.families if one.kind != "chart"]
    return Chance(
        sentence=_sentence([one for one in shown if one.expected is not None], report.rate, language),
        families=tuple(_family(one, language) for one in shown),
        left_out=", ".join(sensitive),
    )


def _sentence(tried: Sequence[SignalFamily], rate: float, language: str) -> str:
    """Say what chance has to do with it, of the kinds that claim a chance."""
    tested, found = sum(one.tested for one in tried), sum(one.found for one in tried)
    if not tested:
        return _(
            "Nothing of this could be tested for chance: what stands out lies beyond a line, and no more is claimed."
        )
    if not found:
        text = ngettext(
            "The %(tested)d test for chance found nothing; "
            "what stands out lies beyond a line that was drawn beforehand.",
            "The %(tested)d tests for chance found nothing; "
            "what stands out lies beyond a line that was drawn beforehand.",
            tested,
        )
        return text % {"tested": tested}
    expected = number(sum(one.expected or 0.0 for one in tried), language, 1)
    text = ngettext(
        "Of the signals that rest on chance there is %(found)d; if nothing at all were the matter, about %(expected)s "
        "would come by chance. Within each kind at most %(rate)s is expected to be false.",
        "Of the signals that rest on chance there are %(found)d; if nothing at all were the matter, about %(expected)s "
        "would come by chance. Within each kind at most %(rate)s are expected to be false.",
        found,
    )
    return text % {"found": found, "expected": expected, "rate": percent(100 * rate, language, 0)}


def _family(one: SignalFamily, language: str) -> Family:
    return Family(
        id=one.kind,
        name=said_in(KIND_WORDS[one.kind], language),
        meaning=kind_meanings()[one.kind],
        tested=one.tested,
        found=one.found,
        expected="" if one.expected is None else number(one.expected, language, 1),
        untested=", ".join(f"{each.cells} {said_in(REASON_WORDS[each.reason], language)}" for each in one.untested),
    )


def kind_meanings() -> dict[str, str]:
    """Say what each kind of signal means, in the active language."""
    return {
        "border": _("The figure lies beyond the line that was drawn beforehand."),
        "level": _("The area differs from the city by more than its size and the usual spread among areas explain."),
        "change": _("The figure differs from the area's own past by more than it used to vary."),
        "gap": _("The distance between the area and the city changed: the area went its own way."),
        "chart": _("The series left the limits that it kept to before."),
        "spread": _("The area does badly, and so do more of its neighbours than would lie together by chance."),
    }
