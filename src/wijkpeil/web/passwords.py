"""The one rule of passwords, for every form that takes one: how long it is, and how hard it is to guess.

Other rules (not common, not like the name) are Django's own, listed beside it in ``AUTH_PASSWORD_VALIDATORS``.
"""

from __future__ import annotations

import math
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SHORTEST, LONGEST = 12, 128
RULE = gettext_lazy(
    "At least 12 characters and at most 128, of any kind, spaces too. "
    "A sentence of a few words is easy to remember and hard to guess."
)
BITS = (45, 60, 90)
"""From how many bits on a password is rated 2, 3 and 4."""
_KINDS = (
    (re.compile(r"[a-z]"), 26),
    (re.compile(r"[A-Z]"), 26),
    (re.compile(r"[0-9]"), 10),
    (re.compile(r"[ -/:-@[-`{-~]"), 33),
)
_OTHER = 100


def length(password: str) -> int:
    """Return the number of characters, several spaces in a row counting as one."""
    return len(re.sub(r" {2,}", " ", password))


class Length:
    """Django's validator: refuses what is too short or too long."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002
        """Raise ValidationError where the password has fewer than 12 characters or more than 128."""
        if length(password) < SHORTEST:
            told = _("This password is too short: it must have at least 12 characters, several spaces counting as one.")
            raise ValidationError(told, code="password_too_short")
        too_long(password)

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return str(RULE)


def too_long(password: str) -> None:
    """Raise ValidationError where a password is longer than any that can be stored, before it is hashed."""
    if len(password) > LONGEST:
        told = _("This password is too long: a password has at most 128 characters. Shorten it.")
        raise ValidationError(told, code="password_too_long")


def strength(password: str) -> int:
    """Return how hard a password is to guess: 0 too short, 1 weak, 2 fair, 3 good, 4 strong.

    A character counts where it neither repeats the one before it nor goes on from it (``aaa``, ``abc``, ``321``), and
    a character that came before counts for half. ``js/password.js`` says the same while somebody types.
    """
    if length(password) < SHORTEST:
        return 0
    alphabet = sum(size for kind, size in _KINDS if kind.search(password))
    alphabet += _OTHER if any(ord(each) > 126 for each in password) else 0
    signs, seen, before = 0.0, set(), None
    for sign in password:
        if before is None or abs(ord(sign) - ord(before)) > 1:
            signs += 0.5 if sign in seen else 1
        seen.add(sign)
        before = sign
    bits = signs * math.log2(max(alphabet, 2))
    return 1 + sum(bits >= each for each in BITS)
