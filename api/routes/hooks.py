"""Hooks: who wants to be told what comes to a story. What is sent, and when, is decided elsewhere.

All of it takes a key that may write: the URL of a receiver is often a secret in itself.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.field_problems import FieldProblem
from api.hook_answers import DeliveryAnswer, HookAnswer, HooksAnswer, HookStateAnswer, NewHookAnswer
from api.hooks import test_message
from api.problems import KINDS, Problem, problem_response
from api.repeats import Again
from api.requests import Id
from api.requests import Request as Body
from api.routes.texts import PROBLEMS, require_json
from api.security import Writer
from api.store.deliveries import DeliveryStore
from api.store.errors import BusyError, FullError
from api.store.hooks import HookStore
from api.store.idempotency import Kept
from api.targets import MAX_URL_CHARS, TargetError, may_be_told, target_of

router = APIRouter()

INNER = "must not point to this machine or into a private network"


def _sane(url: str) -> str:
    try:
        target_of(url)
    except TargetError as error:
        raise PydanticCustomError("hook_url", "{why}", {"why": str(error)}) from error
    return url


HookUrl = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MAX_URL_CHARS,
        description="Where to send to, by http or https; never into a private network unless the service"
        " was told of it (`DEDUP_HOOK_NETWORKS`).",
    ),
    AfterValidator(_sane),
]


class HookRequest(Body):
    """Where to tell what comes to a story, and whose story."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"url": "https://desk.example/hooks?desk=politics", "article": "agency"}]
        }
    )

    url: HookUrl
    article: Annotated[Id, Field(description="The id of a stored article.")]


async def _hooks(request: Request) -> HookStore:
    return HookStore(request.app.state.database)


def _deliveries(request: Request) -> DeliveryStore:
    store: DeliveryStore = request.app.state.deliveries
    return store


Hooks = Annotated[HookStore, Depends(_hooks)]
Deliveries = Annotated[DeliveryStore, Depends(_deliveries)]
HookId = Annotated[str, Path(alias="id", max_length=32, description="The hook's id.")]


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Problem, "description": KINDS[status].title} for status in statuses}


@router.post(
    "/v1/hooks",
    status_code=201,
    response_model=NewHookAnswer,
    responses={**PROBLEMS, **_problems(409)},
    dependencies=[Depends(require_json)],
    summary="Follow the story of an article",
    response_description="The hook, with its secret",
)
def follow(
    request: Request,
    caller: Writer,
    hooks: Hooks,
    body: HookRequest,
    again: Again,
) -> Response:
    """Tell a URL of every new version of the articles of a story, and of every article that joins it.

    Messages are signed as Standard Webhooks has it, and sent again until they are answered with a status from
    200 to 299. They say what came, and why it is of this story, but have no text.
    """
    literal = target_of(body.url).literal
    if literal and not may_be_told(literal, request.app.state.settings.hook_networks):
        return problem_response(422, f"url {INNER}", [FieldProblem(field="url", detail=INNER)])

    def work() -> Kept:
        try:
            made = hooks.create(
                caller.collection, body.article, body.url, request.app.state.clock(), caller.author
            )
        except FullError as error:
            raise HTTPException(409, f"{error}.".capitalize()) from error
        return Kept(201, NewHookAnswer.of(made).model_dump_json().encode())

    return again(caller).answered(work)


@router.get("/v1/hooks", summary="List the hooks", response_description="All hooks of the collection")
def list_hooks(caller: Writer, hooks: Hooks) -> HooksAnswer:
    """Return who follows which story, the newest hook first."""
    return HooksAnswer(hooks=[HookAnswer.of(hook) for hook in hooks.all(caller.collection)])


@router.get("/v1/hooks/{id}", summary="Look at a hook", response_description="The hook")
def read_hook(caller: Writer, hooks: Hooks, deliveries: Deliveries, name: HookId) -> HookStateAnswer:
    """Say what a hook was told last, and what is still to be told there."""
    hook = hooks.get(caller.collection, name)
    return HookStateAnswer.told(hook, deliveries.last(hook.id))


@router.delete(
    "/v1/hooks/{id}",
    status_code=204,
    response_class=Response,
    summary="Delete a hook",
    response_description="It is gone",
)
def unfollow(request: Request, caller: Writer, hooks: Hooks, name: HookId) -> None:
    """Tell nothing there any more, not even what waits."""
    hooks.delete(caller.collection, name, request.app.state.clock(), caller.author)


@router.post(
    "/v1/hooks/{id}/test",
    status_code=202,
    response_model=DeliveryAnswer,
    responses=_problems(409),
    summary="Try a hook",
    response_description="The message, which waits to be sent",
)
def try_hook(
    request: Request,
    caller: Writer,
    hooks: Hooks,
    deliveries: Deliveries,
    again: Again,
    name: HookId,
) -> Response:
    """Send a message of the type `hook.test`, signed and repeated as all others are."""
    now = request.app.state.clock()

    def work() -> Kept:
        hook = hooks.get(caller.collection, name)
        message = test_message(hook.id, hook.article, now)
        try:
            made = deliveries.test(caller.collection, hook.id, message, now, caller.author)
        except BusyError as error:
            raise HTTPException(409, "A test of this hook waits already.") from error
        return Kept(202, DeliveryAnswer.of(made).model_dump_json().encode())

    return again(caller).answered(work)
