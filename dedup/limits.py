"""How much is too much: the bounds of one article and of one request.

They count characters, articles and bytes, never seconds, so that the same input always gets the same answer.
"""

from __future__ import annotations

MAX_ARTICLE_CHARS = 1_000_000
"""Longest article, in code points: about 150,000 words, longer than any newspaper report."""

MAX_BATCH_ARTICLES = 1_000
"""Most articles in one request to the service; `dedup cluster` takes larger folders."""

MAX_REQUEST_BYTES = 20_000_000
"""Largest request body, in bytes."""
