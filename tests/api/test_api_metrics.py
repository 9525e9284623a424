from __future__ import annotations

from fastapi.testclient import TestClient


def test_requests_are_counted_by_route_and_status(here: TestClient) -> None:
    here.get("/v1/keys")
    here.get("/v1/keys")
    here.get("/v1/nothing")
    here.request("BREW", "/v1/keys")
    shown = here.get("/metrics")
    assert shown.headers["content-type"].startswith("text/plain")
    assert 'dedup_requests_total{method="GET",route="/v1/keys",status="200"} 2.0' in shown.text
    assert 'dedup_requests_total{method="GET",route="(none)",status="404"} 1.0' in shown.text
    assert 'method="OTHER"' in shown.text
    assert "BREW" not in shown.text
    assert 'dedup_request_seconds_count{method="GET",route="/v1/keys"} 2.0' in shown.text


def test_any_key_opens_them_once_there_is_one(here: TestClient) -> None:
    made = here.post("/v1/keys", json={"name": "prometheus", "scope": "read"}).json()
    assert here.get("/metrics").status_code == 401
    assert here.get("/metrics", headers={"Authorization": f"Bearer {made['key']}"}).status_code == 200
