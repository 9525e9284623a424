"""What makes a step fail is found and left out, so that it does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa


def isolated(
    work: Callable[[slice], pa.RecordBatch],
    refused: Callable[[int, Exception], pa.RecordBatch],
    start: int,
    end: int,
) -> Iterator[pa.RecordBatch]:
    """Yield what `work` makes of the rows from `start` to `end`; of one that makes it fail what is `refused`.

    A row is refused only if the work fails on it alone, so it does not matter which others are beside it.

    >>> def work(rows):
    ...     return pa.record_batch({"n": [12 // n for n in range(rows.start, rows.stop)]})
    >>> def refused(row, error):
    ...     return pa.record_batch({"n": [None]})
    >>> [batch["n"].to_pylist() for batch in isolated(work, refused, -1, 3)]
    [[-12], [None], [12, 6]]
    """
    try:
        made = work(slice(start, end))
    except Exception as error:  # whatever it is, it may not stop the others
        if end - start == 1:
            made = refused(start, error)
        else:
            middle = (start + end) // 2
            yield from isolated(work, refused, start, middle)
            yield from isolated(work, refused, middle, end)
            return
    if len(made):
        yield made


def reason(error: Exception) -> str:
    r"""Return what an error says, or what it is, as text that can be written.

    >>> reason(ValueError("\ud800")), reason(MemoryError())
    ('\\ud800', 'MemoryError')
    """
    return (str(error) or type(error).__name__).encode(errors="backslashreplace").decode()


def cannot_be_compared(other: str, why: str) -> str:
    """Return what is said of an article that cannot be compared with another."""
    return f"cannot be compared with {other} ({why}); look at both texts, or leave one out"


def cannot_be_worked_on(error: Exception) -> str:
    """Return what is said of an article that makes a step fail."""
    return f"cannot be worked on ({reason(error)}); look at its text, or leave it out"
