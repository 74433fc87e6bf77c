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
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cases import CASES, Case
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

    @property
    def within(self) -> bool:
        """Whether the median of what was computed keeps to the limit."""
        return self.limit_ms is None or self.cpu_ms <= self.limit_ms


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
    median = statistics.median(computed)
    return Timing(
        name=case.name,
        rounds=rounds,
        median_ms=round(statistics.median(passed), 3),
        cpu_ms=round(median, 3),
        worst_ms=round(max(passed), 3),
        ratio=round(median / statistics.median([work for _, (_, work) in pairs]), 3),
        limit_ms=case.limit_ms,
    )


def as_text(timings: list[Timing]) -> str:
    """A table for a person."""
    wide = max([len(timing.name) for timing in timings] + [24])
    lines = [f"{'operation':<{wide}} {'computed':>9} {'passed':>9} {'worst':>9} {'limit':>8} {'ratio':>8}"]
    for timing in timings:
        limit = f"{timing.limit_ms:.0f} ms" if timing.limit_ms else ""
        line = (
            f"{timing.name:<{wide}} {timing.cpu_ms:>6.1f} ms {timing.median_ms:>6.1f} ms {timing.worst_ms:>6.1f} ms"
            f" {limit:>8} {timing.ratio:>8.2f}"
        )
        lines.append(line if timing.within else f"{line}  over the limit")
    return "\n".join(lines)


def main() -> int:
    """Run the chosen cases; 1 where one passes its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", metavar="NAME", help="parts of the names to run; all without")
    parser.add_argument("--rounds", type=int, default=15, help="how often each operation is timed")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--large", action="store_true", help="time the large programme, made in some minutes")
    parser.add_argument("--signals", action="store_true", help="time the signals of a made-up country, in a minute")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the large workspace there for other runs")
    arguments = parser.parse_args()
    use(arguments.keep)
    usual = (*CASES, *STATUS_CASES, *KEY_CASES)
    cases = (*LARGE_CASES, *JOURNAL_CASES) if arguments.large else SIGNAL_CASES if arguments.signals else usual
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
