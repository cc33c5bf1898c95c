"""How the benchmarks measure: everything side by side in one run, medians, and ratios."""

import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any


def side_by_side(steps: Mapping[str, Callable[[], Any]], times: int) -> dict[str, float]:
    """The median seconds of each step; all take turns, so that a busy moment hits all alike."""
    for step in steps.values():
        step()  # the first time pays for what is made once
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(times):
        for name, step in steps.items():
            start = time.perf_counter()
            step()
            taken[name].append(time.perf_counter() - start)
    return {name: median(each) for name, each in taken.items()}


def line(what: str, seconds: float, against: float | None = None, aim: str = "") -> None:
    """Print one result: what, milliseconds, and how many times the other one."""
    ratio = f"{seconds / against:7.2f} x" if against else " " * 9
    print(f"{what:<58}{seconds * 1000:9.3f} ms {ratio}  {aim}".rstrip())
