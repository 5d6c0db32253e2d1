"""The even assignment: as good as trying everything, with a proof that a tampered answer does not have."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_instances import clinic, province
from kopukm_core.scheduling.slots.assigning import (
    OFFICE_GOALS,
    WINDOW_FIRST,
    Assignment,
    Client,
    Expert,
    Goal,
    Instance,
    Seat,
    UnservedReason,
    assign,
    suits,
    verify,
    verify_written,
    written,
)

WINDOWS = ("senin", "selasa")
TOPICS = ("izin", "modal")


@some.composite
def instances(draw: some.DrawFn) -> Instance:
    """Up to four clients, four seats, two experts, any goals, perhaps seats held already."""
    experts = [
        Expert(key, {topic: draw(some.integers(0, 2)) for topic in TOPICS}, draw(some.integers(0, 3)))
        for key in range(2)
    ]
    seats = [
        Seat(
            key,
            draw(some.integers(0, 1)),
            draw(some.sampled_from("ab")),
            draw(some.sampled_from(WINDOWS)),
            draw(some.sampled_from(("", "", "undangan"))),
        )
        for key in range(draw(some.integers(0, 4)))
    ]
    clients = [
        Client(
            key,
            (draw(some.integers(0, 2)),),
            draw(some.sampled_from("ab")),
            draw(some.sampled_from(TOPICS)),
            frozenset(draw(some.sets(some.sampled_from(WINDOWS)))),
            frozenset(draw(some.sets(some.sampled_from(WINDOWS)))),
            frozenset(draw(some.sets(some.just("undangan")))),
        )
        for key in range(draw(some.integers(0, 4)))
    ]
    previous: dict[int, int] = {}
    if draw(some.booleans()):
        for client in clients[::2]:
            fitting = [
                seat.key for seat in seats if suits(client, seat) and seat.key not in previous.values()
            ]
            if fitting:
                previous[client.key] = draw(some.sampled_from(fitting))
    middle = draw(some.permutations([Goal.TOPIC, Goal.WINDOW, Goal.LOAD]))
    keep = (Goal.KEEP,) if previous else ()
    return Instance(clients, seats, experts, (Goal.SERVE, *keep, *middle), previous)


def reached(instance: Instance, pairs: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    """How good it is, goal by goal, the greater the better; of those served, the highest priority is counted first."""
    seats = {one.key: one for one in instance.seats}
    clients = {one.key: one for one in instance.clients}
    experts = {one.key: one for one in instance.experts}
    priorities = sorted({(int(key in instance.previous), *one.priority) for key, one in clients.items()})
    served = Counter((int(key in instance.previous), *clients[key].priority) for key in pairs)
    load = Counter(seats[seat].expert for seat in pairs.values())

    def group(seat: int) -> tuple[int, str, str, str]:
        one = seats[seat]
        return one.expert, one.service, one.window, one.quota

    values: dict[Goal, tuple[int, ...]] = {
        Goal.SERVE: tuple(served[one] for one in reversed(priorities)),
        Goal.KEEP: (
            sum(group(pairs[key]) == group(seat) for key, seat in instance.previous.items() if key in pairs),
        ),
        Goal.TOPIC: (
            sum(experts[seats[s].expert].points.get(clients[c].topic, 0) for c, s in pairs.items()),
        ),
        Goal.WINDOW: (sum(seats[s].window in clients[c].preferred for c, s in pairs.items()),),
        Goal.LOAD: (-sum((one.earlier_load + load[one.key]) ** 2 for one in instance.experts),),
    }
    return tuple(values[goal] for goal in instance.goals)


def every_way(instance: Instance) -> list[dict[int, int]]:
    """All ways to seat the clients."""
    choices = [
        [None, *(seat.key for seat in instance.seats if suits(client, seat))] for client in instance.clients
    ]
    found = []
    for chosen in itertools.product(*choices):
        taken = [seat for seat in chosen if seat is not None]
        if len(taken) == len(set(taken)):
            found.append(
                {
                    client.key: seat
                    for client, seat in zip(instance.clients, chosen, strict=True)
                    if seat is not None
                }
            )
    return found


def solved(instance: Instance) -> Assignment:
    return assign(instance.clients, instance.seats, instance.experts, instance.goals, instance.previous)


@settings(max_examples=150, deadline=None)
@given(instances())
def test_nothing_better_exists_and_only_that_is_proved(instance: Instance) -> None:
    answer = solved(instance)
    ways = every_way(instance)
    best = max(reached(instance, one) for one in ways)
    assert reached(instance, dict(answer.pairs)) == best
    verdict = answer.verify()
    assert verdict.proved, verdict
    assert verify_written(written(answer)) == verdict
    for other in ways[:60]:
        proved = verify(instance, other, answer.certificate).proved
        assert proved == (reached(instance, other) == best)
    _reasons_are_true(instance, answer)


def _reasons_are_true(instance: Instance, answer: Assignment) -> None:
    assert {one.client for one in answer.unserved} == {one.key for one in instance.clients} - set(
        answer.pairs
    )
    clients = {one.key: one for one in instance.clients}
    for one in answer.unserved:
        fits = [seat for seat in instance.seats if suits(clients[one.client], seat)]
        assert (one.reason is UnservedReason.NOTHING_SUITS) == (not fits)
        assert one.seats >= len({seat.key for seat in fits})


def test_tampering_is_noticed() -> None:
    answer = assign(*clinic(30, 24, 2))
    instance, proof = answer.instance, answer.certificate
    assert answer.verify().proved
    (first, seat), (second, other) = list(answer.pairs.items())[:2]
    wrong = {
        "two clients in one seat": verify(instance, {**answer.pairs, second: seat}, proof),
        "is unknown": verify(instance, {**answer.pairs, 10_000: 10_001}, proof),
        "a price of a group is negative": verify(
            instance,
            answer.pairs,
            replace(proof, group_prices=dict.fromkeys(proof.group_prices, -1)),
        ),
        "does not outweigh": verify(
            instance, answer.pairs, replace(proof, weights=dict.fromkeys(proof.weights, 1))
        ),
    }
    for words, verdict in wrong.items():
        assert any(words in fault for fault in verdict.faults), words
        assert not verdict.proved
    fewer = dict(answer.pairs)
    del fewer[first]
    assert verify(instance, fewer, proof).gap > 0
    cheap = replace(proof, expert_prices={key: price + 1 for key, price in proof.expert_prices.items()})
    assert not verify(instance, answer.pairs, cheap).proved
    assert other != seat


def test_a_seat_that_does_not_suit_is_no_answer() -> None:
    clients = [Client(1, (0,), "pagi")]
    seats = [Seat(1, 1, "siang")]
    answer = assign(clients, seats, [Expert(1)])
    assert answer.pairs == {}
    assert answer.unserved[0].reason is UnservedReason.NOTHING_SUITS
    assert "does not suit" in verify(answer.instance, {1: 1}, answer.certificate).faults[0]


def test_seats_of_a_quota_are_kept_for_it() -> None:
    seats = [Seat(1, 1, quota="undangan"), Seat(2, 1)]
    public, invited = Client(1, (1,)), Client(2, (0,), quotas=frozenset({"undangan"}))
    assert assign([public, invited], seats, [Expert(1)]).pairs == {1: 2, 2: 1}
    answer = assign([public, Client(3, (1,))], seats, [Expert(1)])
    assert (len(answer.pairs), answer.unserved[0].seats) == (1, 1)
    assert answer.verify().proved


def test_the_middle_goals_may_be_swapped() -> None:
    instance = clinic(60, 48, 4, seed=3)
    topic, window = assign(*instance), assign(*instance, WINDOW_FIRST)
    assert topic.figures.served == window.figures.served
    assert topic.figures.topic_points >= window.figures.topic_points
    assert topic.figures.preferred <= window.figures.preferred
    assert (topic.figures.topic_points, topic.figures.preferred) != (
        window.figures.topic_points,
        window.figures.preferred,
    )


def test_earlier_load_is_carried_forward() -> None:
    seats = [Seat(key, key % 2) for key in range(8)]
    clients = [Client(key) for key in range(4)]
    even = assign(clients, seats, [Expert(0), Expert(1)])
    assert sorted(even.figures.loads.values()) == [2, 2]
    carried = assign(clients, seats, [Expert(0, earlier_load=4), Expert(1)])
    assert carried.figures.loads == {0: 4, 1: 4}


def test_few_move_when_an_expert_is_ill_and_others_come_and_go() -> None:
    clients, seats, experts = clinic(150, 142, 4, seed=5)
    before = assign(clients, seats, experts)
    gone = set(list(before.pairs)[::15][:8])
    ill = {seat.key for seat in seats if seat.expert == 0 and seat.window.startswith("2-")}
    late = [replace(one, key=one.key + 1_000, priority=(9, 9, 9)) for one in clients[:12]]
    now = [one for one in clients if one.key not in gone] + late
    left = [one for one in seats if one.key not in ill]
    previous = {
        client: seat for client, seat in before.pairs.items() if client not in gone and seat not in ill
    }
    scratch, repaired = assign(now, left, experts), assign(now, left, experts, previous=previous)
    moves = sum(scratch.pairs.get(client) != seat for client, seat in previous.items())
    assert repaired.verify().proved
    # Nobody who has a seat is pushed out by a late comer, whatever their priority.
    assert repaired.figures.lost == 0
    assert repaired.figures.served == scratch.figures.served
    assert repaired.figures.moved < moves / 4
    assert repaired.instance.goals == (Goal.SERVE, Goal.KEEP, *OFFICE_GOALS[1:])


@pytest.mark.parametrize("size", [(150, 142, 4), (600, 531, 15)])
def test_a_week_and_a_month_are_proved(size: tuple[int, int, int]) -> None:
    answer = assign(*clinic(*size))
    assert answer.verify().proved
    loads = answer.figures.loads.values()
    assert max(loads) - min(loads) <= 3


def test_districts_that_touch_are_one_question_and_answered_alike_each_time() -> None:
    answer = assign(*province(3, 90, 80, neighbours=0.5))
    assert answer.verify().proved
    assert answer == assign(*province(3, 90, 80, neighbours=0.5))


@pytest.mark.parametrize(
    ("clients", "seats", "goals", "words"),
    [
        ([Client(1), Client(1)], [], OFFICE_GOALS, "two of one client"),
        ([], [Seat(1, 7)], OFFICE_GOALS, "unknown expert"),
        ([], [], (Goal.TOPIC, Goal.SERVE), "begin with SERVE"),
        ([], [], (Goal.SERVE, Goal.SERVE), "once"),
    ],
)
def test_questions_without_sense_are_refused(
    clients: list[Client], seats: list[Seat], goals: tuple[Goal, ...], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        assign(clients, seats, [Expert(1)], goals)
