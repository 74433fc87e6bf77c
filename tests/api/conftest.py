"""What the tests of the API share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from world import World
from worlds import world as world

from wijkpeil.loading.json_form import json_text
from wijkpeil.web import counts


@pytest.fixture
def call(world: World) -> Iterator[Callable[..., Any]]:
    """Call the API as the holder of a role (``who``: role and place); what it writes is rolled back."""

    def made(method: str, path: str, body: Any = None, who: str = "", key: str = "", **headers: str) -> Any:
        role, _, place = who.partition(" at ")
        found = [each for each in world.stands.values() if (each.holder.role, each.holder.place) == (role, place)]
        if who:
            key = found[0].key
        if key:
            headers["Authorization"] = f"Bearer {key}"
        send = getattr(Client(SERVER_NAME="localhost"), method)
        sent = {} if body is None else {"data": body if isinstance(body, bytes | str) else json_text(body)}
        return send(f"/api/v1{path}", **sent, content_type="application/json", headers=headers)

    counts.clear()
    with transaction.atomic():
        yield made
        transaction.set_rollback(True)
