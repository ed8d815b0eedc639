"""Schemathesis over the OpenAPI document, against a whole Sala in a process of its own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS

from sala.gateway.reference.files import openapi_document
from tests.gateway.houses import PASSWORD
from tests.gateway.processes import environment

# These never end, end the session that the others are sent in, use a folder of this machine, or
# start processes.
LEFT_OUT = [
    "/live",
    "/api/identity.sign-out",
    "/api/identity.sign-out-everywhere",
    "/api/workspace.open-folder",
    "/api/collab.start-drill",
]

# What breaks a limit of the document may break that of the body first: 413.
REFUSED = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429]
config = schemathesis.Config.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": REFUSED}}}
)
schema = schemathesis.openapi.from_dict(openapi_document(), config=config).exclude(path=LEFT_OUT)
# The same examples in every run: what fails here fails for everybody.
quick = settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
checks = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
        "allow_header_conformance",
    ]
)


@pytest.fixture(scope="module")
def sala() -> Iterator[dict[str, str]]:
    """Start Sala and claim it; give the address and the cookie."""
    with tempfile.TemporaryDirectory() as data:
        process = subprocess.Popen(
            [sys.executable, "-m", "sala", "serve", "--port", "0", "--data", data,
             "--only", "identity,workspace,collab"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(),
        )  # fmt: skip
        assert process.stdout is not None
        url = token = ""
        for line in process.stdout:
            if "/enter/" in line:
                url, _, token = line.strip().partition("/enter/")
                break
        body = {
            "token": token, "member": str(uuid4()), "name": "Ada", "email": "ada@example.org",
            "password": PASSWORD,
        }  # fmt: skip
        claim = Request(
            f"{url}/api/identity.claim-ownership", data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )  # fmt: skip
        with urlopen(claim) as answer:
            cookie = answer.headers["Set-Cookie"].partition(";")[0]
        try:
            yield {"url": url, "cookie": cookie}
        finally:
            process.terminate()
            assert process.wait(30) == 0
            process.stdout.close()


@schema.parametrize()
@quick
def test_the_api_does_as_its_document_says(case: schemathesis.Case, sala: dict[str, str]) -> None:
    case.call_and_validate(
        base_url=sala["url"], headers={"Cookie": sala["cookie"]}, checks=checks, timeout=20
    )
