"""What a wire desk does to a text, one edit a function: from sentences to sentences, by random numbers given.

The edits are crude on purpose: they move and swap whole words and sentences, so that a corpus of any size can
be made and labelled without a doubt. What people do to sentences is measured on texts written by hand.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from benchmarks.fresh import Draft

Edit = Callable[[Draft, random.Random], Draft]

SWAPS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "aber": "jedoch",
        "jedoch": "aber",
        "auch": "ebenfalls",
        "nach": "laut",
        "wegen": "aufgrund",
        "sagte": "erklärte",
        "erklärte": "sagte",
        "teilte": "gab",
        "etwa": "rund",
        "rund": "etwa",
        "bereits": "schon",
        "schon": "bereits",
        "nur": "lediglich",
        "mehr": "weiter",
        "sowie": "und",
        "derzeit": "zurzeit",
        "allerdings": "freilich",
        "unter": "bei",
        "sehr": "äußerst",
        "zudem": "außerdem",
        "nun": "jetzt",
        "dann": "danach",
        "gegen": "wider",
        "dass": "wonach",
        "seit": "ab",
        "viele": "zahlreiche",
        "große": "bedeutende",
        "neue": "weitere",
    },
    "en": {
        "but": "however",
        "also": "too",
        "said": "stated",
        "stated": "said",
        "about": "around",
        "around": "about",
        "after": "following",
        "because": "since",
        "while": "as",
        "more": "further",
        "only": "just",
        "just": "only",
        "many": "numerous",
        "now": "currently",
        "would": "might",
        "which": "that",
        "over": "across",
        "such": "similar",
        "big": "large",
        "large": "big",
        "before": "ahead of",
        "began": "started",
        "near": "close to",
        "nearly": "almost",
        "almost": "nearly",
        "until": "till",
        "told": "informed",
        "during": "in",
    },
}
NUMBERS: Mapping[str, str] = {
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "en": "two three four five six seven eight nine ten eleven twelve",
}
DATELINES: Mapping[str, tuple[str, ...]] = {
    "de": ("Kiel (dpa) - ", "BERLIN, 4. März (Reuters) - ", "Wien (APA) – ", "Mainz/Trier (epd). "),
    "en": ("LONDON, March 4 (Reuters) - ", "LEEDS (AP) — ", "Dublin (PA) - ", "OTTAWA -- "),
}
SIGNS = (("„", '"'), ("“", '"'), ("”", '"'), (" – ", " - "), (" — ", " - "), ("’", "'"), ("...", "…"))
_QUOTED = re.compile(r'"([^"]*)"')
_FIGURE = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_CONJUNCTIONS = {"de": ", und ", "en": ", and "}


def language_of(draft: Draft) -> str:
    """Return the language whose words an edit may use."""
    return draft.language if draft.language in SWAPS else "en"


def copied(draft: Draft, _rng: random.Random) -> Draft:
    """Take the text as it is."""
    return draft


def cut(draft: Draft, rng: random.Random) -> Draft:
    """Keep the first third to four fifths, as when a text is cut to the room there is."""
    kept = round(len(draft.sentences) * rng.uniform(0.33, 0.8))
    return replace(draft, sentences=draft.sentences[: max(2, kept)])


def brief(draft: Draft, rng: random.Random) -> Draft:
    """Keep the first sentence and one to three others, in their order."""
    others = range(1, len(draft.sentences))
    kept = sorted(rng.sample(others, min(len(others), rng.randint(1, 3))))
    return replace(draft, sentences=(draft.sentences[0], *(draft.sentences[n] for n in kept)))


def styled(draft: Draft, rng: random.Random) -> Draft:
    """Put it into a house style: quotes, dashes, number words, a dateline."""
    language = language_of(draft)
    words = dict(enumerate(NUMBERS[language].split(), 2))
    text = "\n".join(draft.sentences)
    for old, new in SIGNS:
        text = text.replace(old, new)
    text = _QUOTED.sub(rng.choice((r"«\1»", r"„\1“", r'"\1"', r"'\1'")), text)
    text = re.sub(r"(?<![\d.,:])\d\d?(?![\d.,:%])", lambda m: words.get(int(m[0]), m[0]), text)
    return replace(draft, sentences=tuple((rng.choice(DATELINES[language]) + text).split("\n")))


def reworded(draft: Draft, rng: random.Random) -> Draft:
    """Swap function words, and now and then two neighbouring sentences."""
    swaps = SWAPS[language_of(draft)]
    swapped = [_WORD.sub(lambda m: swaps.get(m[0], m[0]), s) for s in draft.sentences]
    for n in range(len(swapped) - 1):
        if rng.random() < 0.1:
            swapped[n], swapped[n + 1] = swapped[n + 1], swapped[n]
    return replace(draft, sentences=tuple(swapped))


def resplit(draft: Draft, rng: random.Random) -> Draft:
    """Merge about a quarter of neighbouring sentences, and split a quarter at a conjunction."""
    glue = _CONJUNCTIONS[language_of(draft)]
    made: list[str] = []
    for sentence in draft.sentences:
        if made and made[-1].endswith(".") and rng.random() < 0.25:
            made[-1] = f"{made[-1][:-1]}{glue}{sentence[:1].lower()}{sentence[1:]}"
        elif glue.strip() in sentence and rng.random() < 0.25:
            head, tail = sentence.split(glue.strip(), 1)
            made += [f"{head}.", f"{tail.strip()[:1].upper()}{tail.strip()[1:]}"]
        else:
            made.append(sentence)
    return replace(draft, sentences=tuple(made))


def reordered(draft: Draft, rng: random.Random) -> Draft:
    """Put all sentences but the first into another order."""
    rest = list(draft.sentences[1:])
    rng.shuffle(rest)
    return replace(draft, sentences=(draft.sentences[0], *rest))


def updated(draft: Draft, rng: random.Random) -> Draft:
    """Change about a third of the figures, and drop a sentence."""

    def later(figure: re.Match[str]) -> str:
        return str(int(figure[0]) + rng.randint(1, 9)) if rng.random() < 0.35 else figure[0]

    sentences = [_FIGURE.sub(later, s) for s in draft.sentences]
    if len(sentences) > 4:
        sentences.pop(rng.randrange(1, len(sentences)))
    return replace(draft, sentences=tuple(sentences))


def desk(draft: Draft, rng: random.Random) -> Draft:
    """Do what a desk does in one go: shorten, reword, merge and split, put into house style."""
    for edit in (cut, reworded, resplit, styled):
        draft = edit(draft, rng)
    return draft


def noisy(percent: int) -> Edit:
    """Return an edit that spoils so many of a hundred letters: another, none, two, or swapped."""

    def spoil(draft: Draft, rng: random.Random) -> Draft:
        return replace(draft, sentences=tuple(_spoiled(s, percent / 100, rng) for s in draft.sentences))

    return spoil


def _spoiled(sentence: str, share: float, rng: random.Random) -> str:
    letters = list(sentence)
    for n, letter in enumerate(letters):
        if letter.isalpha() and rng.random() < share:
            how = rng.randrange(4)
            other = rng.choice("enisratdhulcgmobwfkz")
            if how == 3 and n + 1 < len(letters):
                letters[n], letters[n + 1] = letters[n + 1], letter
            else:
                letters[n] = (other, "", letter + other, other)[how]
    return "".join(letters)
