"""How many passwords may be tried, by address and by place."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala.identity.adapters.attempts import AttemptsInMemory
from sala.identity.adapters.hashing import Argon2Hasher
from sala.identity.contract import SignIn, TooManyAttempts, WrongCredentials
from sala.kernel import rates as module
from sala.kernel.access import Caller
from sala.kernel.rates import Rate
from tests.identity.stand import PASSWORD, Stand


class Seconds:
    """A clock in seconds that a test can move."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def taken(attempts: AttemptsInMemory, email: str, origin: str, times: int = 1) -> int:
    granted = 0
    for _ in range(times):
        try:
            await attempts.take(email=email, origin=origin)
        except TooManyAttempts:
            continue
        granted += 1
    return granted


def counters(clock: Seconds) -> AttemptsInMemory:
    return AttemptsInMemory(
        per_email=Rate(burst=3, every=10), per_origin=Rate(burst=5, every=2), now=clock
    )


async def test_one_address_is_tried_a_few_times_from_anywhere() -> None:
    attempts = counters(Seconds())
    granted = [await taken(attempts, "a@sala.test", f"10.0.0.{n}") for n in range(6)]
    assert granted == [1, 1, 1, 0, 0, 0]


async def test_one_place_tries_a_few_addresses() -> None:
    attempts = counters(Seconds())
    granted = [await taken(attempts, f"{n}@sala.test", "10.0.0.1") for n in range(7)]
    assert granted == [1, 1, 1, 1, 1, 0, 0]


async def test_somebody_elses_attempts_do_not_count() -> None:
    attempts = counters(Seconds())
    await taken(attempts, "a@sala.test", "10.0.0.1", times=9)
    assert await taken(attempts, "b@sala.test", "10.0.0.2") == 1


@pytest.mark.parametrize(
    ("origin", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("unknown", "unknown"),
    ],
)
async def test_addresses_of_one_sender_are_one_place(origin: str, same: str) -> None:
    attempts = counters(Seconds())
    for number in range(5):
        await attempts.take(email=f"{number}@sala.test", origin=origin)
    assert await taken(attempts, "last@sala.test", same) == 0
    assert await taken(attempts, "last@sala.test", "2001:db8:0:1::1") == 1


async def test_the_refusal_says_when_to_come_back_and_then_it_is_so() -> None:
    clock = Seconds()
    attempts = counters(clock)
    await taken(attempts, "a@sala.test", "", times=3)
    with pytest.raises(TooManyAttempts) as refused:
        await attempts.take(email="A@sala.test ", origin="")
    clock.now += refused.value.retry_after - 1
    assert await taken(attempts, "a@sala.test", "") == 0
    clock.now += 1
    assert await taken(attempts, "a@sala.test", "") == 1


async def test_right_passwords_use_nothing_up() -> None:
    attempts = counters(Seconds())
    for _ in range(50):
        await attempts.take(email="a@sala.test", origin="10.0.0.1")
        await attempts.forgive(email="a@sala.test", origin="10.0.0.1")
    assert await taken(attempts, "a@sala.test", "10.0.0.1", times=9) == 3


@given(st.lists(st.floats(min_value=0, max_value=30), max_size=60))
def test_no_rhythm_of_trying_beats_the_rate(pauses: list[float]) -> None:
    clock = Seconds()
    start = clock.now
    attempts = counters(clock)

    async def trying() -> int:
        granted = 0
        for pause in pauses:
            clock.now += pause
            granted += await taken(attempts, "a@sala.test", "")
        return granted

    granted = asyncio.run(trying())
    assert granted <= 3 + (clock.now - start) / 10


async def test_a_flood_of_addresses_does_not_wash_away_the_one_that_is_attacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_KEYS", 100)
    attempts = counters(Seconds())
    await taken(attempts, "victim@sala.test", "10.0.0.1", times=3)
    for number in range(500):
        await taken(attempts, f"{number}@sala.test", f"10.1.{number // 250}.{number % 250}")
    assert len(attempts._rates) <= 102
    assert await taken(attempts, "victim@sala.test", "10.9.9.9") == 0


async def test_guesses_sent_all_at_once_are_counted_too(stand: Stand) -> None:
    await stand.owner()
    stand.hasher.verified.clear()
    guesses = [SignIn(email="anong@sala.test", password=f"guess {n}") for n in range(40)]
    results = await asyncio.gather(
        *(stand.send(guess, Caller(origin=f"10.0.0.{n}")) for n, guess in enumerate(guesses)),
        return_exceptions=True,
    )
    assert {type(result) for result in results} == {WrongCredentials, TooManyAttempts}
    assert len(stand.hasher.verified) == 10
    with pytest.raises(TooManyAttempts) as refused:
        await stand.sign_in("Anong", PASSWORD)
    assert refused.value.retry_after > 1


async def test_passwords_wait_in_a_queue_that_ends() -> None:
    hasher = Argon2Hasher(memory_kib=8, passes=1)
    await hasher.start()
    results = await asyncio.gather(
        *(hasher.hash("mango-lantern") for _ in range(80)), return_exceptions=True
    )
    await hasher.stop()
    assert sum(isinstance(result, TooManyAttempts) for result in results) == 16


async def test_a_password_is_hashed_with_the_parameters_owasp_names() -> None:
    hasher = Argon2Hasher()
    encoded = await hasher.hash("mango-lantern")
    assert encoded.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await hasher.verify(encoded, "mango-lantern")
    assert not await hasher.verify("not a hash", "mango-lantern")
    await hasher.stop()
