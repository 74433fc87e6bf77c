"""Revising and correcting what targets state: each call one service, one entry of the journal."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Path, Router

from wijkpeil.errors import Fault, FaultsFound, NotAllowed
from wijkpeil.ledger import services
from wijkpeil.ledger.seeing import may_somewhere
from wijkpeil.loading.json_form import json_cells
from wijkpeil.model.ledger import Target
from wijkpeil.model.statement import TargetRevision
from wijkpeil.web.api import asking, forms
from wijkpeil.web.api.asking import IDEMPOTENCY, IF_MATCH, Own, endpoint, seen_revision
from wijkpeil.web.api.writing import REFUSALS, answered

router = Router(tags=["targets"])
TARGET = "/programmes/{programme}/targets/{target}"
TargetId = Annotated[Own, Path(description="Id of the target.")]


@endpoint(
    router,
    "POST",
    TARGET + "/revisions",
    forms.Written,
    action="target_revise",
    problems=REFUSALS,
    headers=[IF_MATCH, IDEMPOTENCY],
)
def target_revise(
    request: Any, response: HttpResponse, programme: Own, target: TargetId, body: forms.RevisionForm
) -> Any:
    """Let a target, and the parts that sum to it, state something else from the day of a decision on.

    What each stated until then is kept, as a record of the register target-revisions.
    """
    revision = seen_revision(request)
    columns, faults = json_cells(Target, f"targets/{target}", body.statement)
    decision, more = json_cells(TargetRevision, f"targets/{target}", body.decision)
    parts, others = _parts(body.parts)
    _refuse(request.auth, programme, "target_revise", [*faults, *more, *others])
    done = services.target_revise(
        request.auth, programme, target, columns, decision, revision=revision, parts=parts, key=asking.sending(request)
    )
    return answered(request, response, programme, "targets", target, done)


@endpoint(
    router,
    "POST",
    TARGET + "/corrections",
    forms.Written,
    action="target_correct",
    problems=REFUSALS,
    headers=[IF_MATCH, IDEMPOTENCY],
)
def target_correct(
    request: Any, response: HttpResponse, programme: Own, target: TargetId, body: forms.CorrectionForm
) -> Any:
    """Correct a fault in typing of a target, or of an earlier statement of it.

    With ``number`` it is the earlier statement that is corrected, and ``If-Match`` holds the revision of that record.
    """
    revision, kind = seen_revision(request), TargetRevision if body.number else Target
    columns, faults = json_cells(kind, f"targets/{target}", body.record)
    _refuse(request.auth, programme, "target_correct", faults)
    done = services.target_correct(
        request.auth,
        programme,
        target,
        columns,
        why=body.why,
        revision=revision,
        number=body.number or 0,
        key=asking.sending(request),
    )
    return answered(request, response, programme, "targets", target, done)


def _parts(given: list[forms.PartForm]) -> tuple[list[services.Restated], list[Fault]]:
    read = [(part, *json_cells(Target, f"targets/{part.id}", part.statement)) for part in given]
    parts = [services.Restated(id=part.id, columns=columns, revision=part.revision) for part, columns, _ in read]
    return parts, [fault for _part, _columns, faults in read for fault in faults]


def _refuse(actor: Any, programme: str, action: str, faults: list[Fault]) -> None:
    """Refuse what has faults of form; who may do it nowhere is told that first."""
    if faults and not may_somewhere(actor, programme, action, "targets"):
        why = "None of the account's roles allows this here, or the token has no scope for it."
        raise NotAllowed(action, why)
    if faults:
        raise FaultsFound(faults)
