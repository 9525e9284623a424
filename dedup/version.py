"""The version of dedup; part of every recipe."""

from __future__ import annotations

VERSION = "0.1.0"
