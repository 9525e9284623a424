"""What is to be told is told at least once, to each receiver one thing at a time, whoever else sends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from api.delivery import Courier
from api.hooks import test_message as a_test
from api.sending import Sending
from api.store import tables
from api.store.articles import ArticleStore
from api.store.database import Database
from api.store.deliveries import (
    AGAIN_AFTER,
    KEPT_SECONDS,
    LONGEST_REST,
    OLDEST_SECONDS,
    Delivery,
    DeliveryStore,
    Message,
    Outcome,
    Taken,
    enqueue,
)
from api.store.errors import BusyError, NotKnownError
from api.store.hooks import Hook, HookStore
from dedup import Article

ONE = 1
LEASE = 100.0
GOOD, BAD = Outcome(204), Outcome(500)


@pytest.fixture
def hooks(database: Database) -> HookStore:
    ArticleStore(database).put(ONE, [Article("Es stürmt.", "a")], 0.0)
    return HookStore(database)


@pytest.fixture
def hook(hooks: HookStore) -> Hook:
    return hooks.create(ONE, "a", "https://desk.example/", 0.0)


@pytest.fixture
def deliveries(database: Database) -> DeliveryStore:
    return DeliveryStore(database)


def tell(database: Database, hook: Hook, *names: str, now: float = 1.0) -> None:
    with database.write(ONE) as connection:
        enqueue(connection, [Message(name, hook.id, "story.article", "{}") for name in names], now)


def taken(store: DeliveryStore, now: float) -> Taken:
    found = store.take(now, LEASE)
    assert found is not None
    return found


def only(store: DeliveryStore, hook: Hook) -> Delivery:
    (found,) = store.last(hook.id)
    return found


def test_a_message_is_told_once(database: Database, deliveries: DeliveryStore, hook: Hook) -> None:
    tell(database, hook, "evt_1")
    assert deliveries.take(0.5, LEASE) is None
    found = taken(deliveries, 2.0)
    assert (found.message.id, found.url, found.secret) == ("evt_1", hook.url, hook.secret)
    assert deliveries.take(3.0, LEASE) is None
    assert deliveries.finish(found, GOOD, 4.0)
    assert deliveries.take(1e9, LEASE) is None
    told = only(deliveries, hook)
    assert (told.attempts, told.due, told.status, told.delivered) == (1, None, 204, 4.0)


def test_one_thing_at_a_time_and_the_oldest_first(
    database: Database, deliveries: DeliveryStore, hook: Hook
) -> None:
    tell(database, hook, "evt_2", now=1.0)
    tell(database, hook, "evt_1", now=2.0)
    for name in ("evt_2", "evt_1"):
        found = taken(deliveries, 3.0)
        assert found.message.id == name
        assert deliveries.take(3.0, LEASE) is None
        deliveries.finish(found, GOOD, 3.0)


def test_it_is_tried_again_later_each_time_and_then_given_up(
    database: Database, deliveries: DeliveryStore, hook: Hook
) -> None:
    tell(database, hook, "evt_1", now=0.0)
    now = 0.0
    for wait in AGAIN_AFTER:
        deliveries.finish(taken(deliveries, now), BAD, now)
        assert only(deliveries, hook).due == now + wait
        assert deliveries.take(now + wait - 0.1, LEASE) is None
        now += wait
    deliveries.finish(taken(deliveries, now), Outcome(None, "no"), now)
    told = only(deliveries, hook)
    assert (told.attempts, told.due, told.status, told.error) == (len(AGAIN_AFTER) + 1, None, None, "no")
    assert deliveries.take(1e12, LEASE) is None


def test_a_receiver_that_wants_no_more_of_it_is_not_asked_again(
    database: Database, deliveries: DeliveryStore, hook: Hook
) -> None:
    tell(database, hook, "evt_1")
    deliveries.finish(taken(deliveries, 2.0), Outcome(410), 2.0)
    assert only(deliveries, hook).due is None


def test_a_receiver_that_fails_is_left_alone_longer_each_time_and_holds_up_no_other(
    database: Database, deliveries: DeliveryStore, hooks: HookStore, hook: Hook
) -> None:
    names = [f"evt_{n:02}" for n in range(10)]
    tell(database, hook, *names)
    now, rests = 2.0, []
    for _ in names:
        deliveries.finish(taken(deliveries, now), BAD, now)
        with database.read() as connection:
            rests.append(connection.execute(select(tables.hooks.c.free)).scalar_one() - now)
        assert deliveries.take(now + rests[-1] - 0.1, LEASE) is None
        now += rests[-1]
    assert rests[:4] == [5.0, 10.0, 20.0, 40.0]
    assert max(rests) == LONGEST_REST
    assert hooks.get(ONE, hook.id).failures == len(names)
    other = hooks.create(ONE, "a", "https://other.example/", 0.0)
    tell(database, other, "evt_99")
    assert taken(deliveries, now - 0.1).message.id == "evt_99"


def test_a_success_ends_the_rest(database: Database, deliveries: DeliveryStore, hook: Hook) -> None:
    tell(database, hook, "evt_1", "evt_2", "evt_3")
    deliveries.finish(taken(deliveries, 2.0), BAD, 2.0)
    deliveries.finish(taken(deliveries, 7.0), GOOD, 7.0)
    assert taken(deliveries, 7.0)


def test_who_lost_the_lease_changes_nothing(
    database: Database, deliveries: DeliveryStore, hook: Hook
) -> None:
    tell(database, hook, "evt_1")
    late = taken(deliveries, 2.0)
    again = taken(deliveries, 2.0 + LEASE)
    assert (again.message, again.attempts) == (late.message, 2)
    assert not deliveries.finish(late, GOOD, 3.0 + LEASE)
    assert only(deliveries, hook).delivered is None
    assert deliveries.finish(again, GOOD, 3.0 + LEASE)


def test_what_makes_the_process_die_is_given_up_in_the_end(
    database: Database, deliveries: DeliveryStore, hook: Hook
) -> None:
    tell(database, hook, "evt_1")
    now = 1.0
    for _ in range(len(AGAIN_AFTER) + 2):
        assert only(deliveries, hook).due is not None
        assert taken(deliveries, now)
        now += 100_000.0
    assert deliveries.take(now, LEASE) is None
    assert "stopped" in str(only(deliveries, hook).error)


def test_many_senders_never_send_to_one_receiver_at_once(
    url: str, database: Database, deliveries: DeliveryStore, hooks: HookStore
) -> None:
    for n in range(4):
        made = hooks.create(ONE, "a", f"https://desk{n}.example/", 0.0)
        tell(database, made, *(f"evt_{n}_{m}" for m in range(5)))
    others = [Database(url) for _ in range(4)]
    sent: list[str] = []

    def send(other: Database) -> None:
        store = DeliveryStore(other)
        for _ in range(30):
            found = store.take(2.0, LEASE)
            if found is not None:
                sent.append(found.message.id)
                assert store.finish(found, GOOD, 2.0)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, others))
    for other in others:
        other.close()
    assert len(sent) == len(set(sent)) == 20
    assert deliveries.waiting() == 0


def test_what_is_old_is_given_up_and_forgotten_some_days_later(
    database: Database, deliveries: DeliveryStore, hook: Hook
) -> None:
    tell(database, hook, "evt_1", "evt_2", "evt_3", now=1.0)
    deliveries.finish(taken(deliveries, 2.0), GOOD, 2.0)
    deliveries.sweep(OLDEST_SECONDS + 2.0)
    assert deliveries.waiting() == 2  # the service was stopped, and the receiver is not at fault
    deliveries.finish(taken(deliveries, 3.0), BAD, 3.0)
    deliveries.sweep(OLDEST_SECONDS)
    assert deliveries.waiting() == 2
    deliveries.sweep(OLDEST_SECONDS + 2.0)
    assert deliveries.waiting() == 0
    assert deliveries.sweep(KEPT_SECONDS) == 0
    tell(database, hook, "evt_4", now=KEPT_SECONDS)
    assert deliveries.sweep(KEPT_SECONDS + 2.0) == 3
    assert only(deliveries, hook).id == "evt_4"


def test_a_hook_is_tried_with_one_message_at_a_time(deliveries: DeliveryStore, hook: Hook) -> None:
    deliveries.test(ONE, hook.id, a_test(hook.id, "a", 1.0), 1.0)
    with pytest.raises(BusyError):
        deliveries.test(ONE, hook.id, a_test(hook.id, "a", 1.0), 1.0)
    deliveries.finish(taken(deliveries, 2.0), GOOD, 2.0)
    deliveries.test(ONE, hook.id, a_test(hook.id, "a", 3.0), 3.0)
    with pytest.raises(NotKnownError):
        deliveries.test(2, hook.id, a_test(hook.id, "a", 1.0), 1.0)


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def courier(deliveries: DeliveryStore) -> tuple[Courier, Clock]:
    def fail(host: str, port: int) -> list[str]:
        raise ZeroDivisionError(host)

    clock = Clock()
    return Courier(deliveries, Sending(resolve=fail), clock, senders=0), clock


def test_a_fault_of_our_own_is_a_failure_like_others_and_tells_no_url(
    database: Database,
    deliveries: DeliveryStore,
    hook: Hook,
    courier: tuple[Courier, Clock],
    caplog: pytest.LogCaptureFixture,
) -> None:
    sender, clock = courier
    tell(database, hook, "evt_1")
    assert sender.send_one()
    assert not sender.send_one()
    assert only(deliveries, hook).error == "the service failed; its log says more"
    assert "ZeroDivisionError" in caplog.text
    assert "desk.example" not in caplog.text
    clock.now += AGAIN_AFTER[0]
    assert sender.send_one()
    assert only(deliveries, hook).attempts == 2
