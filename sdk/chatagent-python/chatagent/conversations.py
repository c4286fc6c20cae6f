"""``client.conversations``"""

from typing import Any, Dict, Literal, Mapping, Optional
from urllib.parse import quote

from .transport import Json, Transport

Status = Literal["active", "ended"]


class Conversations:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, conversation: Mapping[str, Any]) -> Json:
        """:param conversation: ``bot_id``, ``title``, ``platform``, ``context``, …"""
        return self._transport.request("POST", "/conversations/", body=conversation)

    def list(
        self,
        *,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        bot_id: Optional[str] = None,
        status: Optional[Status] = None,
    ) -> Json:
        """``conversations``, ``total``, ``limit``, ``offset``"""
        query = {"limit": limit, "offset": offset, "bot_id": bot_id, "status": status}
        return self._transport.request("GET", "/conversations/", query=query)

    def get(self, conversation_id: str) -> Json:
        return self._transport.request("GET", _path(conversation_id))

    def update(self, conversation_id: str, changes: Mapping[str, Any]) -> Json:
        """:param changes: ``title``, ``context``, ``status``; what is left out stays as it is"""
        return self._transport.request("PUT", _path(conversation_id), body=changes)

    def delete(self, conversation_id: str) -> Json:
        return self._transport.request("DELETE", _path(conversation_id))

    def send_message(
        self, conversation_id: str, content: str, *, metadata: Optional[Mapping[str, Any]] = None
    ) -> Json:
        """Says something, and waits for the whole answer: ``user_message``, ``bot_response``."""
        body: Dict[str, Any] = {"content": content, "message_type": "text"}
        if metadata is not None:
            body["metadata"] = metadata
        return self._transport.request("POST", f"{_path(conversation_id)}/messages", body=body)

    def messages(
        self, conversation_id: str, *, limit: Optional[int] = None, offset: Optional[int] = None
    ) -> Json:
        """``messages``, oldest first, with ``total``, ``limit``, ``offset``"""
        query = {"limit": limit, "offset": offset}
        return self._transport.request("GET", f"{_path(conversation_id)}/messages", query=query)


def _path(conversation_id: str) -> str:
    return f"/conversations/{quote(conversation_id, safe='')}"
