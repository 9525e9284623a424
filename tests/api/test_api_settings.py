from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import ServiceSettings, read_settings
from dedup import DedupError


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ServiceSettings.model_fields:
        monkeypatch.delenv(f"DEDUP_{name.upper()}", raising=False)
    monkeypatch.delenv("DEDUP_SETTINGS", raising=False)


def test_without_anything_it_is_one_file_and_this_machine() -> None:
    settings = read_settings()
    assert (settings.store, settings.host, settings.port) == ("sqlite:///dedup.db", "127.0.0.1", 8000)


@pytest.mark.parametrize(
    ("name", "text"),
    [("dedup.toml", 'port = 81\nhost = "::1"\n'), ("dedup.env", "DEDUP_PORT=81\nDEDUP_HOST=::1\n")],
)
def test_a_variable_goes_before_the_file_and_an_option_before_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    monkeypatch.setenv("DEDUP_SETTINGS", str(tmp_path / name))
    assert (read_settings().port, read_settings().host) == (81, "::1")
    monkeypatch.setenv("DEDUP_PORT", "82")
    assert (read_settings().port, read_settings().host) == (82, "::1")
    assert read_settings(port=83).port == 83


@pytest.mark.parametrize("text", ["prot = 81\n", "port = 81\n["])
def test_a_file_with_a_fault_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (tmp_path / "dedup.toml").write_text(text)
    monkeypatch.setenv("DEDUP_SETTINGS", str(tmp_path / "dedup.toml"))
    with pytest.raises(DedupError, match=r"DEDUP_PROT: Extra inputs|dedup.toml .* cannot be read"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dedup.toml", 'hook_networks = ["10.1.0.0/16", "fd00::/8"]\n'),
        ("dedup.env", "DEDUP_HOOK_NETWORKS=10.1.0.0/16, fd00::/8\n"),
    ],
)
def test_networks_are_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    monkeypatch.setenv("DEDUP_SETTINGS", str(tmp_path / name))
    assert list(map(str, read_settings().hook_networks)) == ["10.1.0.0/16", "fd00::/8"]
    monkeypatch.setenv("DEDUP_HOOK_NETWORKS", "10.1.0.7/16")
    with pytest.raises(DedupError, match="DEDUP_HOOK_NETWORKS"):
        read_settings()


def test_a_misspelt_variable_is_named_with_what_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEDUP_OF_ANOTHER_PROGRAM", "1")
    read_settings()
    monkeypatch.setenv("DEDUP_MAX_BODY_BYTE", "1000")
    with pytest.raises(
        DedupError, match="DEDUP_MAX_BODY_BYTE is no setting; did you mean DEDUP_MAX_BODY_BYTES"
    ):
        read_settings()


def test_a_missing_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEDUP_SETTINGS", "/nowhere.toml")
    with pytest.raises(DedupError, match=r"nowhere.toml .* no such file"):
        read_settings()


def test_what_is_out_of_bounds_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEDUP_PORT", "s3cret")
    monkeypatch.setenv("DEDUP_WORKERS", "-1")
    with pytest.raises(DedupError) as caught:
        read_settings()
    assert "DEDUP_PORT" in str(caught.value)
    assert "DEDUP_WORKERS" in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("name", ServiceSettings.model_fields)
def test_every_setting_says_what_it_is(name: str) -> None:
    assert ServiceSettings.model_fields[name].description
