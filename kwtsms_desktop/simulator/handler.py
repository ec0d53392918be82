"""One connection: reads requests, asks the site what becomes of them, and does that to the socket."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from http.server import BaseHTTPRequestHandler
from typing import Protocol, cast

from kwtsms_desktop.simulator.choices import DropWith, MissingSlash
from kwtsms_desktop.simulator.control import control
from kwtsms_desktop.simulator.faults import Endpoint, Fault, FaultKind
from kwtsms_desktop.simulator.reading import (
    Place,
    Target,
    form_fields,
    json_fields,
    target_of,
    wants_json,
)
from kwtsms_desktop.simulator.responses import Response, html_page
from kwtsms_desktop.simulator.site import Site

_MAX_BODY_BYTES = 1_000_000
_ONE_WRITE_BYTES = 65536
_LINGER_BYTES = 10_000_000
_LINGER_SECONDS = 2.0


class _HasSite(Protocol):
    site: Site


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 with keep-alive, over the standard library's parser of headers."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        """Take the site from the server, and the time an idle connection may last from the switches."""
        self._site = cast("_HasSite", self.server).site
        self._position: int | None = None
        self._target = Target(Place.NOTHING, "", "")
        self._body_was_read = False
        super().setup()
        self.connection.settimeout(self._site.switches.keep_alive_seconds)

    def parse_request(self) -> bool:
        """Read the headers; the firewall may drop the request when they have come."""
        arrival = self._site.arrival()
        self._body_was_read, self._position = False, None
        if not super().parse_request():
            return False
        self._target = target_of(self.path)
        if self._target.place is Place.CONTROL:
            return True
        self._position, admitted = self._site.arrived(
            arrival,
            endpoint=self._target.name,
            method=self.command,
            address=self.client_address[0],
        )
        if not admitted:
            self._drop()
        return admitted

    def do_POST(self) -> None:
        """Answer what the API is meant for."""
        with contextlib.suppress(EOFError):  # the client left before it had sent all: nothing happened
            if self._target.place is Place.CONTROL:
                self._answer_control()
            elif self._target.place is Place.COMMAND and self._position is not None:
                self._answer_command(Endpoint(self._target.name), self._position)
            else:
                self._read_body()
                self._reply(self._page())
            return
        self.close_connection = True

    def do_GET(self) -> None:
        """Answer like a POST: commands in the legacy format, from the query string."""
        self.do_POST()

    def do_HEAD(self) -> None:
        """Say that this is not done here."""
        self._read_body()
        self._reply(html_page(405))

    def log_message(self, *_: object) -> None:
        """Say nothing: the record has it all."""

    def _page(self) -> Response:
        is_command = self._target.place is Place.MISSING_SLASH
        if is_command and self._site.switches.missing_slash is MissingSlash.REDIRECT:
            return html_page(301, {"Location": f"/API/{self._target.name}/"})
        return html_page(404)

    def _answer_control(self) -> None:
        is_json = "application/json" in self.headers.get("Content-Type", "").lower()
        fields = json_fields(self._read_body()) if is_json else None
        response = control(self._site, self.command, self._target.name, self.headers.get("Host", ""), fields)
        self._send(response)

    def _answer_command(self, endpoint: Endpoint, position: int) -> None:
        fault = self._site.fault_for(endpoint, position)
        if fault is not None and fault.kind is FaultKind.DROP_BEFORE_READ:
            self._drop()
            return
        body = self._read_body()
        is_json = wants_json(
            self.command, self.headers.get("Content-Type", ""), self.headers.get("Accept", "")
        )
        fields = json_fields(body) if is_json else form_fields(self._target.query, body)
        self._site.record.changed(position, wire="json" if is_json else "legacy", fields=fields)
        response = self._site.respond(endpoint, fields, self.client_address[0], fault, is_legacy=not is_json)
        self._finish(response, fault)

    def _finish(self, response: Response | None, fault: Fault | None) -> None:
        if response is not None and self._site.wait_before_reply(fault):
            self._reply(response)
        elif response is None and fault is not None and fault.kind is FaultKind.HANG:
            self._wait_until_client_leaves()
        else:
            self._drop()

    def _read_body(self) -> bytes | None:
        """The body; None if it has no usable Content-Length (gateway-api.md §1: chunked is ERR002).

        Raises:
            EOFError: the client closed the connection before all had come.
        """
        declared = self.headers.get("Content-Length", "" if self.command == "POST" else "0")
        is_chunked = "Transfer-Encoding" in self.headers
        if is_chunked or not declared.isdecimal() or int(declared) > _MAX_BODY_BYTES:
            return None
        length = int(declared)
        body = self.rfile.read(length)
        if len(body) < length:
            raise EOFError
        self._body_was_read = True
        return body

    def _reply(self, response: Response) -> None:
        if self._position is not None:
            self._site.record.changed(self._position, status=response.status, reply=response.excerpt)
        self._send(response)

    def _send(self, response: Response) -> None:
        if response.breaks_off or not self._body_was_read:
            self.close_connection = True
        head = response.head(closes=self.close_connection)
        body = b"" if self.command == "HEAD" else response.sent_body
        if len(body) < _ONE_WRITE_BYTES:
            self.wfile.write(head + body)
        else:
            self.wfile.write(head)
            self.wfile.write(body)
        if not self._body_was_read:
            self._linger()

    def _linger(self) -> None:
        """Take in what is still sent: outside Linux, closing on unread bytes resets the reply away."""
        self.connection.settimeout(_LINGER_SECONDS)
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            taken = 0
            while taken < _LINGER_BYTES and (chunk := self.rfile.read1(65536)):
                taken += len(chunk)

    def _drop(self) -> None:
        """End the connection without a word."""
        self.close_connection = True
        if self._site.switches.drop_with is DropWith.RESET:
            linger_format = "hh" if os.name == "nt" else "ii"
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(linger_format, 1, 0))
            # Closed here, before the server would say goodbye properly: that would not be a reset.
            self.connection.close()

    def _wait_until_client_leaves(self) -> None:
        self.connection.settimeout(None)
        self.rfile.read(1)
        self.close_connection = True
