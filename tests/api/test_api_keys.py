"""Keys: made, used and revoked, by the command and by requests."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient

from api.keys import keys
from api.store.database import Database
from api.store.keys import KeyStore, digest_of, matching

DIFF = {"a": {"text": "Ein Satz."}, "b": {"text": "Ein Satz."}}


def run(store: Path, *args: str) -> Result:
    return CliRunner().invoke(keys, [*args, "--store", str(store)], standalone_mode=False)


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def test_a_key_is_printed_once_and_stored_nowhere(store: Path) -> None:
    text = run(store, "create", "import").stdout.strip()
    assert text.startswith("dk_")
    assert len(text.rpartition("_")[2]) <= 43 <= len(text)
    listed = run(store, "list").stdout
    assert listed.split("\t")[1:] == ["write", "(all)", "active", "import\n"]
    secret = text.split("_", 2)[2].encode()
    assert all(secret not in file.read_bytes() for file in store.parent.iterdir())


def test_a_revoked_key_stays_in_the_list(store: Path) -> None:
    prefix = run(store, "create", "import", "--scope", "read").stdout.split("_")[1]
    assert "opens nothing" in run(store, "revoke", f"dk_{prefix}").stderr
    assert "\trevoked\t" in run(store, "list").stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("revoke", "nonsense"), "no key with the prefix nonsense"),
        (("create", "import", "--collection", "nowhere"), "no collection called nowhere"),
    ],
)
def test_what_is_not_there_is_named(store: Path, args: tuple[str, ...], words: str) -> None:
    assert words in str(run(store, *args).exception)


@pytest.mark.parametrize("place", ["/nowhere/news.db", "oracle://host/news", "http://x", "://"])
def test_a_store_that_cannot_be_opened_is_said(place: str) -> None:
    found = CliRunner().invoke(keys, ["list", "--store", place], standalone_mode=False).exception
    assert type(found).__name__ == "DedupError"


def test_only_the_whole_key_matches(store: Path) -> None:
    database = Database(f"sqlite:///{store}")
    database.upgrade()
    key, text = KeyStore(database).create("import", "write", None, 0.0)
    known = {key.prefix: key}
    assert matching(known, text) == key
    wrong = [text[:-1], text + "x", text.upper(), "", "dk_", f"dk_{key.prefix}_", "dk__", "\ud800"]
    assert not any(matching(known, each) for each in wrong)
    assert "digest" not in repr(key)
    assert digest_of(text) == key.digest
    database.close()


def test_the_first_key_closes_the_service_to_all_without_one(here: TestClient) -> None:
    assert here.post("/v1/diff", json=DIFF).status_code == 200
    made = here.post("/v1/keys", json={"name": "first", "scope": "read"}).json()
    refused = here.post("/v1/diff", json=DIFF)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == 'Bearer realm="dedup"'
    assert here.post("/v1/diff", json=DIFF, headers=bearer(made["key"])).status_code == 200
    assert here.post("/v1/diff", json=DIFF, headers={"X-API-Key": made["key"]}).status_code == 200


def test_revoking_all_keys_does_not_open_the_service(here: TestClient) -> None:
    made = here.post("/v1/keys", json={"name": "first", "scope": "admin"}).json()
    admin = bearer(made["key"])
    assert here.delete(f"/v1/keys/{made['prefix']}", headers=admin).json()["revoked"]
    assert here.get("/v1/keys", headers=admin).status_code == 401
    assert here.get("/v1/keys").status_code == 401


def test_a_key_that_the_command_made_or_revoked_counts_at_once(here: TestClient, store: Path) -> None:
    text = run(store, "create", "import", "--scope", "admin").stdout.strip()
    assert here.get("/v1/keys", headers=bearer(text)).status_code == 200
    here.app.state.keyring._clock = lambda: 1e12  # type: ignore[attr-defined]  # a second is over
    run(store, "revoke", text.split("_")[1])
    assert here.get("/v1/keys", headers=bearer(text)).status_code == 401


@pytest.mark.parametrize("host", ["news.example", "localhost.evil.example", "evil.example:8000", ""])
def test_without_keys_no_name_but_this_machines_is_answered(here: TestClient, host: str) -> None:
    assert here.get("/v1/keys", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]", "[::1]:8000"])
def test_without_keys_this_machine_is_answered(here: TestClient, host: str) -> None:
    assert here.get("/v1/keys", headers={"host": host}).status_code == 200


def test_without_keys_a_page_of_another_site_is_refused(here: TestClient) -> None:
    assert here.get("/v1/keys", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_without_keys_another_machine_is_refused(here: TestClient) -> None:
    stranger = TestClient(here.app, "http://localhost", client=("192.0.2.7", 1))
    assert stranger.get("/v1/keys").status_code == 403
    assert stranger.get("/healthz").status_code == 200


def test_who_asks_too_often_must_wait(here: TestClient) -> None:
    made = here.post("/v1/keys", json={"name": "first", "scope": "read"}).json()
    other = TestClient(here.app, "http://localhost", client=("192.0.2.7", 1), headers=bearer("dk_a_b"))
    wanted = here.app.state.settings.requests_per_minute  # type: ignore[attr-defined]
    assert wanted > 1
    rates = next(each for each in here.app.user_middleware if each.cls.__name__ == "Gate").kwargs["rates"]  # type: ignore[attr-defined]
    for _ in range(wanted):
        rates.wait(f"key {made['prefix']}")
        rates.wait("address 192.0.2.7")
    for refused in (here.get("/v1/keys", headers=bearer(made["key"])), other.get("/v1/keys")):
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 61
        assert refused.headers["content-type"] == "application/problem+json"
    assert here.get("/v1/keys").status_code == 401  # somebody else
