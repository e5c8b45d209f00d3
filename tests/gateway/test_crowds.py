"""Too much at once: the storm waits its turn, and nobody who stands at a terminal waits for the storm."""

import asyncio
import ssl
from pathlib import Path

import httpx2
import pytest

from kiosk.gateway import parts, peer
from kiosk.gateway.problems import ProblemError
from kiosk.gateway.turns import LARGE_BYTES, Turns
from kiosk.rules.cards import Holder
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.gateway.answers import word, words
from tests.gateway.filing import CHEN, WANG, loss, sealed
from tests.gateway.live import Stand, running
from tests.gateway.test_security import raw

BUSY = "urn:buka:problem:busy"
LARGE = 30


@pytest.fixture
def no_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "Turns", lambda: Turns(read_at_once=0, wait_seconds=0.01))


@pytest.fixture
def large(no_turn: None, stand: Stand) -> Trouble:
    """What becomes of a large batch when others have all turns."""
    batch = [sealed(stand.terminal(), loss(CHEN)) for _ in range(LARGE)]
    assert sum(len(one.sealed) for one in batch) > LARGE_BYTES
    answer = stand.client().submit(batch)
    assert isinstance(answer, Trouble)
    return answer


def test_a_large_batch_that_gets_no_turn_is_told_when_to_come_back(large: Trouble) -> None:
    assert (large.kind, large.detail) == (TroubleKind.SERVER, BUSY)
    assert large.retry_after is not None
    assert 1 <= large.retry_after <= 10


def test_a_person_at_a_terminal_is_served_while_large_batches_wait(large: Trouble, stand: Stand) -> None:
    assert isinstance(stand.client().look_up(WANG, seconds=5), Holder)
    assert word(stand.client().submit([sealed(stand.terminal(), loss())])).standing == "in_force"


def test_a_turn_that_ends_lets_the_next_one_in() -> None:
    async def two() -> None:
        turns = Turns(read_at_once=1, wait_seconds=0.01)
        async with turns.reading():
            with pytest.raises(ProblemError):
                await turns.reading().__aenter__()
        async with turns.reading():
            pass

    asyncio.run(two())


def test_many_large_batches_one_after_another_all_get_their_turn(
    monkeypatch: pytest.MonkeyPatch, config: Path
) -> None:
    """Also after one that broke off in its body: a turn that is not given back would end this."""
    monkeypatch.setattr(parts, "Turns", lambda: Turns(read_at_once=1, wait_seconds=1))
    with running(config) as stand:
        broken = raw(stand)
        broken.sendall(b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n{")
        broken.close()
        client = stand.client()
        for _ in range(10):
            batch = [sealed(stand.terminal(), loss(CHEN)) for _ in range(LARGE)]
            assert len(words(client.submit(batch))) == LARGE


def test_a_connection_too_many_is_answered_with_a_problem_and_closed(
    monkeypatch: pytest.MonkeyPatch, stand: Stand
) -> None:
    monkeypatch.setattr(peer, "MOST_CONNECTIONS", 0)
    client = stand.client()
    crowded = client.look_up(WANG, seconds=5)
    assert crowded == Trouble(TroubleKind.SERVER, BUSY, 5.0)
    monkeypatch.undo()
    assert isinstance(client.look_up(WANG, seconds=5), Holder)


def test_the_whole_answer_to_a_connection_too_many_has_our_headers(
    monkeypatch: pytest.MonkeyPatch, stand: Stand
) -> None:
    monkeypatch.setattr(peer, "MOST_CONNECTIONS", 0)
    context = ssl.create_default_context(cafile=str(stand.folder / "ca.pem"))
    with httpx2.Client(base_url=stand.url, verify=context, trust_env=False) as client:
        answer = client.get("/healthz")
    assert answer.headers["connection"] == "close"
    assert "strict-transport-security" in answer.headers
