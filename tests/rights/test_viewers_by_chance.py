"""Whatever was shown to whom before, each viewer gets what a process gives that showed nothing to anybody."""

import functools
import re
import sys
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from world import HOUSING, KEEPER, POLICE, SMALL, World, person

from wijkpeil.ledger import snapshot
from wijkpeil.ledger.memory import Memory
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import record_add, record_revise
from wijkpeil.pages import context
from wijkpeil.pages.templatetags.keeping import Pieces, pieces
from wijkpeil.web.urls_past import STANDING

pytestmark = pytest.mark.django_db
LAST = ("wijkpeil.pages.names", "wijkpeil.pages.searching")
"""Modules that keep what they made last in ``_last``."""
SHARED = (
    ("", "public", ""),
    (POLICE, "public", ""),
    (POLICE, "own", ""),
    (POLICE, "named", HOUSING),
    (HOUSING, "own", ""),
)
NAMES = ("Open plein", "Politiepost", "Schuilkelder", "Wachtpost", "Portiek")
RECORDS: dict[str, dict[str, str]] = {
    "facilities": {"kind": "other", "theme": "t1", "areas": "3081"},
    "measures": {"kind": "measure", "theme": "t1", "areas": "3081", "lines": "1"},
    "practices": {"place_nl": "Hier", "place_en": "Here", "theme": "t1"},
    "capacities": {"kind": "other", "areas": "3081", "theme": "t1"},
}


def cells(register: str, number: int) -> dict[str, str]:
    owner, visibility, visible_to = SHARED[number]
    told = {"name_nl": NAMES[number], "name_en": f"{NAMES[number]} (en)"}
    if register in ("measures", "practices"):
        told |= {f"{name}_{language}": NAMES[number] for name in ("description",) for language in ("nl", "en")}
    if register == "measures":
        told |= {f"{name}_{language}": "Hier" for name in ("scope", "record_kept") for language in ("nl", "en")}
    return {**RECORDS[register], **told, "owner": owner, "visibility": visibility, "visible_to": visible_to}


def forget_everything() -> int:
    """Be a process that has just begun: empty whatever this one keeps; return how many such places there are."""
    found = 0
    modules = [module for name, module in sys.modules.items() if name.startswith("wijkpeil.")]
    for each in {id(each): each for module in modules for each in vars(module).values()}.values():
        if type(each) is Memory:
            each.clear()
        elif type(each) is Pieces:
            each.__init__(each.limit)  # type: ignore[misc]
        elif type(each) is functools._lru_cache_wrapper:
            each.cache_clear()
        else:
            continue
        found += 1
    for name in LAST:
        sys.modules[name]._last.clear()  # type: ignore[attr-defined]
    return found


def named(patterns: list[Any]) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from named(each.url_patterns)
        elif isinstance(each, URLPattern) and each.name in STANDING and not each.pattern.converters:
            yield each.name


def addresses() -> list[str]:
    """Every page and file that stands for a moment and needs no more to be said, and some of records and searches."""
    from django.urls import reverse

    names = sorted(set(named(get_resolver().url_patterns)))
    assert len(names) > 15
    found = []
    for language in ("nl", "en"):
        with override(language):
            found += [reverse(name) for name in names]
            found += [f"{reverse('search')}?q={word}" for word in (*NAMES, "plein")]
            found += [
                reverse("area", args=["3081"]),
                reverse("partner", args=[POLICE]),
                reverse("partner", args=[HOUSING]),
            ]
            found += [reverse("measure", args=[f"m{number}"]) for number in range(len(SHARED))]
            found += [reverse("history-record", args=[kind, f"{kind[0]}2"]) for kind in RECORDS]
            found += [reverse("data-register", args=[kind]) for kind in RECORDS]
            found += [f"{reverse('targets')}?theme=t1"]
    return list(dict.fromkeys(found))


