"""Addresses of the workplace."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijkpeil.pages.work.words import register_of_slug, register_words
from wijkpeil.web.views import work, work_forms, work_records, work_sheets, work_signals, work_targets


class RegisterConverter:
    """A register by its word in the language of the address; the word of the other language leads there too."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> str:
        """Return the register that a part of an address names.

        Raises:
            ValueError: it names none.
        """
        found = register_of_slug(value)
        if found is None:
            raise ValueError(value)
        return found

    def to_url(self, value: str) -> str:
        """Return the word of a register in the active language."""
        return register_words(value, "en" if get_language() == "en" else "nl").slug


register_converter(RegisterConverter, "register")

patterns: list[URLPattern] = [
    path(_("work/"), work.work, name="work"),
    path(_("work/undo/<int:sequence>/"), work.undo, name="work-undo"),
    path(_("work/drafts/<slug:draft>/remove/"), work.remove_draft, name="work-draft-remove"),
    path(_("work/signals/<slug:area>/<slug:indicator>/"), work_signals.decide, name="work-signal"),
    path(_("work/targets/<slug:id>/revise/"), work_targets.revise, name="work-target-revise"),
    path(_("work/<register:register>/"), work_records.register, name="work-register"),
    path(_("work/<register:register>/add/"), work_forms.add, name="work-add"),
    path(_("work/<register:register>/export.<slug:form>"), work_sheets.export, name="work-export"),
    path(_("work/<register:register>/import/"), work_sheets.upload, name="work-import"),
    path(_("work/<register:register>/import/<slug:upload>/"), work_sheets.preview, name="work-preview"),
    path(_("work/<register:register>/records/<slug:id>/"), work_records.record, name="work-record"),
    path(_("work/<register:register>/records/<slug:id>/revise/"), work_forms.revise, name="work-revise"),
    path(_("work/<register:register>/records/<slug:id>/remove/"), work_records.remove, name="work-remove"),
    path(
        _("work/<register:register>/records/<slug:id>/restore/<int:revision>/"),
        work_records.restore,
        name="work-restore",
    ),
]
