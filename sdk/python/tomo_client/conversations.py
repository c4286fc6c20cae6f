"""``client.conversations``"""

from typing import Literal, Optional
from urllib.parse import quote

from .conversation import Conversation, OnMessage
from .decode import decode
from .page import Page, load_page
from .realtime import Realtime
from .transport import Transport
from .types import ConversationData, ConversationSummary


class Conversations:
    """What is and was talked about."""

    def __init__(self, transport: Transport, realtime: Realtime) -> None:
        self._transport = transport
        self._realtime = realtime

    def list(
        self,
        *,
        page: Optional[int] = None,
        limit: Optional[int] = None,
        character_id: Optional[str] = None,
        owner: Optional[Literal["me"]] = None,
        visitors: Optional[Literal["only", "include"]] = None,
    ) -> Page[ConversationSummary]:
        """
        Newest activity first.

        :param visitors: those held on public pages; without it they are left out
        """
        query = {"page": page, "limit": limit, "character_id": character_id, "owner": owner, "visitors": visitors}
        return load_page(self._transport, "/conversations", "conversations", ConversationSummary, query)

    def create(
        self,
        *,
        character_id: str,
        initial_message: Optional[str] = None,
        on_message: Optional[OnMessage] = None,
    ) -> Conversation:
        """
        :param initial_message: said at once; the conversation then begins with it and its answer
        :param on_message: called for each whole answer, as in `Conversation.listen`
        """
        more = {} if initial_message is None else {"initial_message": initial_message}
        body = {"character_id": character_id, **more}
        conversation = self._open(self._transport.request("POST", "/conversations", body=body))
        if on_message is not None:
            for message in conversation.messages:
                if message.role == "assistant":
                    on_message(message)
            conversation.listen(on_message)
        return conversation

    def get(self, conversation_id: str) -> Conversation:
        path = f"/conversations/{quote(conversation_id, safe='')}"
        return self._open(self._transport.request("GET", path))

    def delete(self, conversation_id: str) -> None:
        """With its messages and their sounds."""
        self._transport.request("DELETE", f"/conversations/{quote(conversation_id, safe='')}")

    def _open(self, data: object) -> Conversation:
        return Conversation(decode(ConversationData, data), self._transport, self._realtime)
