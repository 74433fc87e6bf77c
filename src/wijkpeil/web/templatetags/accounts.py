"""What templates of accounts ask for beside what their views give."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.urls import reverse

from wijkpeil.web.adapters import start_address
from wijkpeil.web.codes import codes_required

register = template.Library()
GROUP = 4


@register.simple_tag
def single_sign_on() -> dict[str, Any]:
    """Return where single sign-on begins (empty: none is set), its name, and whether it is the only way in."""
    there = bool(settings.SOCIALACCOUNT_PROVIDERS)
    return {
        "address": reverse("openid_connect_login", args=[settings.OIDC_ID]) if there else "",
        "name": settings.OIDC_NAME,
        "required": settings.OIDC_REQUIRED,
    }


@register.simple_tag
def mail_leaves() -> bool:
    """Say whether this site sends mail."""
    return bool(settings.MAIL)


@register.simple_tag
def home() -> str:
    """Return where someone who signed in begins."""
    return start_address()


@register.simple_tag(takes_context=True)
def codes_needed(context: template.Context) -> bool:
    """Say whether who is signed in must have one-time codes."""
    return codes_required(context["request"].user)


@register.simple_tag
def control(field: BoundField) -> str:
    """Return what is typed or chosen in; the first that is wrong is where someone goes on."""
    wrong = next((each.name for each in field.form if each.errors), "")
    return field.as_widget(attrs={"autofocus": True} if field.name == wrong else None)


@register.filter
def grouped(text: str) -> str:
    """Return a long key in groups that can be read out."""
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))
