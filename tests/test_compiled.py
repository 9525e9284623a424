from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.gold_pairs import ROOT
from dedup.article import Article
from dedup.comparison import compare_articles
from dedup.compiled import SHORT_CHARS, interpreted
from dedup.render.schema import diff_to_dict

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


STRANGE = (
    "Lˆukasz sagte „ja“ — 12\u0308 \u1100\u1161\u11a8 der İstanbul-Marathon \ufb01 𝔘 🙂 1\u00ad2 Straße. "
)
PAIRS = [
    ("de-saegewerk-v1.txt", "de-saegewerk-v2.txt"),
    ("de-saegewerk-v3.txt", "de-saegewerk-v1.txt"),
]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        *[[(ROOT / "seeds" / name).read_text(encoding="utf-8") for name in names] for names in PAIRS],
        (STRANGE * 3, "A" + STRANGE * 2 + "ÄÖÜ čšž ЖЯ ελ"),
        ("a b a b " * 40, "b a " * 70),
    ],
)
def test_python_finds_what_compiled_code_finds(a: str, b: str) -> None:
    expected = diff_to_dict(compare_articles(Article(a), Article(b)))
    with interpreted():
        assert diff_to_dict(compare_articles(Article(a), Article(b))) == expected


FAST = """
import sys
from dedup.compiled import fast_start, _INTERPRETED
with fast_start({chars}):
    print(_INTERPRETED.get(), "numba" in sys.modules)
"""


@pytest.mark.parametrize(("chars", "said"), [(SHORT_CHARS, "True False"), (SHORT_CHARS + 1, "False False")])
def test_short_texts_do_not_wait_for_numba(chars: int, said: str) -> None:
    ran = subprocess.run([sys.executable, "-c", FAST.format(chars=chars)], capture_output=True, text=True)
    assert ran.stdout.strip() == said
