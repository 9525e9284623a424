"""Answers by Idempotency-Key, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, insert, select

from api.store.database import Database
from api.store.errors import BusyError, TakenError
from api.store.idempotency import KEPT_SECONDS, LEASE_SECONDS, MOST_SWEPT, AnswerStore, Kept
from api.store.tables import answers as kept_answers

ANSWER = Kept(201, b'{"id": "a"}')


@pytest.fixture
def answers(database: Database) -> AnswerStore:
    return AnswerStore(database)


def test_the_same_request_gets_the_same_answer(answers: AnswerStore) -> None:
    assert answers.begin("1", "k", b"r", 1.0) is None
    answers.finish("1", "k", ANSWER)
    assert answers.begin("1", "k", b"r", 2.0) == ANSWER


def test_another_request_under_the_same_key_is_refused(answers: AnswerStore) -> None:
    answers.begin("1", "k", b"r", 1.0)
    for _ in range(2):
        with pytest.raises(TakenError):
            answers.begin("1", "k", b"other", 2.0)
        answers.finish("1", "k", ANSWER)


def test_keys_of_others_do_not_matter(answers: AnswerStore) -> None:
    assert answers.begin("1", "k", b"r", 1.0) is None
    assert answers.begin("2", "k", b"r", 1.0) is None
    assert answers.begin("1", "l", b"r", 1.0) is None


def test_a_request_is_worked_on_once_at_a_time(answers: AnswerStore) -> None:
    answers.begin("1", "k", b"r", 1.0)
    with pytest.raises(BusyError):
        answers.begin("1", "k", b"r", LEASE_SECONDS)


def test_a_lost_request_is_worked_on_again(answers: AnswerStore) -> None:
    answers.begin("1", "k", b"r", 1.0)
    late = 2.0 + LEASE_SECONDS
    assert answers.begin("1", "k", b"r", late) is None
    with pytest.raises(BusyError):
        answers.begin("1", "k", b"r", late)


def test_a_failed_request_may_be_sent_again(answers: AnswerStore) -> None:
    answers.begin("1", "k", b"r", 1.0)
    answers.forget("1", "k")
    assert answers.begin("1", "k", b"corrected", 2.0) is None


def test_an_answer_that_was_given_is_not_forgotten(answers: AnswerStore) -> None:
    answers.begin("1", "k", b"r", 1.0)
    answers.finish("1", "k", ANSWER)
    answers.forget("1", "k")
    assert answers.begin("1", "k", b"r", 2.0) == ANSWER


def test_old_answers_are_thrown_away_by_new_ones(answers: AnswerStore) -> None:
    for name, now in (("old", 1.0), ("new", 3.0)):
        answers.begin("1", name, b"r", now)
        answers.finish("1", name, ANSWER)
    assert answers.begin("1", "old", b"other", KEPT_SECONDS + 2.0) is None
    assert answers.begin("1", "new", b"r", KEPT_SECONDS + 2.0) == ANSWER


def test_no_request_throws_away_very_many(answers: AnswerStore, database: Database) -> None:
    rows = [{"owner": "1", "name": f"{n}", "request": b"r", "created": 1.0} for n in range(MOST_SWEPT + 5)]
    with database.write() as connection:
        connection.execute(insert(kept_answers), rows)
    for name, left in (("new", 6), ("newer", 2)):
        answers.begin("1", name, b"r", KEPT_SECONDS + 2.0)
        with database.read() as connection:
            assert connection.execute(select(func.count()).select_from(kept_answers)).scalar_one() == left


def test_of_many_at_once_one_is_worked_on(answers: AnswerStore) -> None:
    def begin(_: int) -> str:
        try:
            return "work" if answers.begin("1", "k", b"r", 1.0) is None else "answer"
        except BusyError:
            return "busy"

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(begin, range(8))) == ["busy"] * 7 + ["work"]
