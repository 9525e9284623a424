"""`python -m dedup` is the command `dedup`."""

from __future__ import annotations

from dedup.command import main

if __name__ == "__main__":
    main(prog_name="dedup")
