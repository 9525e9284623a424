"""Style sheet and script of the pages: at addresses made of their content, so that they may be kept."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dedup import page_style

FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}

router = APIRouter(include_in_schema=False)


@cache
def assets() -> dict[str, bytes]:
    """Return every file by its name."""
    style = page_style() + (FOLDER / "app.css").read_text("utf-8")
    others = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix != ".css"}
    return {"app.css": style.encode(), **others}


def asset_url(name: str) -> str:
    """Return where a file lies: another place whenever its content is another one."""
    return f"/static/{sha256(assets()[name]).hexdigest()[:16]}/{name}"


@router.get("/static/{digest}/{name}")
async def static(digest: str, name: str) -> Response:
    """Return a file of the pages."""
    if name not in assets() or asset_url(name) != f"/static/{digest}/{name}":
        raise HTTPException(404)
    kind = KINDS[name.rpartition(".")[2]]
    return Response(assets()[name], media_type=kind, headers={"Cache-Control": FOREVER})
