"""One address may send much, not everything; nobody else waits for it."""

from tests.gateway.houses import running

PROXY = {"trusted_proxies": ["127.0.0.1"], "requests_per_second": 1}


def coming_from(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


async def test_a_flood_from_one_address_is_told_to_wait_and_others_are_not(tmp_path):
    async with running(tmp_path, server=PROXY) as sala:
        url = f"{sala.url}/api/identity.look-at-installation"
        answers = [
            await sala.session.get(url, headers=coming_from("203.0.113.9")) for _ in range(25)
        ]
        assert [answer.status for answer in answers[:20]] == [200] * 20
        last = answers[-1]
        said = await last.json(content_type="application/problem+json")
        assert (last.status, said["code"]) == (429, "kernel.too_many")
        assert int(last.headers["Retry-After"]) >= 1
        async with sala.session.get(url, headers=coming_from("203.0.113.10")) as other:
            assert other.status == 200
        path = f"{sala.url}/trpc/identity.lookAtInstallation"
        async with sala.session.get(path, headers=coming_from("203.0.113.9")) as same:
            assert same.status == 429


async def test_a_hundred_tried_links_are_too_many_and_a_right_one_is_let_in_elsewhere(tmp_path):
    async with running(tmp_path, server={**PROXY, "requests_per_second": 100}) as sala:
        url = f"{sala.url}/api/identity.look-at-invitation"
        statuses = []
        for number in range(100):
            async with sala.session.post(
                url, json={"token": f"guess-{number:030}"}, headers=coming_from("203.0.113.9")
            ) as answer:
                statuses.append(answer.status)
                said, wait = await answer.json(content_type=None), answer.headers.get("Retry-After")
        assert statuses[:30] == [404] * 30
        assert statuses[30:] == [429] * 70
        assert said["code"] == "identity.too_many_attempts"
        assert int(wait) > 1
        async with sala.session.post(
            url, json={"token": "x" * 36}, headers=coming_from("203.0.113.10")
        ) as elsewhere:
            assert elsewhere.status == 404


async def test_this_machine_itself_is_not_counted(tmp_path):
    async with running(tmp_path, server={"requests_per_second": 1}) as sala:
        url = f"{sala.url}/api/identity.look-at-installation"
        answers = [(await sala.session.get(url)).status for _ in range(30)]
    assert answers == [200] * 30
