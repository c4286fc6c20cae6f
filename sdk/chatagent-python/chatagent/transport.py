"""Requests over HTTP, and their refusals."""

import json
import socket
import urllib.error
import urllib.request
from email.message import Message
from typing import Any, Dict, Mapping, Optional
from urllib.parse import urlencode

from .errors import ChatAgentError
from .form import Form

Json = Dict[str, Any]


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A token must go nowhere else than where it was meant for."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


class Transport:
    """Makes requests; any number of threads at once."""

    def __init__(
        self, base_url: str, access_token: Optional[str], language: Optional[str], timeout_s: float
    ) -> None:
        """:param base_url: with ``/api/v1``"""
        if not base_url.startswith(("http://", "https://")):
            raise ValueError(f"base_url begins with http:// or https://, not {base_url!r}")
        self.base_url = base_url.rstrip("/")
        self.access_token = access_token
        self._language = language
        self._timeout_s = timeout_s
        self._opener = urllib.request.build_opener(_NoRedirects)

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Optional[Mapping[str, Any]] = None,
        form: Optional[Form] = None,
        query: Optional[Mapping[str, Any]] = None,
    ) -> Json:
        """
        The answer's JSON.

        :param path: from behind ``/api/v1``
        :raises ChatAgentError:
        """
        headers = {"Accept": "application/json"}
        content: Optional[bytes] = None
        if body is not None:
            content = json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
            headers["Content-Type"] = "application/json"
        elif form is not None:
            content, headers["Content-Type"] = form.content, form.content_type
        if self.access_token is not None:
            headers["Authorization"] = f"Bearer {self.access_token}"
        if self._language is not None:
            headers["Accept-Language"] = self._language
        url = self.base_url + path + _query(query)
        return self._send(urllib.request.Request(url, content, headers, method=method))

    def _send(self, request: urllib.request.Request) -> Json:
        try:
            with self._opener.open(request, timeout=self._timeout_s) as response:
                answer = json.loads(response.read())
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error.code, error.headers, error.read()) from None
        except (socket.timeout, TimeoutError) as error:
            raise self._late() from error
        except ValueError:
            raise ChatAgentError("UNKNOWN", "The server answered with something else than JSON") from None
        except OSError as error:
            reason = getattr(error, "reason", None)
            if isinstance(reason, (socket.timeout, TimeoutError)):
                raise self._late() from error
            message = f"The server cannot be reached at {self.base_url}: {error}"
            raise ChatAgentError("UNREACHABLE", message) from error
        return answer if isinstance(answer, dict) else {}

    def _late(self) -> ChatAgentError:
        return ChatAgentError("TIMEOUT", f"No answer within {self._timeout_s:g} s")


def _refusal(status: int, headers: Message, content: bytes) -> ChatAgentError:
    retry_after = headers.get("Retry-After", "")
    request_id = headers.get("X-Request-Id")
    try:
        error = json.loads(content)["error"]
        code, message, details = str(error["code"]), str(error["message"]), error.get("details")
    except (ValueError, KeyError, TypeError, AttributeError):
        code, message, details = "UNKNOWN", f"The server answered {status}", None
    return ChatAgentError(
        code,
        message,
        status=status,
        details=details if isinstance(details, dict) else None,
        request_id=request_id,
        retry_after_s=float(retry_after) if retry_after.isdigit() else None,
    )


def _query(values: Optional[Mapping[str, Any]]) -> str:
    given = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in (values or {}).items()
        if value is not None
    }
    return f"?{urlencode(given)}" if given else ""
