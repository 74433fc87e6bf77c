"""What can be downloaded, in which forms, and which schema says what its fields mean."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkpeil.loading import json_schemas
from wijkpeil.model.base import record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.open_data import registers


@record
class Form:
    """One form of a download: the name of its address and what fills it in."""

    label: str
    view: str
    args: tuple[str, ...] = ()


@record
class Download:
    """Something to download."""

    name: str
    note: str
    forms: tuple[Form, ...]


ALGORITHM_FORMS = tuple(
    Form(label=f"algorithms.{form}", view="data-algorithms", args=(form,)) for form in ("json", "csv")
)
"""The rules as entries of an algorithm register."""


def downloads(context: ViewContext) -> tuple[Download, ...]:
    """List all downloads, in the active language."""
    return (*_figures(context), *_indices(context), *_found(), *_folder(context))


def _figures(context: ViewContext) -> tuple[Download, ...]:
    figures = tuple(
        Form(label=f"{one.release.id}.csv", view="data-figures", args=(one.release.id,))
        for one in context.programme.releases
    )
    board = tuple(Form(label=f"board.{form}", view="board-file", args=(form,)) for form in ("csv", "xlsx"))
    return (
        Download(name=_("Figures"), note=_("One line per indicator, area and period, as printed."), forms=figures),
        Download(name=_("Board"), note=_("Areas against indicators, with colours and both counts."), forms=board),
    )


def _indices(context: ViewContext) -> tuple[Download, ...]:
    forms = tuple(
        Form(label=f"{index.id}.{form}", view="data-index", args=(index.id, form))
        for index in context.programme.definitions.indices
        for form in (("csv", "yaml") if index.shape is None else ("yaml",))
    )
    note = _("Scores with their places, intervals and what each indicator adds; the definition as it was loaded.")
    return (Download(name=_("Indices"), note=note, forms=forms),) if forms else ()


def _found() -> tuple[Download, ...]:
    return (
        Download(
            name=_("Claims"),
            note=_("Printed beside recomputed, with the verdict and all readings."),
            forms=_forms("claims", "json", "csv"),
        ),
        Download(
            name=_("Targets"),
            note=_("With baseline, bound, term, status and reason."),
            forms=_forms("targets", "json", "csv", "xlsx"),
        ),
        Download(
            name=_("Status of the programme"),
            note=_("The targets with who is to move, and what changed in the last month."),
            forms=(*_forms("status", "json", "csv", "xlsx"), *_forms("changes", "json", "csv")),
        ),
        Download(
            name=_("Outputs"),
            note=_("What measures planned and delivered, by period and area."),
            forms=_forms("outputs", "json", "csv", "xlsx"),
        ),
        Download(
            name=_("Signals"),
            note=_("Each figure that stands out, why, for how long, and what is done about it."),
            forms=_forms("signals", "json", "csv", "xlsx"),
        ),
        Download(
            name=_("Money"),
            note=_("All budget lines, with the recounted and the printed total last."),
            forms=_forms("money", "json", "csv", "xlsx"),
        ),
    )


def _folder(context: ViewContext) -> tuple[Download, ...]:
    return (
        Download(
            name=_("Registers"),
            note=_("Each register of the programme, as in its folder."),
            forms=tuple(
                Form(label=f"{name}.csv", view="data-register", args=(name,)) for name in _filled_registers(context)
            ),
        ),
        Download(
            name=_("The whole programme"),
            note=_("The folder with definitions, figures and registers, as the software reads it."),
            forms=(Form(label=f"{context.programme.definitions.info.id}.zip", view="data-programme"),),
        ),
        Download(
            name=_("Rules"),
            note=_("The rules of signals and statuses, as entries of the Dutch algorithm register."),
            forms=ALGORITHM_FORMS,
        ),
        Download(
            name=_("What the fields mean"),
            note=_("A JSON Schema of each kind of file."),
            forms=tuple(Form(label=name, view="data-schema", args=(name,)) for name in json_schemas()),
        ),
    )


def _forms(name: str, *forms: str) -> tuple[Form, ...]:
    return tuple(Form(label=f"{name}.{form}", view=f"data-{name}", args=(form,)) for form in forms)


def _filled_registers(context: ViewContext) -> tuple[str, ...]:
    return tuple(name for name in registers() if getattr(context.programme.ledger, name))
