"""``client.bots``"""

from typing import Any, Mapping, Optional
from urllib.parse import quote

from .transport import Json, Transport


class Bots:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, bot: Mapping[str, Any]) -> Json:
        """:param bot: ``name``, ``platform_type``, ``llm_config``, …"""
        return self._transport.request("POST", "/bots/", body=bot)

    def list(
        self,
        *,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        search: Optional[str] = None,
        platform_type: Optional[str] = None,
        is_active: Optional[bool] = None,
    ) -> Json:
        """``bots``, ``total``, ``limit``, ``offset``"""
        query = {
            "limit": limit,
            "offset": offset,
            "search": search,
            "platform_type": platform_type,
            "is_active": is_active,
        }
        return self._transport.request("GET", "/bots/", query=query)

    def get(self, bot_id: str) -> Json:
        return self._transport.request("GET", _path(bot_id))

    def update(self, bot_id: str, changes: Mapping[str, Any]) -> Json:
        """What is left out stays as it is."""
        return self._transport.request("PUT", _path(bot_id), body=changes)

    def delete(self, bot_id: str) -> Json:
        return self._transport.request("DELETE", _path(bot_id))

    def start(self, bot_id: str) -> Json:
        return self._transport.request("POST", f"{_path(bot_id)}/start")

    def stop(self, bot_id: str) -> Json:
        return self._transport.request("POST", f"{_path(bot_id)}/stop")

    def status(self, bot_id: str) -> Json:
        return self._transport.request("GET", f"{_path(bot_id)}/status")


def _path(bot_id: str) -> str:
    return f"/bots/{quote(bot_id, safe='')}"
