"""The weights that flatter each of many areas most: a linear programme per area, many of them solved side by side.

Maximise ``w·y`` with ``w >= 0`` and ``w·f <= 1`` for every row f of the front; and, where parts are bound, each part
``w_i y_i`` between two shares of ``w·y``. Every programme keeps k limits that hold with equality and the inverse of
their rows. It starts from limits that are too few, so that its score is too high, and takes on, one after the other,
the limit that its weights break most, until they break none: the dual simplex method, in which limits of the whole
front need to be looked at only when those that bound others before are kept. What is found is computed once more from
the limits that bind, and is a solution only where no weight breaks a limit and no price is below 0, which proves it.

Sources: C. E. Lemke, *The dual method of solving the linear programming problem*, Naval Research Logistics Quarterly 1
(1954), 36-47; on limits of a front that bind few, J. H. Dulá, *An algorithm for data envelopment analysis*, INFORMS
Journal on Computing 23 (2011), 284-296.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from wijkpeil.methods.composite.columns import Flags, Numbers

Codes = NDArray[np.int64]
BROKEN = 1e-12
"""By how much weights must break a limit for it to count; figures are shares of the greatest of their column."""
STEEP = 1e-9
"""The least that a pivot may be, and what a price may lie below 0 by rounding."""
MOVED = 1e-10
"""By how much figures are moved so that no two prices reach 0 together."""
CELLS = 2**18
"""Cells of the inverses that are worked on side by side, few enough to stay in the cache."""
ROWS = 64
"""Programmes whose weights are held against the front in one product."""
PRODUCT = 262_144
"""Multiplications of one product of matrices, below which OpenBLAS leaves it on one processor; the work is divided by
whoever calls. Its other routines are left aside: one inverse of 100 by 100 on two threads costs thirty on one."""


@dataclass(slots=True)
class Batch:
    """Programmes under way; every array has an entry for each."""

    rows: Codes
    """Which areas they are of."""
    y: Numbers
    """``(b, k)``: their figures."""
    aim: Numbers
    """The same, moved by next to nothing, so that no two prices reach 0 together and no step leads nowhere."""
    tight: Codes
    """``(b, k)``: the limits that hold with equality, by code."""
    inverse: Numbers
    """``(b, k, k)``: of the rows of these limits."""
    weights: Numbers
    """``(b, k)``"""
    prices: Numbers
    """``(b, k)``: what the score would gain if a limit gave way by one."""
    steps: Codes
    """How often a limit was taken on."""

    def those(self, kept: Flags | Codes) -> Batch:
        """Give some of them."""
        return Batch(*(getattr(self, one.name)[kept] for one in fields(self)))

    def joined(self, other: Batch) -> Batch:
        """Give these and others."""
        return Batch(*(np.concatenate([getattr(self, one.name), getattr(other, one.name)]) for one in fields(self)))


class Programmes:
    """The limits that all areas share. A limit has a code: its row of the front; ``len(front)`` for the mean of the
    rows that lead a column, which binds no more than they do; after that, per indicator, *not below 0*; then *at most
    its share*; then *at least its share*."""

    def __init__(self, front: Numbers, shares: Numbers, freedom: float | None) -> None:
        self.count, self.k = front.shape
        leaders = np.unique(front.argmax(axis=0))
        self.lines = np.vstack([front, front[leaders].mean(axis=0)])
        self.names, self.binding = np.arange(self.count), np.ones(self.count, np.bool_)
        self.turned = np.ascontiguousarray(front.T)
        self.pool = leaders
        self.pooled = np.ascontiguousarray(front[leaders].T)
        self.moved = MOVED * np.random.default_rng(self.k).uniform(1, 2, self.k)
        self.most = None if freedom is None else shares * (1 + freedom)
        self.least = np.zeros(self.k) if freedom is None else shares * (1 - freedom)

    def solve(self, which: Codes) -> tuple[Numbers, Flags]:
        """Give the weights of some rows of the front, ``(n, k)``, and where they were found. None of these rows may be
        all zeros, nor hold a zero where every part has a least."""
        found, solved = np.zeros((len(which), self.k)), np.zeros(len(which), np.bool_)
        together = max(16, CELLS // self.k**2)
        ready = 0
        batch = self.begun(which[:0], ready)
        while ready < len(which) or len(batch.rows):
            if ready < len(which) and len(batch.rows) <= together // 2:
                more = which[ready : ready + together - len(batch.rows)]
                batch = batch.joined(self.begun(more, ready))
                ready += len(more)
            codes, broken = self.worst(batch, self.pooled, self.pool)
            kept = np.flatnonzero(broken <= BROKEN)
            if kept.size:
                codes[kept], broken[kept], done = self.looked_over(batch, kept)
                ended = broken[kept] <= BROKEN
                rows = batch.rows[kept[ended]]
                found[rows], solved[rows] = batch.weights[kept[ended]], done[ended]
                self.outlive(which[rows[done[ended]]], (found[rows] * batch.y[kept[ended]]).sum(axis=1)[done[ended]])
                if ended.any():
                    going = np.delete(np.arange(len(codes)), kept[ended])
                    batch, codes, broken = batch.those(going), codes[going], broken[going]
            batch = self.stepped(batch, codes, broken)
        return found, solved

    def outlive(self, which: Codes, scores: Numbers) -> None:
        """Leave out of the front what scores below 1 with weights of free choice: it binds nobody."""
        if self.most is not None:
            return
        self.binding[which[scores < 1 - STEEP]] = False
        left = self.binding[self.names]
        if left.sum() < 0.75 * left.size:
            self.names = self.names[left]
            self.turned = np.ascontiguousarray(self.turned[:, left])

    def begun(self, which: Codes, first: int) -> Batch:
        """Begin programmes at the solution of the fewest limits: that of the mean of the leaders, and what each part
        may be. One part, ``best``, is what these leave; the inverse follows from ``w_i = h_i g_i + beta_i t`` for the
        others, where g is what a limit comes to and t the score."""
        y = self.lines[which]
        centre, at = self.lines[-1], np.arange(len(y))
        codes, best = self._filled_up(y, centre) if y.size else (np.zeros(y.shape, np.int64), at)
        kind = (codes - self.count - 1) // self.k
        sign, bound, over = np.where(kind == 1, 1.0, -1.0), np.zeros(y.shape), np.ones(y.shape)
        if self.most is not None:
            bound = np.where(kind == 1, self.most, np.where(kind == 2, self.least, 0.0))
            over = np.where(kind > 0, y, 1.0)
        sign[at, best], bound[at, best], over[at, best] = 0.0, 0.0, 1.0
        h, beta, left = sign / over, bound / over, 1 - bound.sum(axis=1)
        mine, cost = y[at, best], centre[best]
        whole = beta @ centre + cost * left / mine
        score = -(centre - (cost / mine)[:, None] * y) * h / whole[:, None]
        score[at, best] = 1 / whole
        inverse = beta[:, :, None] * score[:, None, :]
        inverse[:, range(self.k), range(self.k)] += h
        inverse[at, best] = (left[:, None] * score - y * h) / mine[:, None]
        codes[at, best] = self.count
        aim = y + self.moved
        weights = inverse[at, :, best].copy()
        return Batch(first + at, y, aim, codes, inverse, weights, _products(aim, inverse), np.zeros(len(y), np.int64))

    def _filled_up(self, y: Numbers, centre: Numbers) -> tuple[Codes, Codes]:
        """Give every part its least, and the rest to those that cost least of the mean, up to their most; the one that
        is not filled up is the one that counts."""
        free = np.tile(self.count + 1 + np.arange(self.k), (len(y), 1))
        if self.most is None:
            return free, ((y + self.moved) * (y > 0) / centre).argmax(axis=1)
        with np.errstate(divide="ignore"):
            order = np.argsort(centre / y, axis=1, kind="stable")
        room = np.take_along_axis(np.broadcast_to(self.most - self.least, y.shape), order, axis=1).cumsum(axis=1)
        last = np.minimum((room < 1 - self.least.sum()).sum(axis=1), (y > 0).sum(axis=1) - 1)
        full = np.argsort(order, axis=1, kind="stable") < last[:, None]
        codes = free + np.where(full, self.k, np.where(self.least > 0, 2 * self.k, 0))
        return codes, np.take_along_axis(order, last[:, None], axis=1)[:, 0]

    def lines_of(self, codes: Codes, y: Numbers) -> Numbers:
        """Give the rows of limits, ``(b, c, k)``, by codes ``(b, c)``."""
        found: Numbers = self.lines[np.minimum(codes, self.count)]
        b, c = np.nonzero(codes > self.count)
        kind, part = np.divmod(codes[b, c] - self.count - 1, self.k)
        found[b, c] = 0.0
        found[b, c, part] = -1.0
        if self.most is not None and kind.any():
            shared = kind > 0
            b, c, kind, part = b[shared], c[shared], kind[shared], part[shared]
            bound = np.where(kind == 1, -self.most[part], self.least[part])
            found[b, c] = bound[:, None] * y[b]
            found[b, c, part] += np.where(kind == 1, 1.0, -1.0) * y[b, part]
        return found

    def sharpened(self, batch: Batch) -> Numbers:
        """Take the rounding of many steps out of the weights; give the prices of what was really aimed at."""
        lines = self.lines_of(batch.tight, batch.y)
        for _ in range(2):
            short = (batch.tight <= self.count) - (lines * batch.weights[:, None, :]).sum(axis=2)
            batch.weights += (batch.inverse * short[:, None, :]).sum(axis=2)
        prices = _products(batch.y, batch.inverse)
        return prices + _products(batch.y - _products(prices, lines), batch.inverse)

    def worst(self, batch: Batch, turned: Numbers, names: Codes) -> tuple[Codes, Numbers]:
        """Give the limit that each breaks most, of its own and of some of the front ``(k, c)``, and by how much."""
        codes, broken = np.zeros(len(batch.rows), np.int64), np.full(len(batch.rows), -np.inf)
        across = max(1, PRODUCT // (min(ROWS, len(batch.rows) + 1) * self.k))
        for first in range(0, len(batch.rows), ROWS):
            inside = slice(first, first + ROWS)
            for start in range(0, turned.shape[1], across):
                over = batch.weights[inside] @ turned[:, start : start + across]
                which = over.argmax(axis=1)
                amount = over[np.arange(len(which)), which] - 1
                more = np.flatnonzero(amount > broken[inside])
                codes[first + more], broken[first + more] = names[start + which[more]], amount[more]
        at = np.arange(len(batch.rows))
        own = [-batch.weights]
        if self.most is not None:
            parts = batch.weights * batch.y
            whole = parts.sum(axis=1, keepdims=True)
            own += [parts - self.most * whole, self.least * whole - parts]
        for kind, amount in enumerate(own):
            part = amount.argmax(axis=1)
            more = amount[at, part] > broken
            codes[more] = self.count + 1 + kind * self.k + part[more]
            broken[more] = amount[at, part][more]
        return codes, broken

    def looked_over(self, batch: Batch, which: Codes) -> tuple[Codes, Numbers, Flags]:
        """Hold the weights of some against every limit; those that are broken bind others too, and are kept at hand."""
        some = batch.those(which)
        prices = self.sharpened(some)
        batch.weights[which] = some.weights
        codes, broken = self.worst(some, self.turned, self.names)
        new = np.setdiff1d(codes[(broken > BROKEN) & (codes < self.count)], self.pool)
        if new.size:
            self.pool = np.concatenate([self.pool, new])
            self.pooled = np.ascontiguousarray(np.hstack([self.pooled, self.lines[new].T]))
        return codes, broken, np.asarray((prices >= -STEEP).all(axis=1))

    def stepped(self, batch: Batch, codes: Codes, broken: Numbers) -> Batch:
        """Take on a limit each, for the one whose price is the first to reach 0; leave out those that go nowhere."""
        if not codes.size:
            return batch
        at = np.arange(codes.size)
        along = _products(self.lines_of(codes[:, None], batch.y)[:, 0], batch.inverse)
        steep = along > STEEP
        ratios = np.divide(batch.prices, along, out=np.full(along.shape, np.inf), where=steep)
        out = ratios.argmin(axis=1)
        price, pivot = ratios[at, out], along[at, out]
        lost = ~np.isfinite(price) | (batch.steps > 50 * self.k + 500)
        pivot[lost] = 1.0
        column = batch.inverse[at, :, out] / pivot[:, None]
        batch.weights -= column * broken[:, None]
        batch.prices -= np.where(np.isfinite(price), price, 0.0)[:, None] * along
        batch.prices[at, out] = price
        along[at, out] -= 1
        batch.inverse -= column[:, :, None] * along[:, None, :]
        batch.tight[at, out] = codes
        batch.steps += 1
        return batch.those(~lost) if lost.any() else batch


def _products(vectors: Numbers, matrices: Numbers) -> Numbers:
    """Give each vector ``(b, k)`` times its matrix ``(b, k, k)``."""
    found: Numbers = (vectors[:, None, :] @ matrices)[:, 0]
    return found
