"""What every index does: known articles, added and removed at any time, and questions about one text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import TYPE_CHECKING, Self

from dedup.article import Article
from dedup.errors import RecipeError
from dedup.exchange import from_datasketch
from dedup.index.hit import Answer, StockPhrase
from dedup.index.intake import question_of
from dedup.index.question import Question
from dedup.index.recipe import Recipe, check_settings, recipe_of
from dedup.retrieval import RetrievalSettings

if TYPE_CHECKING:
    from datasketch import MinHash

Place = str | PathLike[str]


class Index(ABC):
    """A collection of known articles that can be asked which of them share text with a given one.

    What counts as a hit: an article shares enough hashes of fingerprints, at least `least_shared` or all that
    the shorter text has; or a whole band of the signatures; or all words. A hash in more articles than
    `stock_articles` and `stock_share` allow is a stock phrase and does not count, but for the four articles
    with the least ids that have it, which stand for the others: there eight weigh as much as one other hash.
    The order in which articles came in makes no difference. The texts themselves are not kept.

    >>> from dedup.index import SegmentedIndex
    >>> report = "Der Rat der Stadt hat am Montag den Umbau des alten Hafens beschlossen, sagte er."
    >>> index = SegmentedIndex()
    >>> index.add([Article(report, id="a"), Article("Nein, das war am Dienstag.", id="b")])
    >>> [(hit.id, hit.places) for hit in index.query(f"Aus dem Rathaus: {report}").hits]
    [('a', ((3, 0), (4, 1), (8, 5), (9, 6), (12, 9), (14, 11)))]
    """

    def __init__(self, settings: RetrievalSettings | None = None) -> None:
        """Make an empty index. Raises RecipeError for settings with which none can be made."""
        self.settings = settings or RetrievalSettings()
        check_settings(self.settings)
        self.has_texts = True

    @property
    def recipe(self) -> Recipe:
        """What the answers depend on; indexes of different recipes are never mixed."""
        return recipe_of(self.settings, self.has_texts)

    @abstractmethod
    def add(self, articles: Article | Iterable[Article]) -> None:
        """Take in one article or many: all, or after an error none.

        Raises ArticleError for an article without an id, with one that is known, or that cannot be worked on.
        """

    @abstractmethod
    def remove(self, name: str) -> None:
        """Forget the article with an id. Raises ArticleError if there is none."""

    def query(self, text: Article | str, limit: int | None = None) -> Answer:
        """Return the known articles that share text with this one; with a `limit`, so many of the strongest.

        An article that is in the index is a hit, too. Raises ArticleError if the text cannot be worked on,
        RecipeError if the index was made from signatures alone.
        """
        self._check_texts()
        words = text.text if isinstance(text, Article) else text
        return self._answer(question_of(words, self.settings), limit)

    def query_signature(self, minhash: MinHash, limit: int | None = None) -> Answer:
        """Return the near-duplicates of a text of which only the signature is known.

        Raises RecipeError if it was made otherwise than those here.
        """
        made = from_datasketch(minhash, self.settings.permutations, self.settings.scheme)
        return self._answer(Question.of_signature(made), limit)

    @abstractmethod
    def _answer(self, question: Question, limit: int | None) -> Answer:
        """Return what is known of a text."""

    @abstractmethod
    def __len__(self) -> int:
        """How many articles are known."""

    @abstractmethod
    def __contains__(self, name: object) -> bool:
        """Whether an article with this id is known."""

    @abstractmethod
    def ids(self) -> Iterator[str]:
        """Yield the ids of all known articles, ascending."""

    @abstractmethod
    def stock_phrases(self) -> list[StockPhrase]:
        """Return the runs of words that count for little, the commonest first; of overlapping ones one."""

    @abstractmethod
    def save(self, path: Place) -> None:
        """Write the index into a folder of its own, or what is new to the one that it came from.

        At any moment the folder holds the old index or the new one, whole. Raises DedupError if it cannot be
        written, is being saved to, or holds anything else.
        """

    @classmethod
    @abstractmethod
    def open(cls, path: Place) -> Self:
        """Return the index that was saved in a folder.

        Raises ReadError if there is none or it is damaged, RecipeError if another version of dedup made it.
        """

    @abstractmethod
    def merge(self, other: Self) -> None:
        """Take in all articles of another index, which stays as it is.

        Raises RecipeError if it has another recipe, ArticleError if an id is known in both; then nothing
        changes.
        """

    @abstractmethod
    def to_datasketch(self) -> Iterator[tuple[str, MinHash]]:
        """Yield every id, ascending, with the article's signature as datasketch has it."""

    @classmethod
    @abstractmethod
    def from_datasketch(
        cls, minhashes: Mapping[str, MinHash], settings: RetrievalSettings | None = None
    ) -> Self:
        """Return an index of signatures made elsewhere; it answers `query_signature` alone.

        Raises RecipeError if they were made otherwise than the settings ask, ArticleError for an empty one.
        """

    def _check_texts(self) -> None:
        if not self.has_texts:
            raise RecipeError(
                "this index was made from signatures alone; ask it with query_signature, or add the articles "
                "themselves to a new index"
            )
