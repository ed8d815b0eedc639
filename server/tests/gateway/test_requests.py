import json

import pytest
from structlog.testing import capture_logs

from sala.gateway.access_log import AccessLog
from sala.gateway.requests import Requests
from tests.gateway.houses import running


def scope(*headers: tuple[bytes, bytes], client: str = "203.0.113.9") -> dict[str, object]:
    return {
        "type": "http", "method": "GET", "path": "/x", "scheme": "http",
        "client": (client, 1), "headers": list(headers),
    }  # fmt: skip


FORWARDED = (
    (b"x-forwarded-for", b"6.6.6.6, 198.51.100.7"),
    (b"x-forwarded-proto", b"https"),
)


def test_a_trusted_proxy_says_where_a_request_came_from():
    given = scope(*FORWARDED, client="10.0.0.1")
    Requests(["10.0.0.1"]).receive(given)
    assert given["client"] == ("198.51.100.7", 0)  # what the proxy added; the rest anybody can say
    assert given["scheme"] == "https"


@pytest.mark.parametrize("trusted", [[], ["10.0.0.1"]])
def test_nobody_else_is_believed(trusted):
    given = scope(*FORWARDED)
    Requests(trusted).receive(given)
    assert (given["client"], given["scheme"]) == (("203.0.113.9", 1), "http")


def test_every_request_has_an_id_of_its_own():
    requests, ids = Requests(), set()
    for _ in range(1000):
        given = scope()
        requests.receive(given)
        ids.add(given["sala.request"])
    assert len(ids) == 1000


@pytest.mark.parametrize(
    ("which", "status", "seconds", "lines"),
    [
        ("all", 200, 0.001, 1),
        ("slow", 200, 0.001, 0),
        ("slow", 200, 0.9, 1),
        ("slow", 404, 0.001, 1),
        ("slow", 500, 0.001, 1),
    ],
)
def test_a_request_gets_a_line_when_it_is_worth_one(which, status, seconds, lines):
    with capture_logs() as written:
        AccessLog(which).note(scope(), status, seconds)
    assert len(written) == lines


async def test_what_somebody_searched_for_is_not_logged(tmp_path):
    with capture_logs() as written:
        async with running(tmp_path) as sala:
            url = f"{sala.url}/api/nothing?query=my+secret"
            async with sala.session.get(url) as answer:
                assert answer.status == 404
                request = answer.headers["X-Request-Id"]
    (line,) = [line for line in written if line["event"] == "request"]
    assert line["request"] == request
    assert "secret" not in json.dumps(line)
