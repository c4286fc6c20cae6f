"""The smaller parts of the API."""

from typing import Any, List, Literal, Optional, Sequence
from urllib.parse import quote

from .decode import decode
from .transport import Transport
from .types import Account, ApiKey, Message, NewApiKey, Scope, Settings, Voice


class Messages:
    """``client.messages``"""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def send(
        self, conversation_id: str, content: str, *, when_busy: Literal["queue", "interrupt"] = "queue"
    ) -> Message:
        """Says something without waiting for the answer. Gives the message as it was stored."""
        body = {"content": content, "input_type": "text", "when_busy": when_busy}
        path = f"/conversations/{quote(conversation_id, safe='')}/messages"
        return decode(Message, self._transport.request("POST", path, body=body))

    def rate(self, message_id: str, rating: int, comment: Optional[str] = None) -> Message:
        """
        Says what one thinks of an answer; a second rating takes the place of the first.

        :param rating: 1 to 5
        """
        body = {"rating": rating, "comment": comment}
        return decode(Message, self._transport.request("POST", _rating(message_id), body=body))

    def unrate(self, message_id: str) -> None:
        """Takes the rating back."""
        self._transport.request("DELETE", _rating(message_id))

    def audio(self, message_id: str) -> bytes:
        """The sound of an answer, as a WAV file."""
        return self._transport.request_bytes("GET", f"/messages/{quote(message_id, safe='')}/audio")


class Voices:
    """``client.voices``"""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, language: Optional[str] = None, search: Optional[str] = None) -> "List[Voice]":
        """:param language: BCP 47; ``en`` finds ``en-GB`` too"""
        query = {"language": language, "search": search}
        return [decode(Voice, voice) for voice in self._transport.request("GET", "/voices", query=query)["voices"]]


class ApiKeys:
    """``client.api_keys``"""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> "List[ApiKey]":
        return [decode(ApiKey, key) for key in self._transport.request("GET", "/api-keys")["api_keys"]]

    def create(
        self, *, name: str, scopes: Optional[Sequence[Scope]] = None, expires_at: Optional[str] = None
    ) -> NewApiKey:
        """
        ``key`` is shown this once.

        :param scopes: all of them where it is left out
        :param expires_at: ISO 8601
        """
        body = {"name": name, "expires_at": expires_at}
        more = {} if scopes is None else {"scopes": [*scopes]}
        return decode(NewApiKey, self._transport.request("POST", "/api-keys", body={**body, **more}))

    def delete(self, key_id: str) -> None:
        self._transport.request("DELETE", f"/api-keys/{quote(key_id, safe='')}")


class Accounts:
    """``client.accounts``, for whoever owns the installation and for admins."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> "List[Account]":
        return [decode(Account, one) for one in self._transport.request("GET", "/accounts")["accounts"]]

    def update(self, account_id: str, **changes: Any) -> Account:
        """:param changes: ``name``, ``role``, ``tier``, ``requests_per_hour``; what is left out stays"""
        path = f"/accounts/{quote(account_id, safe='')}"
        return decode(Account, self._transport.request("PATCH", path, body=changes))

    def delete(self, account_id: str) -> None:
        """With everything that it has."""
        self._transport.request("DELETE", f"/accounts/{quote(account_id, safe='')}")


class SettingsResource:
    """``client.settings``, for whoever owns the installation."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self) -> Settings:
        return decode(Settings, self._transport.request("GET", "/settings"))

    def update(self, **changes: Any) -> Settings:
        """
        :param changes: ``model``, ``allowed_origins``, ``allowed_hosts``, ``registration``,
            ``bigger_model_hint_seen``, ``webhook_allowed_hosts``, ``smtp``; what is left out stays
        """
        return decode(Settings, self._transport.request("PUT", "/settings", body=changes))


def _rating(message_id: str) -> str:
    return f"/messages/{quote(message_id, safe='')}/rating"
