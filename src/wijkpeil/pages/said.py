"""Every target as its statement reads, said once for all states in which no target says anything else."""

from __future__ import annotations

from collections.abc import Mapping

from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.keeping import kept_of
from wijkpeil.pages.stating.sentence import target_sentences


def said_of_targets(context: ViewContext, language: str) -> Mapping[str, str]:
    """Give what ``target_sentences`` gives of the programme that is shown, each target as it was decided last."""
    programme, ledger = context.programme, context.programme.ledger
    stated = (programme.definitions, ledger.targets, ledger.target_revisions)
    return kept_of(stated, ("said of targets", language), lambda: target_sentences(programme, language))
