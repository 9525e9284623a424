"""U+0000 in what names a thing is the fault of the request, whatever the database says of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings

PATHS = (
    "/stories/%00",
    "/stories/%00/history",
    "/stories?into=%00",
    "/stories?job=%00",
    "/batch/%00",
    "/compare?a=%00&b=x",
    "/compare?job=%00&a=1&b=1",
    *(f"/v1/{kind}/%00" for kind in ("jobs", "clusters", "articles", "hooks")),
)
TEXT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."


def test_it_is_refused_in_paths_queries_and_forms(url: str, tmp_path: Path) -> None:
    app = create_app(read_settings(store=url, data=tmp_path / "data", workers=0))
    with TestClient(app, "http://localhost", client=("127.0.0.1", 1), raise_server_exceptions=False) as here:
        for path in PATHS:
            assert here.get(path).status_code == 422, path
        asked = here.get("/stories/%00", headers={"accept": "text/html"})
        assert asked.headers["content-type"].startswith("text/html")
        assert here.post("/stories/%00/split", data={"articles": ["a"]}).status_code == 422
        for name, text in {"a": TEXT, "b": f"{TEXT} Bald."}.items():
            here.post("/v1/articles", json={"id": name, "text": text})
        story = here.get("/v1/clusters").json()["clusters"][0]["id"]
        for what, data in (
            ("split", {"articles": ["\x00"]}),
            ("exclude", {"articles": ["\x00"]}),
            ("merge", {"other": "\x00"}),
        ):
            assert here.post(f"/stories/{story}/{what}", data=data).status_code in (404, 422), what
        tick: dict[str, Any] = {"a": "a", "b": "\x00", "version": 1, "other_version": 1, "tick": "x"}
        assert here.post("/compare/ticks", data=tick).status_code in (404, 422)
        assert here.post("/sign-in", data={"key": "\x00"}).status_code == 401
