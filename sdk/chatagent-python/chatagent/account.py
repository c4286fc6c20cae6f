"""``client.auth`` and ``client.monitoring``"""

from typing import Any, Mapping, Optional

from .transport import Json, Transport


class Auth:
    """What signs in keeps its access token for the requests after it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def register(self, account: Mapping[str, Any]) -> Json:
        """:param account: ``username``, ``nickname``, ``email``, ``password``"""
        return self._transport.request("POST", "/auth/register", body=account)

    def login(self, username: str, password: str) -> Json:
        body = {"username": username, "password": password}
        return self._use(self._transport.request("POST", "/auth/login", body=body))

    def refresh(self, refresh_token: str) -> Json:
        body = {"refresh_token": refresh_token}
        return self._use(self._transport.request("POST", "/auth/refresh", body=body))

    def logout(self) -> Json:
        answer = self._transport.request("POST", "/auth/logout")
        self._transport.access_token = None
        return answer

    def me(self) -> Json:
        return self._transport.request("GET", "/auth/me")

    def _use(self, tokens: Json) -> Json:
        self._transport.access_token = tokens["access_token"]
        return tokens


class Monitoring:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def metrics(self) -> Json:
        return self._transport.request("GET", "/monitoring/metrics")

    def logs(
        self,
        *,
        level: Optional[str] = None,
        start_time: Optional[str] = None,
        end_time: Optional[str] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
    ) -> Json:
        """``logs``, newest first, with ``total``. Times are ISO 8601."""
        query = {
            "level": level,
            "start_time": start_time,
            "end_time": end_time,
            "limit": limit,
            "offset": offset,
        }
        return self._transport.request("GET", "/monitoring/logs", query=query)
