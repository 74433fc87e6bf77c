"""What the benchmarks of indices compare computes the same: the engine, the best NumPy and the naive one."""

import subprocess
import sys
from pathlib import Path

SAME = """
import sys
sys.path.insert(0, sys.argv[1])
import numpy as np
import index_cases as cases
cases.AREAS = 600
score, ranks = cases.plain_scores()()
second, places = cases.naive_scores()()
ours = cases.country()
assert np.allclose(ours.score, score) and np.allclose(score, second)
assert (ours.ranks == ranks).all() and (ranks == places).all()
low, high = cases.plain_draws(1_000)()
mine = cases.draws(1_000)()()
# The random numbers are drawn in another order, so that the intervals agree as two samples do.
width = (high - low).mean()
assert abs((mine[1] - mine[0]).mean() / width - 1) < 0.05
assert np.abs(low - mine[0]).mean() < 0.05 * width and np.abs(high - mine[1]).mean() < 0.05 * width
naive = cases.naive_outranking(40)()
assert naive == cases.outranking(different=False)()()[:40].tolist()
flattered = cases.doubt(lambda: cases.figures().values[:, :10])()()
assert np.allclose(-np.array(cases.naive_doubt()()), flattered[:20], atol=1e-9)
cases.naive_draws(2)()
assert cases.draws_from_intervals(3)().ranks.shape == np.array(cases.one_by_one(3)()).shape
made_up = cases.made_up_asem(cases.wi.read(cases.ASEM))
assert made_up.values.shape == (51, 53)
"""


def test_what_is_compared_computes_the_same(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAME, str(project / "benchmarks")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
