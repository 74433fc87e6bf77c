"""Time what a person waits for, each beside a fixed piece of work, in one run.

A median in milliseconds holds for this machine only. The ratio to the fixed work, measured in turn with it, can be
compared between machines and between versions. Beside the time that passed stands the time that the process computed:
on a machine that does other work as well, the first is longer, and the second is what the software is responsible for.
Where an operation has a limit, computing longer makes the run fail.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cases import CASES, Case
from index_cases import INDEX_CASES
from journal_cases import JOURNAL_CASES
from key_cases import KEY_CASES
from large_cases import LARGE_CASES, use
from signal_cases import SIGNAL_CASES
from target_cases import STATUS_CASES

REFERENCE_WORK = [{"id": str(number), "value": number / 7, "words": ["a", "b", "c"]} for number in range(2_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What one operation took."""

    name: str
    rounds: int
    median_ms: float
    """Of the time that passed."""
    cpu_ms: float
    """Median of the time that the process computed, in all its threads."""
    worst_ms: float
    """Of the time that passed."""
    ratio: float
    """Median of the time that was computed, over that of the fixed work or of what the case is compared with."""
    limit_ms: float | None
    limit_ratio: float | None = None
    memory_mb: float | None = None
    """Most that a process of its own took, where that has a limit."""
    limit_mb: float | None = None

    @property
    def within(self) -> bool:
        """Whether the median of what was computed, its ratio and the memory keep to their limits."""
        pairs = ((self.cpu_ms, self.limit_ms), (self.ratio, self.limit_ratio), (self.memory_mb, self.limit_mb))
        return all(limit is None or (value is not None and value <= limit) for value, limit in pairs)


def fixed_work() -> object:
    """What every operation is compared with: two thousand small records to JSON and back."""
    return json.loads(json.dumps(REFERENCE_WORK))


def milliseconds(operation: Callable[[], object]) -> tuple[float, float]:
    """How long one call takes: what passed, and what the process computed."""
    start, computed = time.perf_counter(), time.process_time()
    operation()
    return (time.perf_counter() - start) * 1000, (time.process_time() - computed) * 1000


def measure(case: Case, rounds: int) -> Timing:
    """Time a case and the work it is compared with in turn, after one call of each that does not count."""
    rounds = case.rounds or rounds
    operation = case.prepare()
    compared = fixed_work if case.against is None else case.against()
    operation()
    compared()
    pairs = []
    for _ in range(rounds):
        if case.before is not None:
            case.before()
        pairs.append((milliseconds(operation), milliseconds(compared)))
    passed, computed = zip(*(taken for taken, _ in pairs), strict=True)
    median, which = statistics.median(computed), 0 if case.by_clock else 1
    multiple = statistics.median([own[which] for own, _ in pairs]) / statistics.median([of[which] for _, of in pairs])
    return Timing(
        name=case.name,
        rounds=rounds,
        median_ms=round(statistics.median(passed), 3),
        cpu_ms=round(median, 3),
        worst_ms=round(max(passed), 3),
        ratio=round(multiple, 3),
        limit_ms=case.limit_ms,
        limit_ratio=case.limit_ratio,
        memory_mb=None if case.limit_mb is None else memory_of(case),
        limit_mb=case.limit_mb,
    )


def memory_of(case: Case) -> float:
    """The most memory that a process of its own takes for a case, in megabytes."""
    script = Path(__file__).resolve().parent / "index_cases.py"
    done = subprocess.run([sys.executable, script, case.name], check=True, capture_output=True, text=True)
    return float(done.stdout)


def as_text(timings: list[Timing]) -> str:
    """A table for a person."""
    wide = max([len(timing.name) for timing in timings] + [24])
    heads = ("operation", "computed", "passed", "worst", "limit", "ratio", "limit", "memory", "limit")
    lines = ["{:<{wide}} {:>10} {:>10} {:>10} {:>9} {:>8} {:>6} {:>9} {:>7}".format(*heads, wide=wide).rstrip()]
    for timing in timings:
        cells = (
            f"{timing.cpu_ms:.1f} ms",
            f"{timing.median_ms:.1f} ms",
            f"{timing.worst_ms:.1f} ms",
            f"{timing.limit_ms:.0f} ms" if timing.limit_ms else "",
            f"{timing.ratio:.2f}",
            f"{timing.limit_ratio:g}" if timing.limit_ratio else "",
            f"{timing.memory_mb:.0f} MB" if timing.memory_mb else "",
            f"{timing.limit_mb:.0f} MB" if timing.limit_mb else "",
        )
        line = "{:<{wide}} {:>10} {:>10} {:>10} {:>9} {:>8} {:>6} {:>9} {:>7}".format(timing.name, *cells, wide=wide)
        lines.append(line.rstrip() if timing.within else f"{line.rstrip()}  over the limit")
    return "\n".join(lines)


def main() -> int:
    """Run the chosen cases; 1 where one passes its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", metavar="NAME", help="parts of the names to run; all without")
    parser.add_argument("--rounds", type=int, default=15, help="how often each operation is timed")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--large", action="store_true", help="time the large programme, made in some minutes")
    parser.add_argument("--signals", action="store_true", help="time the signals of a made-up country, in a minute")
    parser.add_argument("--index", action="store_true", help="time composite indices beside NumPy, in some minutes")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the large workspace there for other runs")
    arguments = parser.parse_args()
    use(arguments.keep)
    usual = (*CASES, *STATUS_CASES, *KEY_CASES)
    asked = {"large": (*LARGE_CASES, *JOURNAL_CASES), "signals": SIGNAL_CASES, "index": INDEX_CASES}
    cases = next((found for name, found in asked.items() if getattr(arguments, name)), usual)
    chosen = [case for case in cases if not arguments.only or any(part in case.name for part in arguments.only)]
    timings = []
    for case in chosen:
        timings.append(measure(case, arguments.rounds))
        print(as_text(timings[-1:]).splitlines()[-1], file=sys.stderr, flush=True)
    records: list[dict[str, Any]] = [asdict(timing) for timing in timings]
    print(json.dumps(records, indent=1) if arguments.format == "json" else as_text(timings))
    return 0 if all(timing.within for timing in timings) else 1


if __name__ == "__main__":
    sys.exit(main())
