"""Dramatiq on Redis: a broker with quick redelivery, one actor per task, messages that name an outbox row.

Dramatiq carries and hands out; attempts, delays and deaths are the outbox's, so its retries are left out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

import dramatiq
import redis
from dramatiq.brokers.redis import RedisBroker
from dramatiq.message import Message
from redis.backoff import NoBackoff
from redis.retry import Retry

from kopukm_core.errors import ConfigurationError
from kopukm_core.jobs.claims import SentJob
from kopukm_core.jobs.registry import TaskRegistry

NAMESPACE = "kopukm"
LOGIN_REFUSED = "Redis menolak pengguna atau sandi; periksa KOPUKM_REDIS_URL."
_REFUSED = (redis.AuthenticationError, redis.exceptions.NoPermissionError)


class OutboxBroker(RedisBroker):
    """Keeps a message under an id that tells row and delivery, so that its being there can be looked up."""

    def enqueue(self, message: Message[None], *, delay: int | None = None) -> Message[None]:
        if delay is not None:
            raise ValueError("the outbox delays jobs, not Redis")
        message = message.copy(options={"redis_message_id": message.message_id})
        self.do_enqueue(message.queue_name, message.message_id, message.encode())
        return message

    def fault(self) -> str:
        """What keeps Redis from being used, in a sentence for an operator; "" where nothing does."""
        try:
            self.client.ping()
        except _REFUSED:
            return LOGIN_REFUSED
        except redis.RedisError as error:
            return f"Redis tidak menjawab ({type(error).__name__})."
        return ""

    def hand_over(self, job: SentJob) -> None:
        """Put the job into Redis. Raises redis.RedisError."""
        self.enqueue(
            dramatiq.Message(
                queue_name=job.queue,
                actor_name=job.task,
                args=(job.id,),
                kwargs={},
                options={},
                message_id=_message_id(job),
            )
        )

    def lost(self, jobs: Iterable[SentJob]) -> list[SentJob]:
        """Those of the jobs that are neither queued nor in a worker's hands. Raises redis.RedisError."""
        asked = list(jobs)
        with self.client.pipeline(transaction=False) as pipeline:
            for job in asked:
                pipeline.hexists(f"{self.namespace}:{job.queue}.msgs", _message_id(job))
            found = pipeline.execute()
        return [job for job, is_there in zip(asked, found, strict=True) if not is_there]

    def disconnect(self) -> None:
        """Close the connections."""
        self.client.close()


def _message_id(job: SentJob) -> str:
    return f"{job.id}.{job.deliveries}"


async def redis_fault(redis_url: str) -> str:
    """What keeps the Redis at that address from being used, for readiness; "" where nothing does."""
    broker = open_broker(redis_url)
    try:
        return await asyncio.to_thread(broker.fault)
    finally:
        broker.disconnect()


def open_broker(redis_url: str) -> OutboxBroker:
    """A broker on that Redis, not connected yet. Raises ConfigurationError for a url that is none."""
    try:
        client = redis.Redis.from_url(
            redis_url, socket_connect_timeout=2.0, socket_timeout=5.0, retry=Retry(NoBackoff(), 0)
        )
    except ValueError as error:
        raise ConfigurationError(
            f"KOPUKM_REDIS_URL tidak sah: {error}.", remedy="Isi seperti redis://127.0.0.1:6379/0."
        ) from None
    return OutboxBroker(  # type: ignore[no-untyped-call]
        client=client,
        middleware=[],
        namespace=NAMESPACE,
        heartbeat_timeout=5_000,
        maintenance_chance=1_000_000,
    )


def bind_tasks(broker: OutboxBroker, registry: TaskRegistry, run: Callable[[int], None]) -> None:
    """One actor per task; each calls `run` with the row's id, in a thread of the worker."""
    for declared in registry:

        def act(job_id: int) -> None:
            run(job_id)

        dramatiq.actor(broker=broker, actor_name=declared.name, queue_name=declared.queue)(act)
