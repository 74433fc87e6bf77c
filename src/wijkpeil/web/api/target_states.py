"""How the targets of a programme stand, with the reason: the same as the page and the command say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router

from wijkpeil.ledger.reading import shown_programme
from wijkpeil.ledger.snapshot import programme_as_of, state_key
from wijkpeil.loading.json_form import record_json
from wijkpeil.model.status import RULE_VERSION, TargetState
from wijkpeil.pages.context import view_context
from wijkpeil.pages.stating.sentence import target_sentences
from wijkpeil.web.api.asking import Own, PageNumber, PageSize, endpoint, links, sliced
from wijkpeil.web.api.records import AsOf
from wijkpeil.web.api.target_forms import TargetStates, state_told
from wijkpeil.workflows.monitor import target_states

router = Router(tags=["programmes"])
Theme = Annotated[str | None, Query(None, max_length=200, description="Keep those of one theme.")]
Day = Annotated[
    date | None, Query(None, description="Day of which to give the status; without it, that of the latest figures.")
]


@endpoint(router, "GET", "/programmes/{programme}/target-states", TargetStates, action="record_read")
def states(
    request: Any,
    response: HttpResponse,
    programme: Own,
    page: PageNumber = 1,
    page_size: PageSize = 50,
    theme: Theme = None,
    day: Day = None,
    as_of: AsOf = None,
) -> Any:
    """List the targets of a programme with their status.

    What is promised and known is that of the moment `asOf`; the figures are judged on `day`.
    """
    held = shown_programme(request.auth, programme_as_of(state_key(programme, as_of).moment, programme))
    context = view_context(held)
    found = target_states(held, context.evaluations, day) if day else context.target_states
    kept = [one for one in found if theme in (None, one.theme)]
    sentences = {language: target_sentences(held, language, day) for language in ("nl", "en")}
    links(request, response, page, page_size, len(kept))
    return {
        "simulated": held.simulated,
        "rule": RULE_VERSION,
        "as_of": next((one.as_of for one in found if one.as_of), None),
        "total": len(kept),
        "page": page,
        "page_size": page_size,
        "items": [_told(one, sentences, simulated=held.simulated) for one in sliced(kept, page, page_size)],
    }


def _told(state: TargetState, sentences: Mapping[str, Mapping[str, str]], *, simulated: bool) -> dict[str, Any]:
    said = {language: sentences[language].get(state.id) or state.sentence.in_(language) for language in sentences}
    return state_told(record_json(state), said, simulated=simulated)
