"""The server process: told to stop, it takes no more requests, ends those it has, and closes the store."""

from __future__ import annotations

import gc
import socket
import tempfile
from types import FrameType

import uvicorn
from fastapi import FastAPI

from api.connection import patient
from api.logs import configure_logs
from api.settings import ServiceSettings

GARBAGE = 20_000
"""So many new objects come between two looks for garbage; Python's own 700 is one look in every answer."""


class _Server(uvicorn.Server):
    """Tells the service at once that it is to stop; uvicorn itself does when all connections are closed."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.config.app.state.stopping.set()  # type: ignore[union-attr]  # the app that `run` was given
        super().handle_exit(sig, frame)


def run(app: FastAPI, listener: socket.socket, settings: ServiceSettings) -> None:
    """Serve until SIGTERM or Ctrl+C."""
    # What is loaded by now stays: to look through it for garbage again and again makes some answers late.
    gc.freeze()
    gc.set_threshold(GARBAGE)
    configure_logs(settings.log_level, settings.log_format)
    # What waits in files for a while, such as an upload, lies where the settings say that there is room.
    tempfile.tempdir = str(settings.data)
    config = uvicorn.Config(
        app,
        http=patient(settings.body_seconds),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )
    _Server(config).run(sockets=[listener])
