"""What a person sees while the web app does not answer: a page that says so, and tries again."""

from __future__ import annotations

import base64
import hashlib

from sala.kernel.refusals import Unavailable
from sala.kernel.transports.answers import Answers, Send
from sala.kernel.transports.callers import Heads, Scope, heads_of, request_id

_RETRY = 4
"""Seconds between two times that the page asks by itself."""


class WebAppAway(Unavailable):
    """The process that makes the pages does not answer; it is being started again."""

    code = "gateway.web_app_away"
    title = "The pages of Sala are starting. Try again in a moment"


_STYLE = """
:root{color-scheme:light dark;--surface:light-dark(oklch(.982 .006 85),oklch(.212 .007 65));
--ink:light-dark(oklch(.255 .014 60),oklch(.925 .01 85));
--muted:light-dark(oklch(.445 .016 62),oklch(.745 .012 80));
--accent:light-dark(oklch(.5 .125 52),oklch(.8 .13 68));
--focus:light-dark(oklch(.62 .155 54),oklch(.785 .145 66))}
body{margin:0;min-height:100dvh;display:grid;place-items:center;background:var(--surface);
color:var(--ink);font:1rem/1.6 Geist,"IBM Plex Sans Thai",system-ui,"Noto Sans Thai",sans-serif}
main{max-width:34rem;padding:1.5rem}h1{font-size:1.75rem;line-height:1.3;margin:0 0 .5rem}
p{margin:0 0 .75rem}.more{color:var(--muted);font-size:.875rem}a{color:var(--accent)}
a:focus-visible{outline:2px solid var(--focus);outline-offset:3px;border-radius:3px}
""".strip()
# Not <meta http-equiv="refresh">: that takes the page away from whoever is reading it (WCAG F41).
_SCRIPT = f"""
const again = () => setTimeout(async () => {{
  try {{
    if ((await fetch(location.href, {{ method: "HEAD" }})).status !== 503) return location.reload();
  }} catch {{}}
  again();
}}, {_RETRY * 1000});
again();
""".strip()


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_POLICY = (
    b"content-security-policy",
    (
        f"default-src 'none'; style-src 'sha256-{_hash(_STYLE)}'; "
        f"script-src 'sha256-{_hash(_SCRIPT)}'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ).encode(),
)
_WORDS = {
    "en": {
        "title": "Sala is starting",
        "what": "The pages are not answering yet. Nothing is lost: what was saved is safe, and "
        "editors that are open keep what you type.",
        "next": "This page opens by itself as soon as they do.",
        "link": "Try now",
        "owner": "If it stays like this, whoever runs Sala finds the reason in its log, or with "
        "<code>./sala doctor</code>. Request",
    },
    "th": {
        "title": "ศาลากำลังเริ่มทำงาน",
        "what": "หน้าเว็บยังไม่ตอบสนอง ไม่มีอะไรสูญหาย สิ่งที่บันทึกแล้วยังอยู่ครบ และตัวแก้ไขที่เปิดอยู่จะเก็บสิ่งที่คุณพิมพ์ไว้",
        "next": "หน้านี้จะเปิดเองทันทีที่พร้อม",
        "link": "ลองตอนนี้",
        "owner": "ถ้ายังเป็นอย่างนี้อยู่ ผู้ดูแลศาลาดูสาเหตุได้ในบันทึก หรือสั่ง <code>./sala doctor</code> คำขอ",
    },
}
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{style}</style></head>
<body><main><h1>{title}</h1><p>{what}</p><p role="status">{next} <a href="">{link}</a></p>
<p class="more">{owner} <code>{request}</code></p></main>
<script>{script}</script></body></html>
"""


class Away:
    """Answers in the web app's place: a page for people, a problem document for programs."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def __call__(self, scope: Scope, send: Send) -> None:
        """Answer one request with 503."""
        heads = heads_of(scope)
        if b"text/html" not in heads.get(b"accept", b""):
            await self._answers.refusal(scope, send, WebAppAway())
            return
        language = language_of(heads)
        page = _PAGE.format(
            language=language,
            script=_SCRIPT,
            style=_STYLE,
            request=request_id(scope),
            **_WORDS[language],
        )
        await self._answers.body(
            scope,
            send,
            page.encode(),
            kind=b"text/html; charset=utf-8",
            status=WebAppAway.status,
            extra=[_POLICY, (b"retry-after", b"%d" % _RETRY)],
        )


def language_of(heads: Heads) -> str:
    """Choose as the pages do: the cookie, then the first language of ours the browser asks for."""
    for part in heads.get(b"cookie", b"").split(b";"):
        name, _, value = part.strip().partition(b"=")
        if name == b"sala_language" and value.decode("latin-1") in _WORDS:
            return value.decode("latin-1")
    for offer in heads.get(b"accept-language", b"").decode("latin-1").lower().split(","):
        language = offer.split(";")[0].strip().split("-")[0]
        if language in _WORDS:
            return language
    return "en"
