from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RUN = """
import logging
logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
import numpy as np
from dedup.overlap import overlap
print(overlap(np.arange(9, dtype=np.uint64), np.arange(9, dtype=np.uint64)).resemblance)
"""


def test_the_first_run_on_a_machine_says_that_it_compiles_and_the_second_does_not(tmp_path: Path) -> None:
    env = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    first, second = (
        subprocess.run([sys.executable, "-c", RUN], env=env, capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    assert first.stdout == second.stdout == "1.0\n"
    assert first.stderr.count("dedup.compiled: compiling the fast parts, once on this machine") == 1
    assert second.stderr == ""
