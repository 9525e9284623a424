"""Policy files: what a desk may write, and what it is told when it errs."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedup.errors import PolicyError
from dedup.policy import KEYS, Policy, read_policy


def written(folder: Path, text: str) -> Path:
    path = folder / "desk.toml"
    path.write_text(text, "utf-8")
    return path


def test_what_is_left_out_keeps_its_default(tmp_path: Path) -> None:
    assert read_policy(written(tmp_path, "")) == Policy()


def test_every_threshold_can_be_set(tmp_path: Path) -> None:
    text = "\n".join(f"{key} = 1" for key in KEYS)
    assert read_policy(written(tmp_path, text)) == Policy(1, 1, 1, 1, 1, 1, 1, 1, 1)


def test_off_is_no_limit(tmp_path: Path) -> None:
    assert read_policy(written(tmp_path, 'max_invented_quotations = "off"')).max_invented_quotations is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("max_verbatim = 0.5", "unknown key max_verbatim; the keys are run_words, max_verbatim_share"),
        ("max_verbatim_share = 50", "max_verbatim_share to 50; it must be a number from 0 to 1, or"),
        ("max_facts_high = -1", "a whole number from 0 on"),
        ("max_facts_high = true", "a whole number from 0 on"),
        ("max_facts_low = 1.5", "a whole number from 0 on"),
        ('max_facts_low = "none"', '"off" for no limit'),
        ("run_words = 0", "a whole number from 1 to 100"),
        ('run_words = "off"', "a whole number from 1 to 100"),
        ("[max_facts]\nhigh = 1", "unknown key max_facts"),
        ("max_facts_high", "is not TOML"),
    ],
)
def test_an_error_names_the_key_and_what_it_may_be(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read_policy(written(tmp_path, text))
    assert words in str(caught.value)
    assert "desk.toml" in str(caught.value)


def test_a_file_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot read the policy"):
        read_policy(tmp_path / "missing.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe4")
    with pytest.raises(PolicyError, match="not UTF-8"):
        read_policy(tmp_path / "latin.toml")
