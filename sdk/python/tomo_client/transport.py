"""Requests over HTTP, with their refusals and when they may be made again."""

import http.client
import json
import socket
import time
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterator, Mapping, Optional, Protocol, Tuple, Union
from urllib.parse import urlencode, urlsplit

from .back_off import LONGEST_S, back_off_s
from .errors import TomoError

_RETRIES_MAX = 3
_REPEATABLE = frozenset({"GET", "PUT", "DELETE"})


@dataclass(frozen=True)
class Body:
    """What is sent; `chunks` is called anew for each attempt."""

    content_type: str
    byte_count: int
    chunks: Callable[[], Iterator[bytes]]


class Tokens(Protocol):
    """Who asks."""

    def token(self) -> Optional[str]: ...

    def renew_after(self, refused: Optional[str]) -> bool:
        """Whether there is another token now than the one that was refused."""


class Transport:
    """Makes requests; any number of threads at once."""

    def __init__(self, base_url: str, tokens: Tokens, timeout_s: float) -> None:
        """:param base_url: with ``/v1`` and without a slash at its end"""
        self.base_url = base_url
        self._tokens = tokens
        self._timeout_s = timeout_s

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Union[None, Body, Mapping[str, Any]] = None,
        query: Optional[Mapping[str, Any]] = None,
        anonymous: bool = False,
    ) -> Any:
        """
        The answer's JSON; None where it has none.

        :param path: from behind ``/v1``
        :raises TomoError:
        """
        content = self.request_bytes(method, path, body=body, query=query, anonymous=anonymous)
        if content == b"":
            return None
        try:
            return json.loads(content)
        except ValueError:
            raise TomoError("unknown", "The server answered with something else than JSON") from None

    def request_bytes(
        self,
        method: str,
        path: str,
        *,
        body: Union[None, Body, Mapping[str, Any]] = None,
        query: Optional[Mapping[str, Any]] = None,
        anonymous: bool = False,
    ) -> bytes:
        """As `request`; the answer as it is."""
        target = path + _query(query)
        sent = body if isinstance(body, Body) or body is None else _json_body(body)
        renewed = False
        attempt = 0
        while True:
            token = None if anonymous else self._tokens.token()
            try:
                return self._once(method, target, sent, token)
            except TomoError as error:
                if error.status == 401 and not anonymous and not renewed and self._tokens.renew_after(token):
                    renewed = True
                    continue
                attempt += 1
                if attempt > _RETRIES_MAX or not _may_repeat(method, error):
                    raise
                wait_s = back_off_s(attempt) if error.retry_after_s is None else error.retry_after_s
                if wait_s > LONGEST_S:
                    raise
                time.sleep(wait_s)

    def _once(self, method: str, target: str, body: Optional[Body], token: Optional[str]) -> bytes:
        parts = urlsplit(self.base_url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self._timeout_s)
        try:
            try:
                connection.connect()
            except OSError as error:
                raise self._unreachable(error, sent=False) from error
            try:
                status, headers, content = _exchange(
                    connection, method, parts.path + target, body, _headers(body, token)
                )
            except socket.timeout as error:
                raise TomoError("timeout", f"No answer within {self._timeout_s:g} s") from error
            except (OSError, http.client.HTTPException) as error:
                raise self._unreachable(error, sent=True) from error
        finally:
            connection.close()
        if 200 <= status < 300:
            return content
        raise _refusal(status, headers, content)

    def _unreachable(self, cause: BaseException, *, sent: bool) -> TomoError:
        message = f"Tomo cannot be reached at {self.base_url}: {cause}"
        return TomoError("unreachable", message, sent=sent)


def _headers(body: Optional[Body], token: Optional[str]) -> Dict[str, str]:
    headers = {"Accept": "application/json", "Connection": "close"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    if body is not None:
        headers["Content-Type"] = body.content_type
        headers["Content-Length"] = str(body.byte_count)
    return headers


def _exchange(
    connection: http.client.HTTPConnection,
    method: str,
    target: str,
    body: Optional[Body],
    headers: Mapping[str, str],
) -> Tuple[int, http.client.HTTPMessage, bytes]:
    try:
        connection.request(method, target, None if body is None else body.chunks(), dict(headers))
    except (BrokenPipeError, ConnectionResetError):
        # Who refuses a body early answers without reading it; that answer says why.
        response = http.client.HTTPResponse(connection.sock, method=method)
        response.begin()
    else:
        response = connection.getresponse()
    return response.status, response.headers, response.read()


def _refusal(status: int, headers: http.client.HTTPMessage, content: bytes) -> TomoError:
    retry_after = headers.get("Retry-After", "")
    retry_after_s = float(retry_after) if retry_after.isdigit() else None
    try:
        error = json.loads(content)["error"]
        code, message = str(error["code"]), str(error["message"])
        details = error.get("details")
    except (ValueError, KeyError, TypeError, AttributeError):
        code, message, details = "unknown", f"The server answered {status}", None
    return TomoError(
        code,
        message,
        status=status,
        details=details if isinstance(details, dict) else None,
        retry_after_s=retry_after_s,
    )


def _may_repeat(method: str, error: TomoError) -> bool:
    """What was refused for its number, or never left, was not looked at; the rest may have been carried out."""
    if error.status == 429 or not error.sent:
        return True
    return method in _REPEATABLE and (error.status == 503 or error.code == "unreachable")


def _query(values: Optional[Mapping[str, Any]]) -> str:
    given = {name: value for name, value in (values or {}).items() if value is not None}
    return f"?{urlencode(given)}" if given else ""


def _json_body(value: Mapping[str, Any]) -> Body:
    content = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    return Body("application/json", len(content), lambda: iter([content]))
