"""What a request asks of a job: an upload with the fields of a form, or JSON about stored articles."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import IO, Any

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.job_requests import JobOptions, JobRequest
from api.store.listing import ALL, Filters
from dedup import ending_refusal

PIECE_BYTES = 1 << 20
MAX_FIELDS = 10
MAX_FIELD_BYTES = 1_000
MAX_NAME_CHARS = 200
UPLOAD = "upload"
"""How the name under which an upload is kept begins; its ending is that of the file."""

_ENDINGS = re.compile(r"(?:\.tar)?\.[A-Za-z0-9]{1,10}$|\.[A-Za-z0-9]{1,10}\.(?:gz|bz2|xz)$")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be clustered, and how: the articles in a file, or those that filters find in the store.

    `name` is a name of ours with the ending of the file; a name that a client chose is never one on the disk.
    `called` is that name, for people.
    """

    options: Mapping[str, Any]
    filters: Filters = ALL
    file: IO[bytes] | None = None
    name: str = ""
    called: str = ""

    def digest(self) -> bytes:
        """Return the SHA-256 of all that is asked: the same for a form that has other bounds this time."""
        said = json.dumps([self.name, dict(self.options), asdict(self.filters)], sort_keys=True)
        digest = sha256(said.encode())
        if self.file is not None:
            while piece := self.file.read(PIECE_BYTES):
                digest.update(piece)
            self.file.seek(0)
        return digest.digest()


@asynccontextmanager
async def asked(request: Request) -> AsyncIterator[Asked]:
    """Give what a request asks for; an upload lies in a temporary file until this ends."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding != "identity" or kind not in ("multipart/form-data", "application/json"):
        raise HTTPException(415, "Send multipart/form-data with a field `file`, or application/json.")
    if kind == "application/json":
        yield _of_json(await request.body())
        return
    form = await _form(request)
    try:
        yield _of_form(form)
    finally:
        await form.close()


async def _form(request: Request) -> FormData:
    try:
        return await request.form(max_files=1, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD_BYTES)
    except HTTPException as error:
        if error.status_code != 400:
            raise
        raise RequestValidationError([{"type": "form", "loc": ("body",), "msg": error.detail}]) from error


def _of_json(body: bytes) -> Asked:
    try:
        value = json.loads(body)
    except json.JSONDecodeError as error:
        fault = {"type": "json_invalid", "loc": ("body", error.pos), "ctx": {"error": error.msg}}
        raise RequestValidationError([fault], body=error.doc) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise HTTPException(400) from error
    try:
        given = JobRequest.model_validate(value)
    except ValidationError as error:
        raise _invalid(error) from error
    return Asked(given.model_dump(exclude={"articles"}), filters=given.articles.filter.filters())


def _of_form(form: FormData) -> Asked:
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise _wrong("file", "missing", "Field required")
    name = _name(file.filename or "")
    try:
        fields = [(key, value) for key, value in form.multi_items() if key != "file"]
        options = JobOptions.model_validate(dict(fields))
    except ValidationError as error:
        raise _invalid(error) from error
    called = (file.filename or "")[:MAX_NAME_CHARS]
    return Asked(options.model_dump(), file=file.file, name=name, called=called)


def _name(given: str) -> str:
    """Return the name under which an upload is kept. Raises RequestValidationError if no such file is read.

    >>> _name("../../etc/news.TAR.gz")
    'upload.tar.gz'
    """
    ending = _ENDINGS.search(given.lower())
    name = f"{UPLOAD}{ending[0]}" if ending else UPLOAD
    why = ending_refusal(name)
    if why:
        raise _wrong("file", "ending", f"cannot be read: {why}")
    return name


def _invalid(error: ValidationError) -> RequestValidationError:
    found = error.errors(include_url=False, include_input=False)
    return RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in found])


def _wrong(field: str, kind: str, message: str) -> RequestValidationError:
    return RequestValidationError([{"type": kind, "loc": ("body", field), "msg": message}])
