"""Tags of the register pages: links to records wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from wijkpeil.pages.claim_links import claim_anchor
from wijkpeil.pages.downloads import Form
from wijkpeil.pages.names import Kind, Reference

register = template.Library()

_OWN_PAGE: frozenset[Kind] = frozenset(("area", "theme", "target", "measure", "indicator", "index", "claim", "partner"))
_ON_A_PAGE: dict[Kind, str] = {
    "request": "agreements",
    "commitment": "agreements",
    "agreement": "agreements",
    "practice": "practices",
    "ambition": "targets",
    "line": "money",
    "running": "money",
    "instrument": "method",
    "count": "method",
    "budget": "money",
}
_WITH_ITS_KIND: dict[Kind, str] = {
    "adoption": "practices",
    "facility": "facilities",
    "zone": "zones",
    "hotspot": "zones",
    "area-plan": "area-plans",
    "capacity": "capacity",
}
"""Records whose place on a page carries their kind, so that two kinds can stand on one page."""


def address(kind: Kind, id: str) -> str:
    """Give the address of a record: its own page, or its place on the page of its register; empty where it has none."""
    return _address(kind, id, get_language() or "nl", get_script_prefix())


@lru_cache(maxsize=16384)
def _address(kind: Kind, id: str, language: str, site: str) -> str:  # noqa: ARG001 - it is part of every address
    # A page names the same record many times, and finding an address anew each time costs more than the rest.
    with override(language):
        try:
            if kind in _OWN_PAGE:
                return reverse(kind, args=(claim_anchor(id) if kind == "claim" else id,))
            if kind in _ON_A_PAGE:
                return f"{reverse(_ON_A_PAGE[kind])}#{id.lower()}"
            if kind in _WITH_ITS_KIND:
                return f"{reverse(_WITH_ITS_KIND[kind])}#{kind}-{id.lower()}"
        except NoReverseMatch:
            return ""
    return ""


@register.simple_tag
def ref(reference: Reference, detail: bool = True) -> SafeString:
    """Name a record and link it where it has a place; ``detail`` shows its code as well."""
    code = format_html(' <span class="code">{}</span>', reference.detail) if detail and reference.detail else ""
    found = _place_of(reference)
    if not found:
        return format_html("{}{}", reference.label, code)
    return format_html('<a href="{}">{}</a>{}', found, reference.label, code)


def _place_of(reference: Reference) -> str:
    found = address(reference.kind, reference.id)
    return f"{found}#{reference.place}" if found and reference.place else found


@register.simple_tag
def refs(references: Sequence[Reference]) -> SafeString:
    """Name several records, with commas between them."""
    return format_html_join(", ", "{}", ((ref(one),) for one in references))


@register.simple_tag
def file(form: Form) -> SafeString:
    """Link one form of a download; nothing where the site does not offer it."""
    try:
        found = reverse(form.view, args=form.args)
    except NoReverseMatch:
        return SafeString("")
    return format_html('<a href="{}" download>{}</a> ', found, form.label)


@register.filter
def href(reference: Reference) -> str:
    """Give the address of a record."""
    return conditional_escape(_place_of(reference))


@register.simple_tag
def history(kind: str, id: str) -> SafeString:
    """Link the history of a record of a register; nothing where the pages are made without one."""
    found = _history(kind, id, get_language() or "nl", get_script_prefix())
    if not found:
        return SafeString("")
    return format_html('<a href="{}">{}<span class="vh"> {}</span></a>', found, _("history"), id)


@lru_cache(maxsize=16384)
def _history(kind: str, id: str, language: str, site: str) -> str:  # noqa: ARG001 - it is part of every address
    with override(language):
        try:
            return reverse("history-record", args=(kind, id))
        except NoReverseMatch:
            return ""
