"""Forms of inviting, roles, one's own account and tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijkpeil.errors import FaultsFound
from wijkpeil.model.base import Language
from wijkpeil.model.programme import Programme
from wijkpeil.pages.faults import fault_in
from wijkpeil.pages.people import (
    Choice,
    area_choices,
    partner_choices,
    programme_choices,
    role_choices,
    scope_choices,
)
from wijkpeil.web.passwords import RULE

WHOLE = ("administrator", "auditor")
"""Roles that are held for the workspace, where no partner and no area is chosen."""
LANGUAGES = (("nl", "Nederlands"), ("en", "English"))


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, for a form; None where the page is looked at, so that nothing is found wrong yet."""
    return request.POST if request.method == "POST" else None


def tell(form: forms.Form, faults: FaultsFound) -> None:
    """Put each fault that a service found beside its field, or above the form where it is about none."""
    language: Language = "en" if get_language() == "en" else "nl"
    for fault in faults.faults:
        told = fault_in(fault, language)
        form.add_error(fault.key if fault.key in form.fields else None, f"{told.message} {told.remedy}")


def _options(choices: Iterable[Choice], empty: Any) -> list[tuple[str, Any]]:
    def label(each: Choice) -> str:
        return f"{each.label} ({each.meaning})" if each.meaning else each.label

    return [("", empty), *((each.value, label(each)) for each in choices)]


def _grouped(choices: Mapping[Choice, Iterable[Choice]], empty: Any) -> list[tuple[str, Any]]:
    """Return choices under the name of the programme that each is of; its id is part of their values."""
    groups = [(each.label, _options(found, empty)[1:]) for each, found in choices.items()]
    under = {each.label: each.value for each in choices}
    return [("", empty), *((name, [(f"{under[name]}/{own}", told) for own, told in held]) for name, held in groups)]


class Details(forms.Form):
    """Who an account is of."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Work e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    )
    language = forms.ChoiceField(label=_("Language of mail"), choices=LANGUAGES)


class OwnDetails(forms.Form):
    """What a person changes of the own account; the address is the administrator's to change, since it lets in."""

    name = Details.base_fields["name"]
    language = Details.base_fields["language"]


class Role(forms.Form):
    """A role, for a partner and an area."""

    role = forms.ChoiceField(label=_("Role"))
    programme = forms.ChoiceField(label=_("In the programme"), required=False)
    partner = forms.ChoiceField(label=_("For the partner"), required=False)
    area = forms.ChoiceField(label=_("Within the area"), required=False)

    def __init__(self, *args: Any, programmes: Mapping[str, Programme], language: Language, **options: Any) -> None:
        super().__init__(*args, **options)
        named = programme_choices(programmes, language)
        self.fields["role"].choices = [(each.value, f"{each.label}: {each.meaning}") for each in role_choices()]
        self.fields["programme"].choices = [("", _("Choose one")), *((each.value, each.label) for each in named)]
        self.only = named[0].value if len(named) == 1 else ""
        if len(named) < 2:
            del self.fields["programme"]
        for name, empty, made in (
            ("partner", _("The programme office itself"), partner_choices),
            ("area", _("Everywhere"), area_choices),
        ):
            found = {each: made(programmes[each.value], language) for each in named}
            self.fields[name].choices = (
                _grouped(found, empty) if len(named) > 1 else _options(next(iter(found.values()), ()), empty)
            )

    def clean(self) -> dict[str, Any]:
        """Return what was chosen, with the programme in which the role is held; empty for the whole workspace."""
        given = {**super().clean(), **self.cleaned_data}
        places = [name for name in ("partner", "area") if given.get(name)]
        whole = given.get("role") in WHOLE and not places
        if "programme" not in self.fields:
            return {**given, "programme": "" if whole else self.only}
        chosen = given.get("programme", "")
        if given.get("role") and not chosen and not whole and "programme" not in self.errors:
            self.add_error("programme", _("Choose the programme in which the role is held."))
        for name in places:
            programme, _stroke, own = given[name].partition("/")
            if chosen and programme != chosen:
                self.add_error(name, _("This is of another programme than the one that is chosen."))
            given[name] = own
        return {**given, "programme": "" if whole else chosen}


class Invite(Role, Details):
    """A new person with the first role."""

    field_order = ("name", "email", "language", "role", "programme", "partner", "area")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].widget.attrs["autocomplete"] = self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["role"].choices = [("", _("No role yet")), *self.fields["role"].choices]
        self.fields["role"].required = False


class FirstPassword(forms.Form):
    """The password with which an invitation is taken up."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=RULE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.account = account

    def clean_password(self) -> str:
        """Return the password, held against the rules."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password


class Reason(forms.Form):
    """Why something is done to an account."""

    why = forms.CharField(
        label=_("Why"),
        max_length=500,
        required=False,
        help_text=_("This stays in the journal. Write no name or address in it."),
    )


class Sure(forms.Form):
    """A box that says one is sure of what cannot be undone."""

    sure = forms.BooleanField(
        label=_("I understand that this cannot be undone"),
        error_messages={"required": _("Tick the box, or go back: what is removed here cannot be brought back.")},
    )


class NewToken(forms.Form):
    """A new token."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=200,
        help_text=_("This stays after you are gone. Write no one's name in it."),
    )
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["scopes"].choices = [(each.value, f"{each.label}: {each.meaning}") for each in scope_choices()]
        self.fields["expires_on"].initial = in_three_months()


def in_three_months() -> date:
    """Return the day on which a token ends where nothing else is chosen."""
    return timezone.localdate() + timedelta(days=90)
