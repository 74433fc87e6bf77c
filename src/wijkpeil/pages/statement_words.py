"""The words of statements: their fields, and the choices in these."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

STATED = ("targets", "ambitions", "readings", "target_revisions")
"""Registers whose records are statements."""


def stated_words() -> dict[str, str]:
    """Say what the fields of a statement are, in the active language."""
    return {
        "quantity": _("what is measured"),
        "indicator": _("indicator"),
        "formula": _("formula"),
        "noun": _("what it is called in a sentence"),
        "group": _("group of areas"),
        "boundaries": _("boundaries of"),
        "counted_by": _("areas counted by"),
        "weights": _("weighed by"),
        "quantifier": _("of which areas"),
        "transformation": _("what is compared"),
        "reference": _("against what"),
        "reference_group": _("group it is compared with"),
        "reference_value": _("number it is compared with"),
        "comparator": _("moves along with"),
        "direction": _("direction of a change"),
        "difference": _("difference or ratio"),
        "condition": _("how an area counts"),
        "edge": _("number from which an area counts"),
        "relation": _("relation to the number"),
        "bound": _("number to reach"),
        "tolerance": _("tolerance"),
        "baseline": _("start"),
        "baseline_on": _("day of the start"),
        "baseline_note": _("start in words"),
        "path": _("path"),
        "milestones": _("milestones"),
        "accumulation": _("state or running total"),
        "breakdown": _("parts that must sum"),
        "reading": _("reading"),
        "of": _("belongs to"),
    }


def choice_words() -> dict[str, dict[str, str]]:
    """Say the choices of each field of a statement, in the active language."""
    relations = _relations()
    return {
        "quantity": _quantities(),
        "quantifier": {
            "each-area": _("each area"),
            "number-of-areas": _("a number of areas"),
            "share-of-areas": _("a share of the areas"),
            "total": _("all areas together"),
            "weighted-mean": _("the weighted mean of the areas"),
        },
        "transformation": _transformations(),
        "reference": _references(),
        "direction": {"rise": _("a rise"), "fall": _("a fall")},
        "difference": {"points": _("a difference in points"), "ratio": _("a ratio in per cent")},
        "condition": relations,
        "relation": relations,
        "path": {"linear": _("a straight line"), "stepped": _("in steps"), "own": _("along milestones")},
        "accumulation": {
            "standing": _("a state"),
            "cumulative": _("a running total"),
            "each-year": _("each year by itself"),
        },
    }


def _quantities() -> dict[str, str]:
    return {
        "indicator": _("an indicator"),
        "derived": _("derived from indicators"),
        "output": _("what measures deliver"),
        "facilities": _("a number of facilities"),
        "agreements": _("a number of agreements"),
        "money": _("an amount of money"),
    }


def _transformations() -> dict[str, str]:
    return {
        "level": _("the level"),
        "change": _("the change since the start"),
        "relative-change": _("the change in per cent"),
        "growth-against-reference": _("the growth against a reference"),
        "gap-to-reference": _("the gap to a reference"),
        "conversion": _("a conversion"),
    }


def _references() -> dict[str, str]:
    return {
        "own-baseline": _("its own start"),
        "city": _("the city"),
        "rest-of-city": _("the rest of the city"),
        "group": _("a group of areas"),
        "fixed-number": _("a fixed number"),
        "comparator": _("another target that moves along"),
    }


def _relations() -> dict[str, str]:
    return {
        "equals": _("equal"),
        "at-least": _("at least"),
        "at-most": _("at most"),
        "below": _("below"),
        "above": _("above"),
        "about": pgettext("relation", "about"),
    }
