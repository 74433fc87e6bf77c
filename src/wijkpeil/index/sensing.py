"""What is drawn in an uncertainty analysis in words, and which of it the ranks depend on as records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkpeil.errors import say
from wijkpeil.index.words import AGGREGATIONS, IMPUTATIONS, NORMALISATIONS, TREATMENTS
from wijkpeil.methods.composite.draws import Choices
from wijkpeil.methods.composite.sensitivity import Sensitivity

CHOICES: Mapping[str, str] = {
    "weights": say("the weights"),
    "imputations": say("the way in which gaps are filled"),
    "treatments": say("the way in which figures that lie far out are brought in"),
    "normalisations": say("the way in which figures are brought to one scale"),
    "aggregations": say("the way in which parts are put together"),
    "left_out": say("which indicators take part"),
    "intervals": say("the margins of the figures"),
}
"""What each thing that varies is called, inside a sentence."""
_WORDS: Mapping[str, Mapping[str, str]] = {
    "imputations": IMPUTATIONS,
    "treatments": TREATMENTS,
    "normalisations": NORMALISATIONS,
    "aggregations": AGGREGATIONS,
}


def drawn_in_words(choices: Choices) -> dict[str, str]:
    """Say of each thing that varies what is drawn of it."""
    said: dict[str, str] = {}
    for factor in choices.factors:
        if factor == "weights":
            share = f"{100 * choices.within:g}"
            said[factor] = say(
                "Each weight lies at most {share} per cent higher or lower, any value as likely as another.",
                share=share,
            )
        elif factor == "left_out":
            said[factor] = say("No indicator is left out, or as likely one of them.")
        elif factor == "intervals":
            said[factor] = say("Each figure lies somewhere in its own margin, by a normal law.")
        else:
            options = (one for one in getattr(choices, factor) if one is not None)
            others = tuple(_WORDS[factor][one.method] for one in options)
            said[factor] = say("As declared, or as likely: {others}", others=others)
    return said


def sensitivity_records(found: Sensitivity, choices: Choices) -> list[dict[str, Any]]:
    """Return a record per thing that varies, the one with the greatest total share first."""
    words, shares = drawn_in_words(choices), found.indices
    order = sorted(range(len(shares.factors)), key=lambda at: -shares.total[at])
    return [
        {
            "choice": shares.factors[at],
            "first": float(shares.first[at]),
            "first_low": float(shares.first_low[at]),
            "first_high": float(shares.first_high[at]),
            "total": float(shares.total[at]),
            "total_low": float(shares.total_low[at]),
            "total_high": float(shares.total_high[at]),
            "drawn": words[shares.factors[at]],
        }
        for at in order
    ]
