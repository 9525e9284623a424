"""Where an engine keeps what it has done: a temporary folder, or one where the same run goes on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from dedup.reading.stamp import stamp
from dedup.settings import Settings


@contextmanager
def scratch_of(scratch: Path | None, articles: Path, settings: Settings) -> Iterator[Path]:
    """Give a folder for the datasets of one run: the same articles and settings, the same folder.

    Without a `scratch` folder it is a temporary one. It is removed when all is done, and stays for another
    try if something goes wrong.
    """
    if scratch is None:
        with TemporaryDirectory(prefix="dedup-") as name:
            yield Path(name)
        return
    recipe = json.dumps(settings.clustering_recipe(), sort_keys=True)
    key = blake2b(f"{stamp(articles)}\x00{recipe}".encode(), digest_size=8).hexdigest()
    folder = scratch / f"dedup-{key}"
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    shutil.rmtree(folder)
