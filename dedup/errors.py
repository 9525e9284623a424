"""The errors of dedup form one small tree.

::

    DedupError
    ├── ReadError        a file, folder or request cannot be read as articles
    ├── ArticleError     an article is not one: no words, too long, a bad field
    ├── PolicyError      a desk's policy cannot be read or sets what cannot be set
    ├── EngineError      an engine is not installed, cannot be reached, or failed
    └── RecipeError      two results made with different recipes were to be combined

Every message names what is wrong and what to do about it.
"""

from __future__ import annotations


class DedupError(Exception):
    """The root: catch this to catch everything that dedup raises on purpose."""


class ReadError(DedupError):
    """A file, folder or stream cannot be read as articles."""


class ArticleError(DedupError):
    """An article cannot be worked on; `field` names the part that is wrong."""

    def __init__(self, message: str, field: str = "text") -> None:
        super().__init__(message)
        self.field = field


class PolicyError(DedupError):
    """A policy cannot be read, or a key or value in it is none."""


class EngineError(DedupError):
    """An engine is not installed, cannot be reached, or gave up."""


class RecipeError(DedupError):
    """Results of different recipes cannot be compared; make them again with one recipe."""
