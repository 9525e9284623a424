"""How postings count: the articles that a fingerprint hash stands in."""

from __future__ import annotations

NEIGHBOURS = 4
"""With how many of the following articles each one in a stock phrase's posting is paired. All its postings
have the same order, so the members of a large family that share much meet again and again."""

STOCK_WEIGHT = 8
"""How many hashes of stock phrases count as much as one other."""
