"""What a page says of the decision that was just made, or just undone."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from api.clusters import Clusters
from api.security import Reader
from api.store.decisions import Recorded
from api.store.errors import NotKnownError

MOST_NUMBER = 2**62


def clusters(request: Request) -> Clusters:
    """Return the clusters of the service."""
    return Clusters(request.app.state.database)


Live = Annotated[Clusters, Depends(clusters)]


def _notice(
    caller: Reader, live: Live, done: Annotated[int | None, Query(ge=1, le=MOST_NUMBER)] = None
) -> Recorded | None:
    try:
        return live.decision(caller.collection, done) if done else None
    except NotKnownError:
        return None


Notice = Annotated[Recorded | None, Depends(_notice)]
