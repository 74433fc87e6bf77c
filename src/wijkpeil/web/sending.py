"""Sending mail: at once where the sender is to know whether it left, else after the page was answered."""

from __future__ import annotations

import logging
import threading

from django.core.mail import EmailMessage
from django.db import connection

log = logging.getLogger(__name__)


def send_later(message: EmailMessage) -> None:
    """Send a mail from a thread of its own: how long that takes is not seen by who asked for the page."""
    threading.Thread(target=_send, args=(message,), name="wijkpeil-mail", daemon=False).start()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:
        # Neither the address nor the text: they are of a person.
        log.error("mail could not be sent: %s", type(error).__name__)
    finally:
        connection.close()
