"""However deep a request calls, it asks the system for no memory again and again."""

from __future__ import annotations

import subprocess
import sys

# Counts the pages of memory that calls at each depth touch for the first time, in a process of its own.
COUNT = """
import resource
from wijkpeil.web.roomy import roomy

def leaf(a, b, c, d):
    return a

def loop():
    for _ in range(200):
        leaf(1, 2, 3, 4)

def deep(depth):
    if depth:
        return deep(depth - 1)
    return loop()

def touched():
    found = []
    for depth in range(400):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        deep(depth)
        found.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    return max(found)

touched()
print(roomy(touched)(), touched())
"""
CALLS = 200


def test_a_call_at_no_depth_asks_for_memory_each_time() -> None:
    answer = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True).stdout
    with_room, without = (int(one) for one in answer.split())

    assert with_room < CALLS / 4
    if sys.version_info < (3, 13):
        assert without >= CALLS, "the test no longer sees what it guards against"


def test_it_passes_on_what_it_is_given_and_what_comes_of_it() -> None:
    from wijkpeil.web.roomy import roomy

    assert roomy(lambda one, *, two: (one, two))(1, two=2) == (1, 2)
