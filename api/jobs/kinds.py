"""The kinds of jobs that the service does."""

from __future__ import annotations

from collections.abc import Mapping

from api.jobs.clustering import cluster
from api.jobs.task import Kind

KINDS: Mapping[str, Kind] = {"cluster": cluster}
