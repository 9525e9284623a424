"""What Spark's Python workers are forked from: all that a step needs is loaded there, once for an executor.

Spark starts it in the place of `pyspark.daemon` (`spark.python.daemon.module`). Without it each worker
loads numba and what is compiled anew, and every task, however small, costs a third of a second.
"""

from __future__ import annotations

import gc
from zipimport import zipimporter

from dedup.article import Article
from dedup.engine.local import LocalEngine
from dedup.pipeline.run import cluster_on

_REPORT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen. "
_TEXTS = (3 * _REPORT, f"{3 * _REPORT}Nein, sagte er.", f"{_REPORT}Das Ufer bleibt, wie es ist.", "Nein.")


def load() -> None:
    """Cluster a few articles, so that all that is compiled is in memory, and leave that out of collections.

    A worker collects garbage after each task, and looks through all that was not left out.
    """
    with LocalEngine() as engine:
        cluster_on(engine, (Article(text, id=str(n)) for n, text in enumerate(_TEXTS)))
    gc.freeze()


def keep_archives() -> None:
    """Let archives of modules stay as they were read.

    Before each task a worker forgets what it knows of modules, and Python reads the directory of Spark's own
    archive anew for each of its packages: a quarter of a second. It never changes.
    """

    def unchanged(self: zipimporter) -> None:
        """Forget nothing."""

    zipimporter.invalidate_caches = unchanged  # type: ignore[method-assign]


def main() -> None:
    """Load everything, and fork workers until Spark says that it is enough."""
    load()
    keep_archives()
    from pyspark.daemon import manager

    manager()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
