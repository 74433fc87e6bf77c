"""The commands that there are, for the tests that hold documents and files against them."""

from typing import Any

import typer.main

from wijkpeil.cli.app import app


def commands() -> dict[str, Any]:
    """Each command by the words that call it, such as ``board``."""
    group = typer.main.get_command(app)
    found: dict[str, Any] = {}
    pending: list[tuple[str, Any]] = [("", group)]
    while pending:
        name, command = pending.pop()
        below = getattr(command, "commands", None)
        if not below or (name and command.invoke_without_command):
            found[name] = command
        if below:
            pending += [(f"{name} {word}".strip(), each) for word, each in below.items()]
    return found
