"""A task is a declaration: checked at once, bound to nothing."""

from __future__ import annotations

import pytest

from jobs.job_samples import sample_tasks, write_effect
from kopukm_core.jobs import (
    JobArgumentsError,
    JobContext,
    Task,
    TaskDeclarationError,
    TaskRegistry,
    UnknownTaskError,
    task,
)


def test_a_task_has_its_plugins_queue() -> None:
    assert (write_effect.owner, write_effect.queue) == ("sample", "sample")
    assert write_effect.description == "Store one effect, once."


def test_two_tasks_of_one_name_are_refused_with_both_places() -> None:
    @task("sample.write_effect")
    async def second(job: JobContext) -> None: ...

    with pytest.raises(TaskDeclarationError) as refusal:
        TaskRegistry([("sample", write_effect), ("sample", second)])

    assert write_effect.place in str(refusal.value)
    assert second.place in str(refusal.value)


def test_a_task_of_another_plugins_name_is_refused() -> None:
    with pytest.raises(TaskDeclarationError, match="halo"):
        TaskRegistry([("halo", write_effect)])


@pytest.mark.parametrize("name", ["write_effect", "Sample.write", "sample.write.effect", "sample.", ""])
def test_a_name_is_plugin_and_verb(name: str) -> None:
    async def function(job: JobContext) -> None: ...

    with pytest.raises(TaskDeclarationError, match="tidak sah"):
        task(name)(function)


def test_a_task_must_be_async_and_take_the_context() -> None:
    def plain(job: JobContext) -> None: ...

    async def without() -> None: ...

    with pytest.raises(TaskDeclarationError, match="bukan fungsi async"):
        task("sample.plain")(plain)  # type: ignore[arg-type]
    with pytest.raises(TaskDeclarationError, match="konteks"):
        task("sample.without")(without)


def test_an_argument_that_cannot_be_json_is_refused_at_start() -> None:
    @task("sample.keep_bytes")
    async def keep(job: JobContext, content: bytes) -> None: ...

    with pytest.raises(TaskDeclarationError, match="content"):
        sample_tasks(keep)


def test_an_unknown_task_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownTaskError, match=r"sample\.write_effect"):
        sample_tasks().get("sample.write")


@task("sample.take")
async def take(job: JobContext, number: int, names: list[str], note: str | None = None) -> None: ...


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"number": 1},
        {"number": 1, "names": [], "more": 1},
        {"number": "1", "names": []},
        {"number": True, "names": []},
        {"number": 1, "names": [1]},
        {"number": 1, "names": ("a",)},
        {"number": 1, "names": [], "note": 5},
    ],
)
def test_arguments_that_do_not_fit_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(JobArgumentsError, match=r"sample\.take"):
        take.to_json(arguments)


def test_what_json_would_change_is_refused() -> None:
    @task("sample.keep")
    async def keep(job: JobContext, data: dict[str, object]) -> None: ...

    for value in ({"a": float("nan")}, {"a": {1, 2}}, {"a": {1: "x"}}, {"a": (1,)}):
        with pytest.raises(JobArgumentsError, match="JSON"):
            keep.to_json({"data": value})


def test_arguments_that_fit_are_json() -> None:
    assert take.to_json({"number": 1, "names": ["Tani"]}) == '{"names": ["Tani"], "number": 1}'


def test_nothing_is_bound_at_import() -> None:
    import dramatiq.broker

    assert isinstance(write_effect, Task)
    assert dramatiq.broker.global_broker is None
