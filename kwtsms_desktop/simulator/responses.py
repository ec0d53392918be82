"""HTTP replies as bytes, and what faults make of them. Pure: nothing here touches a socket."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http import HTTPStatus

from kwtsms_desktop.simulator.answers import Answer
from kwtsms_desktop.simulator.faults import Fault, FaultKind
from kwtsms_desktop.simulator.switches import Switches

HUGE_BODY_BYTES = 50_000_000
DEEP_JSON_LEVELS = 100_000
_JSON = "application/json; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP reply.

    Attributes:
        status: HTTP status.
        body: the body, complete.
        content_type: its type.
        headers: further headers.
        sent_part: how much of the body is really sent before the connection closes, 0 to 1.
    """

    status: int
    body: bytes
    content_type: str = _JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    sent_part: float = 1.0

    def head(self, *, closes: bool) -> bytes:
        """Status line and headers as they go over the wire.

        Args:
            closes: whether the connection is closed after the reply.
        """
        headers = {
            "Date": formatdate(usegmt=True),
            "Content-Type": self.content_type,
            "Content-Length": str(len(self.body)),
            "Connection": "close" if closes else "keep-alive",
            **self.headers,
        }
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")

    @property
    def sent_body(self) -> bytes:
        """As much of the body as goes over the wire."""
        return self.body[: int(len(self.body) * self.sent_part)] if self.breaks_off else self.body

    @property
    def breaks_off(self) -> bool:
        """Whether it ends in the middle."""
        return self.sent_part < 1

    @property
    def excerpt(self) -> str:
        """The body for the record, shortened if it is huge."""
        return self.body[:20_000].decode("utf-8", errors="replace")


def json_response(document: object, status: int = 200) -> Response:
    """A reply with this JSON document."""
    return Response(status, json.dumps(document).encode("ascii"))


def html_page(status: int, headers: Mapping[str, str] | None = None) -> Response:
    """The kind of page a web server makes up by itself."""
    title = f"{status} {HTTPStatus(status).phrase}"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
    return Response(status, page.encode("ascii"), _HTML, dict(headers or {}))


def answer_response(answer: Answer, endpoint: str, switches: Switches, *, is_legacy: bool) -> Response:
    """The reply that carries an answer of the gateway."""
    status = answer.http_status(switches)
    if is_legacy:
        return Response(status, answer.as_text(endpoint).encode("utf-8"), _TEXT)
    return json_response(answer.as_json(switches), status)


def unprocessed(fault: Fault, endpoint: str, switches: Switches) -> Response | None:
    """The reply of a fault that keeps the request from being processed; None if it is not of that kind."""
    if fault.kind is FaultKind.HTML_502:
        return html_page(502)
    if fault.kind is FaultKind.REDIRECT:
        return html_page(307, {"Location": f"/API/{endpoint}/"})
    if fault.kind is FaultKind.ERROR:
        return answer_response(Answer.refusal(fault.code), endpoint, switches, is_legacy=False)
    return None


def damaged(response: Response, fault: Fault) -> Response:
    """What arrives of a reply when this fault hits it; unchanged if the fault is of another kind."""
    damage = _DAMAGE.get(fault.kind)
    return response if damage is None else damage(response)


def _without_result(response: Response) -> Response:
    document = json.loads(response.body)
    del document["result"]
    return replace(response, body=json.dumps(document).encode("ascii"))


def _deep(_response: Response) -> Response:
    return Response(200, b'{"result":' + b"[" * DEEP_JSON_LEVELS + b"]" * DEEP_JSON_LEVELS + b"}")


_DAMAGE: dict[FaultKind, Callable[[Response], Response]] = {
    FaultKind.ACCEPT_THEN_502: lambda _response: html_page(502),
    FaultKind.EMPTY_200: lambda _response: Response(200, b""),
    FaultKind.TRUNCATED_JSON: lambda r: replace(r, body=r.body[: len(r.body) // 2]),
    FaultKind.HALF_REPLY: lambda r: replace(r, sent_part=0.5),
    FaultKind.JSON_ARRAY: lambda r: replace(r, body=b"[" + r.body + b"]"),
    FaultKind.NO_RESULT: _without_result,
    FaultKind.BOM: lambda r: replace(r, body=b"\xef\xbb\xbf" + r.body),
    FaultKind.HUGE_BODY: lambda r: replace(r, body=r.body.ljust(HUGE_BODY_BYTES)),
    FaultKind.DEEP_JSON: _deep,
}
