"""Whether a clustering on Spark comes out the same when its executors are killed.

Run `python -m benchmarks.executors [--articles N] [--runs N] [--seed N]`. Two executors in processes of their
own cluster generated articles, first undisturbed and then several times while executors are killed at moments
drawn from the seed. Each result is compared with the undisturbed one, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.generator import Generator, given_articles
from dedup import Article
from dedup.engine.port import Told, nobody
from dedup.engine.session import session
from dedup.engine.spark import SparkData, SparkEngine
from dedup.pipeline.run import cluster_on
from dedup.render.schema import clustering_json

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER = "local-cluster[2,1,1024]"
KILLS = 3
PATIENCE_SECONDS = 600


def executors() -> set[int]:
    """Return the processes of the executors of this process's own cluster: children of its Java process."""
    return {pid for java in children(os.getpid()) for pid in children(java)}


def children(parent: int) -> list[int]:
    """Return the Java processes that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            before, _, after = status.read_text().rpartition(")")
        except OSError:  # it has ended
            continue
        state, its_parent = after.split()[:2]
        if before.endswith("(java") and int(its_parent) == parent and state != "Z":
            found.append(int(status.parent.name))
    return found


@dataclass
class Killer:
    """Kills an executor in each of some steps, by number, after a share of the time that the step takes."""

    moments: dict[int, float]
    choose: Callable[[list[int]], int]
    killed: list[tuple[str, int]] = field(default_factory=list)

    def around(self, step: int, name: str, seconds: float, work: Callable[[], SparkData]) -> SparkData:
        """Do the work of a step, and kill if its turn has come."""
        if step not in self.moments:
            return work()
        timer = threading.Timer(self.moments[step] * seconds, self._kill, (name,))
        timer.start()
        try:
            return work()
        finally:
            timer.join()

    def _kill(self, name: str) -> None:
        pid = self.choose(sorted(replaced(pid for _, pid in self.killed)))
        os.kill(pid, signal.SIGKILL)
        self.killed.append((name, pid))


def replaced(killed: Iterable[int]) -> set[int]:
    """Return the executors as soon as there are two again, none of them a killed one."""
    for _ in range(10 * PATIENCE_SECONDS):
        found = executors()
        if len(found) == 2 and found.isdisjoint(killed):
            return found
        time.sleep(0.1)
    raise TimeoutError("Spark has not replaced an executor that was killed")


class Disturbed(SparkEngine):
    """An engine that is disturbed: it says how long its steps take, and a killer may be at work in them."""

    def __init__(
        self, spark: SparkSession, folder: Path, killer: Killer, known: dict[str, float] | None = None
    ) -> None:
        super().__init__(spark, "spark", folder)
        self._killer = killer
        self._known = known or {}
        self.seconds: dict[str, float] = {}

    def materialise(self, data: SparkData, name: str, told: Told = nobody) -> SparkData:
        """Return the dataset, however often an executor is killed meanwhile."""
        began = time.monotonic()
        work = super().materialise
        made = self._killer.around(
            len(self.seconds), name, self._known.get(name, 0.0), lambda: work(data, name, told)
        )
        self.seconds[name] = time.monotonic() - began
        return made


def answer(engine: SparkEngine, articles: Iterable[Article]) -> str:
    """Return the clustering as the command prints it."""
    return "".join(clustering_json(cluster_on(engine, articles)))


def killer(rng: random.Random, steps: int) -> Killer:
    """Return a killer that has its moments in some steps out of so many."""
    return Killer({step: rng.random() for step in rng.sample(range(steps), KILLS)}, rng.choice)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a disturbed run had the same result, and in which steps which executors were killed."""

    same: bool
    killed: tuple[tuple[str, int], ...]
    seconds: float


def runs(spark: SparkSession, articles: list[Article], count: int, seed: int) -> Iterable[Outcome]:
    """Yield what became of so many disturbed runs; all that were killed were replaced."""
    with TemporaryDirectory(prefix="dedup-") as name:
        calm = Disturbed(spark, Path(name), Killer({}, min))
        expected = answer(calm, articles)
    for n in range(count):
        rng = random.Random(f"{seed} {n}")
        with TemporaryDirectory(prefix="dedup-") as name:
            began = time.monotonic()
            engine = Disturbed(spark, Path(name), killer(rng, len(calm.seconds)), calm.seconds)
            found = answer(engine, articles)
            killed = tuple(engine._killer.killed)
        replaced(pid for _, pid in killed)
        yield Outcome(found == expected, killed, time.monotonic() - began)


def generated(count: int, seed: int) -> list[Article]:
    """Return so many articles, each with a name of its own."""
    made = Generator(given_articles()).corpus(count, seed)
    return [replace(one.article, id=f"{n:06} {one.article.id}") for n, one in enumerate(made)]


def main() -> None:
    """Run it, and fail if a result differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("articles", 300), ("runs", 10), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    same = True
    with session(MASTER) as spark:
        for outcome in runs(spark, generated(given.articles, given.seed), given.runs, given.seed):
            steps = ", ".join(step for step, _ in outcome.killed)
            print(f"{'same' if outcome.same else 'OTHER'} after {outcome.seconds:.0f} s; killed in {steps}")
            same = same and outcome.same
    raise SystemExit(not same)


if __name__ == "__main__":
    main()
