"""All that can be checked of an installation: the project's own checks, Django's, and whether the workspace is read."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, Literal

from django.conf import settings
from django.core.checks import ERROR, CheckMessage
from django.core.checks.registry import registry
from django.db import DEFAULT_DB_ALIAS

from wijkpeil.errors import Fault, FaultsFound, NotFound, SeveralProgrammes
from wijkpeil.ledger.health import conditions
from wijkpeil.ledger.hosts import is_loopback
from wijkpeil.ledger.secret import SOCKET
from wijkpeil.ledger.snapshot import state_key
from wijkpeil.model.base import record

OWN = "wijkpeil"
REMEDY = "Run wijkpeil init, and see that the site may read the workspace."
READ = ("workspace-database", "workspace-migrations")
"""What must hold before it can be looked up which programmes there are."""
SHOWN, PROGRAMME = "programme", "WIJKPEIL_PROGRAMME"
REMEDIES = {"keys": (SOCKET, "Start wijkpeil keys, and see that the site may reach its socket.")}
"""Where another is to be looked for, and what is to be done, by condition."""


@record
class Examined:
    """What one check came to."""

    check: str
    """Name of the check."""
    result: Literal["ok", "warning", "error"]
    """What it came to."""
    code: str
    """Code of the message, such as wijkpeil.E001; empty where there is nothing to say."""
    where: str
    """The setting, file or part that it is about; empty where there is nothing to say."""
    message: str
    """What holds, or what is wrong and why."""
    remedy: str
    """What to do about it; empty where there is nothing to do."""


def examine() -> tuple[Examined, ...]:
    """Run every check; the workspace may be in any state, or not be there."""
    found = (*_own(), *_django(), *_conditions())
    readable = all(each.result == "ok" for each in found if each.check in READ)
    return (*found, _shown()) if readable else found


def refuse_unsafe(host: str) -> None:
    """Refuse to serve on ``host`` with settings that are not safe for others, where others can reach the site.

    Raises:
        FaultsFound: settings are not safe; each with its remedy.
    """
    if is_loopback(host) and all(is_loopback(name) for name in settings.ALLOWED_HOSTS):
        return
    faults = [
        Fault(file=each.where, line=None, key="", message=each.message, remedy=each.remedy)
        for each in _own()
        if each.result == "error"
    ]
    if faults:
        raise FaultsFound(faults)


def _checks() -> list[Any]:
    found = registry.get_checks(include_deployment_checks=True)
    return sorted(found, key=lambda check: (inspect.getmodule(check).__name__, inspect.getsourcelines(check)[1]))


def _is_own(check: Any) -> bool:
    return inspect.getmodule(check).__name__.partition(".")[0] == OWN


def _own() -> Iterator[Examined]:
    for check in filter(_is_own, _checks()):
        name = check.__name__.replace("_", "-")
        messages = _messages(check)
        yield from (_told(name, message) for message in messages)
        if not messages:
            yield _fine(name, (inspect.getdoc(check) or "").partition("\n")[0])


def _django() -> Iterator[Examined]:
    messages = [message for check in _checks() if not _is_own(check) for message in _messages(check)]
    yield from (_told("django", message) for message in messages)
    if not messages:
        yield _fine("django", "Django's own checks find nothing.")


def _conditions() -> Iterator[Examined]:
    for name, fault in conditions().items():
        told = f"The {name}: {fault or 'as it should be'}."
        where, remedy = REMEDIES.get(name, (str(settings.WORKSPACE), REMEDY))
        yield Examined(
            check=f"workspace-{name}",
            result="error" if fault else "ok",
            code="",
            where=where if fault else "",
            message=told,
            remedy=remedy if fault else "",
        )


def _shown() -> Examined:
    """Tell whether the site knows which programme it shows."""
    try:
        state_key(settings.PROGRAMME)
    except SeveralProgrammes as fault:
        remedy = f"Set it to one of: {', '.join(fault.programmes)}."
        told = "The workspace holds several programmes, and every page says that none is named."
        return Examined(check=SHOWN, result="warning", code="", where=PROGRAMME, message=told, remedy=remedy)
    except NotFound:
        if settings.PROGRAMME is None:
            return _fine(SHOWN, "No programme was loaded yet.")
        told = f"The workspace holds no programme {settings.PROGRAMME}, so that no page can be shown."
        remedy = "Load it, or set another."
        return Examined(check=SHOWN, result="warning", code="", where=PROGRAMME, message=told, remedy=remedy)
    return _fine(SHOWN, "The site knows which programme it shows.")


def _messages(check: Any) -> list[CheckMessage]:
    return [each for each in check(app_configs=None, databases=[DEFAULT_DB_ALIAS]) if not each.is_silenced()]


def _told(name: str, message: CheckMessage) -> Examined:
    return Examined(
        check=name,
        result="error" if message.level >= ERROR else "warning",
        code=message.id or "",
        where="" if message.obj is None else str(message.obj),
        message=str(message.msg),
        remedy=str(message.hint or ""),
    )


def _fine(name: str, message: str) -> Examined:
    return Examined(check=name, result="ok", code="", where="", message=message, remedy="")
