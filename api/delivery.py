"""Messages to receivers, sent by threads of the server; how often and when is for the store to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from logging import getLogger
from threading import Event, Thread
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

from api.sending import Sending
from api.store.deliveries import DeliveryStore, Outcome, Taken
from dedup import sign_webhook

SENDERS = 4
POLL_SECONDS = 0.5
RETRY_SECONDS = 5.0
"""How long to wait for a database that is gone."""

LEASE_SECONDS = 120.0
"""Longer than any attempt takes, also where the name of a receiver is found slowly."""

SWEEP_SECONDS = 3_600.0
FAULT = Outcome(None, "the service failed; its log says more")

_log = getLogger(__name__)


class Courier:
    """Sends what is due, `senders` messages at once, to each receiver one at a time.

    Now and then it forgets what is too old: of its own, and by other `sweeps`.
    """

    def __init__(
        self,
        store: DeliveryStore,
        sending: Sending,
        clock: Callable[[], float],
        senders: int = SENDERS,
        sweeps: Iterable[Callable[[float], object]] = (),
    ) -> None:
        self._store, self._sending, self._clock = store, sending, clock
        self._sweeps = (store.sweep, *sweeps)
        self._stopping = Event()
        self._swept = float("-inf")
        self._threads = [Thread(target=self._run, name=f"hooks-{n}", daemon=True) for n in range(senders)]

    def start(self) -> None:
        """Begin to send."""
        for thread in self._threads:
            thread.start()

    def stop(self, grace_seconds: float) -> None:
        """Send nothing more; what is being sent may end within some seconds, and is sent again after that."""
        self._stopping.set()
        end = monotonic() + grace_seconds
        for thread in self._threads:
            thread.join(max(0.0, end - monotonic()))

    def send_one(self) -> bool:
        """Send one message if any is due; return whether one was."""
        taken = self._store.take(self._clock(), LEASE_SECONDS)
        if taken is None:
            return False
        outcome = self._outcome(taken)
        if not outcome.is_good:
            said = outcome.status or outcome.error
            _log.warning("hook %s: %s was not delivered: %s", taken.message.hook, taken.message.id, said)
        self._store.finish(taken, outcome, self._clock())
        return True

    def _outcome(self, taken: Taken) -> Outcome:
        body, seconds = taken.message.body.encode(), int(self._clock())
        headers = {
            "webhook-id": taken.message.id,
            "webhook-timestamp": str(seconds),
            "webhook-signature": sign_webhook(taken.secret, taken.message.id, seconds, body),
        }
        try:
            return self._sending.post(taken.url, headers, body)
        except Exception as error:  # its message may have a part of the URL, which is not for the log
            _log.error("hook %s: sending failed: %s", taken.message.hook, type(error).__name__)
            return FAULT

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._sweep()
                if self.send_one():
                    continue
                self._stopping.wait(POLL_SECONDS)
            except SQLAlchemyError:
                _log.exception("no message could be taken or noted")
                self._stopping.wait(RETRY_SECONDS)

    def _sweep(self) -> None:
        now = self._clock()
        if now - self._swept > SWEEP_SECONDS:
            self._swept = now
            for sweep in self._sweeps:
                sweep(now)
