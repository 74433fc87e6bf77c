"""How tests work at the workplace: who signs in, what a form holds, and what stands on a page."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from people import account

from as_signed_in import SignedIn
from wijkpeil.ledger.accounts import Account
from wijkpeil.model.people import Role

PROGRAMME = "rotterdam-2007"
CONTROL = re.compile(r"<(input|textarea|select)\b([^>]*)>(?:\s*(.*?)</\1>)?", re.DOTALL)
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
CHOSEN = re.compile(r'<option value="([^"]*)" selected')


def signed_in(role: Role | None = "programme-manager", **more: Any) -> tuple[Client, Account]:
    """A browser in which someone with a role is signed in."""
    person = account(role, programme="" if role in (None, "administrator", "auditor") else PROGRAMME, **more)
    client = SignedIn(SERVER_NAME="localhost")
    client.force_login(person)
    return client, person


def text_of(answer: Any) -> str:
    """What a page says, without marks."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def form_of(page: str) -> dict[str, Any]:
    """What a browser would send of the form of a page, as it stands."""
    start = page.index('<form class="form')
    found: dict[str, Any] = {}
    for tag, attributes, inside in CONTROL.findall(page[start : page.index("</form>", start)]):
        given = dict(ATTRIBUTE.findall(attributes))
        name, kind = given.get("name"), given.get("type", "")
        if name in (None, "csrfmiddlewaretoken") or (kind in ("checkbox", "radio") and "checked" not in given):
            continue
        if tag == "select":
            chosen = CHOSEN.search(inside)
            found[name] = html.unescape(chosen[1]) if chosen else ""
        elif kind == "checkbox":
            found.setdefault(name, []).append(html.unescape(given.get("value", "on")))
        else:
            found[name] = html.unescape(inside if tag == "textarea" else given.get("value", ""))
    return found


def opened(client: Client, address: str) -> dict[str, Any]:
    """The form at an address, as it stands."""
    return form_of(client.get(address).content.decode())


def tags(page: str) -> list[dict[str, str]]:
    """The attributes of every tag of a page, in its order; one without a value is empty."""
    found: list[dict[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append({name: value or "" for name, value in attrs} | {"": tag})

    Reader().feed(page)
    return found