class Viewers:
    """Who looks, what they may look at, and what a new process tells each of them."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {"visitor": Client(SERVER_NAME="localhost")}
        for role, partner in (("reader", POLICE), ("reader", HOUSING), ("auditor", None), ("programme-manager", None)):
            client = Client(SERVER_NAME="localhost")
            client.force_login(person(role, partner, f"viewer {role} {partner}")[0])
            self.clients[f"{role} {partner}"] = client
        self.addresses = addresses()
        self.fresh: dict[tuple[str, str, int], str] = {}

    def read(self, who: str, address: str) -> str:
        answer = self.clients[who].get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        told = body.decode("utf-8", "replace")
        for secret in (r'name="csrfmiddlewaretoken" value="[^"]*"', r'nonce="[^"]*"', r'name="form_key" value="[^"]*"'):
            told = re.sub(secret, "", told)
        return f"{answer.status_code} {told}"

    def of_a_new_process(self, who: str, address: str) -> str:
        key = who, address, JournalEntry.objects.count()
        if key not in self.fresh:
            forget_everything()
            self.fresh[key] = self.read(who, address)
        return self.fresh[key]


@pytest.fixture(scope="module")
def viewers(world: World) -> Viewers:
    for register in RECORDS:
        for number in range(len(SHARED)):
            record_add(KEEPER, SMALL, register, f"{register[0]}{number}", cells(register, number))
    return Viewers()


def test_everything_that_a_process_keeps_is_forgotten(viewers: Viewers) -> None:
    """So that what is compared with is what a new process says."""
    assert forget_everything() >= 20
    viewers.read("auditor None", "/maatregelen/")
    assert snapshot._states.filled()
    forget_everything()
    assert not snapshot._states.filled()
    assert pieces.length == 0


def test_viewers_are_told_different_things(viewers: Viewers) -> None:
    """Else nothing could be mixed up."""
    told = {who: viewers.of_a_new_process(who, "/voorzieningen/") for who in viewers.clients}
    seen = {who: [name for name in NAMES if name in text] for who, text in told.items()}
    assert seen == {
        "visitor": ["Open plein", "Politiepost"],
        f"reader {POLICE}": ["Open plein", "Politiepost", "Schuilkelder", "Wachtpost"],
        f"reader {HOUSING}": ["Open plein", "Politiepost", "Wachtpost", "Portiek"],
        "auditor None": list(NAMES),
        "programme-manager None": ["Open plein", "Politiepost"],
    }


def mixed_up(viewers: Viewers, chance: Random) -> list[tuple[str, str]]:
    """Have all viewers look at a few pages, in any order and twice; return who was told something else at which address
    than a new process tells them."""
    asked = [chance.choice(viewers.addresses) for _ in range(3)]
    steps = [(who, address) for who in viewers.clients for address in asked]
    expected = {step: viewers.of_a_new_process(*step) for step in steps}
    chance.shuffle(steps)
    forget_everything()
    return [step for step in steps * 2 if viewers.read(*step) != expected[step]]


@settings(suppress_health_check=list(HealthCheck), max_examples=max(settings().max_examples // 10, 5), deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_no_viewer_is_told_what_another_was(viewers: Viewers, chance: Random) -> None:
    for _ in range(2):
        assert mixed_up(viewers, chance) == []
        register, number = chance.choice(list(RECORDS)), chance.randrange(len(SHARED))
        changed = {**cells(register, number), "name_en": f"{NAMES[number]} {chance.randrange(100)}"}
        record_revise(KEEPER, SMALL, register, f"{register[0]}{number}", changed, revision=None)


def test_a_memory_that_forgot_for_whom_it_is_would_be_found(viewers: Viewers, monkeypatch: pytest.MonkeyPatch) -> None:
    class Careless(Memory[Any, Any]):
        def get(self, key: Any, make: Any) -> Any:
            return super().get(key[0], make)

    expected = {who: viewers.of_a_new_process(who, "/voorzieningen/") for who in viewers.clients}
    monkeypatch.setattr(context, "_scopes", Careless(9))
    assert viewers.read("auditor None", "/voorzieningen/") == expected["auditor None"]
    assert viewers.read("visitor", "/voorzieningen/") != expected["visitor"]
