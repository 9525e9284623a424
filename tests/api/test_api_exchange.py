"""Lines cut from a stream, and answers that wait for a slow reader."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.exchange import SPOOL_BYTES, Spool
from api.lines import Line, LineCutter


@given(st.lists(st.binary(max_size=12).map(lambda part: part.replace(b"x", b"\n")), max_size=8))
def test_lines_do_not_depend_on_how_they_arrive(parts: list[bytes]) -> None:
    cutter = LineCutter(1_000)
    cut = [line for part in parts for line in cutter.feed(part)] + cutter.end()
    whole = enumerate(b"".join(parts).split(b"\n"), start=1)
    assert cut == [Line(number, text) for number, text in whole if text.strip()]


@pytest.mark.parametrize("size", [1, 3, 100])
def test_no_line_is_held_beyond_its_bound(size: int) -> None:
    cutter, stream = LineCutter(4), b"abcd\nabcde\nab\n" + b"y" * 50
    parts = [stream[start : start + size] for start in range(0, len(stream), size)]
    cut = [line for part in parts for line in cutter.feed(part)] + cutter.end()
    assert cut == [Line(1, b"abcd"), Line(2, None), Line(3, b"ab"), Line(4, None)]


def test_what_was_written_is_read_in_order_also_while_more_is_written() -> None:
    written = [bytes([number % 256]) * (SPOOL_BYTES // 7) for number in range(20)]

    async def run() -> bytes:
        spool, read = Spool(), bytearray()

        async def write() -> None:
            for part in written:
                spool.write(part)
                await asyncio.sleep(0)
            spool.end()

        task = asyncio.create_task(write())
        async for chunk in spool.chunks():
            read += chunk
        await task
        return bytes(read)

    assert asyncio.run(run()) == b"".join(written)
