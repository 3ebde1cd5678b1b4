"""Which worker of a list search does what."""

from __future__ import annotations

import numpy as np
import pytest

from imagefinder.compute.list_plan import CHUNK, plan_jobs


@pytest.mark.parametrize(("K", "groups", "splits"), [(50, 2, 1), (50, 3, 2), (70_000, 2, 1)])
def test_every_probed_code_is_one_workers_job(K: int, groups: int, splits: int) -> None:
    rng = np.random.default_rng(K)
    sizes = rng.integers(0, 40, K)
    sizes[1] = 3 * CHUNK + 5  # too long for one job
    start = np.concatenate([[0], np.cumsum(sizes)])
    second = np.concatenate([[0], np.cumsum(rng.integers(0, 3, K))])
    kin = rng.integers(0, 4, K)
    probes = np.argsort(rng.random((12, K - 2)), axis=1)[:, :6] + 2
    probes[:, 2], probes[5, 3:] = 1, -1
    plan = plan_jobs(probes, start, second, groups, splits, kin)
    jobs, more = plan.jobs.astype(int), plan.second.astype(int)
    edges = np.linspace(0, 12, groups + 1).astype(int)
    for query in range(12):
        wanted = [i for i in probes[query] if i >= 0]
        for codes, first in ((jobs[:, 2:], start), (more[:, :2], second)):
            positions = sorted(tuple(row) for row in codes[jobs[:, 0] == query] if row[0] < row[1])
            covered = np.concatenate([np.zeros(0, int), *(np.arange(a, b) for a, b in positions)])
            assert (
                covered == np.concatenate([np.arange(first[i], first[i + 1]) for i in sorted(wanted)])
            ).all()
    for worker in range(groups * splits):
        mine = slice(*plan.first_job[worker : worker + 2])
        low, high = edges[worker // splits : worker // splits + 2]
        assert ((jobs[mine, 0] >= low) & (jobs[mine, 0] < high)).all()
        nearest = jobs[mine, 1] == probes[jobs[mine, 0], 0]
        assert not nearest[int(np.argmin(nearest)) :].any() or nearest.all() or splits > 1
    rows = plan.rows[more[:, 2]]
    assert (rows[:, 0] == jobs[:, 0]).all() and (rows[:, 1] == kin[jobs[:, 1]]).all()


def test_nothing_to_scan_is_a_plan_without_jobs() -> None:
    start = np.zeros(4, np.int64)
    plan = plan_jobs(np.array([[0, 1], [-1, -1]]), start, start, 1, 1, np.zeros(3, np.int64))
    assert plan.first_job.tolist() == [0, 0] and len(plan.rows) == 0
