"""How records are read and written on pages: the workplace for whoever signed in, the public site for a visitor."""

import re
from collections.abc import Mapping
from typing import Any

from acting_on import fresh, undone, wanted
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pages import PageWay, wrote
from world import SMALL, Stand, World

from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.loading.editing import record_cells
from wijkpeil.pages.work.reading import PREFIX

SHARING = ("owner", "visibility", "visible_to")


def at(name: str, *parts: Any) -> str:
    """The address of a page."""
    with override("nl"):
        return reverse(name, args=parts)


def found(client: Client, address: str) -> str:
    """What a page says; nothing where there is none for who asks."""
    answer = client.get(address)
    assert answer.status_code in (200, 404), (address, answer.status_code)
    return answer.content.decode() if answer.status_code == 200 else ""


def read(client: Client, world: World, stand: Stand, subject: str) -> bool:
    """Open the history of the record on the site, and the record in the workplace; its register lists it as they do."""
    register, own = world.place(stand.holder, subject)
    history = bool(found(client, at("history-record", register, own)))
    if stand.account is None:
        return history
    shown = bool(found(client, at("work-record", register, own)))
    listed = at("work-record", register, own) in found(client, at("work-register", register))
    assert shown == listed == history, (stand.holder, register, own, shown, listed, history)
    return shown


def form(cells: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """Cells as a form sends them."""
    return {f"{PREFIX}{column}": cell for column, cell in cells.items()} | more


def stands_as(register: str, own: str, cells: Mapping[str, str]) -> bool:
    """True where a record stands, and is kept and seen as its cells say."""
    held = [each for each in getattr(current_programme(SMALL).ledger, register) if each.id == own]
    return [{name: record_cells(each)[name] for name in SHARING} for each in held] == [
        {name: cells[name] for name in SHARING}
    ]


def add(client: Client, world: World, stand: Stand, subject: str) -> bool:
    register, cells = fresh(world, stand, subject)
    done = wrote(lambda: client.post(at("work-add", register), form({**cells, "id": "new"})))
    assert done == REGISTERS[register].objects.of(SMALL).current().filter(record_id="new").exists()
    return done and stands_as(register, "new", cells)


def revise(action: str) -> PageWay:
    def way(client: Client, world: World, stand: Stand, subject: str) -> bool:
        register, own = world.place(stand.holder, subject)
        cells = wanted(world, action, register, own, subject)
        address = at("work-revise", register, own)
        return wrote(lambda: client.post(address, form(cells, revision="2"))) and stands_as(register, own, cells)

    return way


def restore(client: Client, world: World, stand: Stand, subject: str) -> bool:
    address = at("work-restore", *world.place(stand.holder, subject), 1)
    return wrote(lambda: client.post(address))


def remove(client: Client, world: World, stand: Stand, subject: str) -> bool:
    register, own = world.place(stand.holder, subject)
    done = wrote(lambda: client.post(at("work-remove", register, own), {"revision": "2"}))
    assert done != REGISTERS[register].objects.of(SMALL).current().filter(record_id=own).exists()
    return done


def undo(client: Client, world: World, stand: Stand, subject: str) -> bool:
    address = at("work-undo", undone(world, stand, subject))
    return wrote(lambda: client.post(address))


def revise_target(client: Client, world: World, stand: Stand, _subject: str) -> bool:
    from ways import DECISION, LOWER

    cells, address = {**world.cells("targets", "a"), **LOWER, **DECISION}, at("work-target-revise", "a")
    looked = client.post(address, form(cells, revision="1", act="look"))
    seen = re.search(r'name="looked" value="([0-9a-f]+)"', looked.content.decode())
    sent = form(cells, revision="1", act="send", looked=seen[1] if seen else "")
    return wrote(lambda: client.post(address, sent))


RECORD_PAGES: dict[str, PageWay] = {
    "target_revise": revise_target,
    "record_read": read,
    "record_add": add,
    "record_revise": revise("record_revise"),
    "record_share": revise("record_share"),
    "record_restore": restore,
    "record_remove": remove,
    "entry_undo": undo,
}
