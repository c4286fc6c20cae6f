"""One conversation with a character."""

import logging
import threading
from dataclasses import replace
from datetime import datetime, timezone
from typing import Callable, List, Literal, Optional, Set
from urllib.parse import quote

from .answer import Answer
from .closing import Closing
from .decode import decode
from .errors import TomoError
from .events import InterruptedEvent
from .follower import Follower, Frame, Reconnected
from .realtime import Realtime
from .transport import Transport
from .types import ConversationData, Message

OnMessage = Callable[[Message], None]

_SILENCE_S = 120.0
_logger = logging.getLogger("tomo_client")


class Conversation(Closing):
    """``id``, ``character_id``, ``started_at``, and the ``messages`` as they were when it was asked for."""

    def __init__(self, data: ConversationData, transport: Transport, realtime: Realtime) -> None:
        self.id = data.id
        self.character_id = data.character_id
        self.started_at = data.started_at
        self.messages = data.messages
        self._transport = transport
        self._realtime = realtime
        self._listener: Optional[_Listener] = None

    def say(
        self,
        content: str,
        *,
        speech: bool = False,
        when_busy: Literal["queue", "interrupt"] = "queue",
        silence_s: float = _SILENCE_S,
    ) -> Answer:
        """
        Says something, and gives what the character answers as it comes.

        :param speech: also the sound of each clause, with the shapes of the mouth
        :param when_busy: whether to wait for an answer that is being given, or to cut it off
        :param silence_s: so long may nothing happen
        :raises TomoError:
        """
        follower = Follower(self.id, speech)
        self._realtime.follow(follower)
        try:
            body = {"content": content, "input_type": "text", "when_busy": when_busy}
            asked = decode(Message, self._transport.request("POST", f"{self._path()}/messages", body=body))
        except BaseException:
            self._realtime.leave(follower)
            raise
        return Answer(asked, follower, self._realtime, self._answer_to, silence_s)

    def send_message(
        self,
        content: str,
        *,
        when_busy: Literal["queue", "interrupt"] = "queue",
        silence_s: float = _SILENCE_S,
    ) -> Message:
        """Says something and waits for the whole answer. :raises TomoError:"""
        with self.say(content, when_busy=when_busy, silence_s=silence_s) as answer:
            end = answer.result()
        said = Message(end.message_id, "assistant", end.content, _now(), answer.asked.id, state="interrupted")
        if isinstance(end, InterruptedEvent):
            return said
        return replace(
            said,
            audio_url=end.audio_url,
            emotion=end.emotion,
            animation_triggers=end.animation_triggers,
            state="complete",
        )

    def interrupt(self) -> None:
        """Cuts off what the character is saying to anybody who listens through this client."""
        self._realtime.interrupt(self.id)

    def history(self) -> List[Message]:
        """The messages as the server has them now, oldest first."""
        return decode(ConversationData, self._transport.request("GET", self._path())).messages

    def listen(self, on_message: OnMessage) -> None:
        """
        Calls `on_message` for each whole answer, whoever asked, until `close`; in a thread of its own, one after the
        other. What came while the connection was lost is read from the history.
        """
        self.close()
        known = {message.id for message in self.history()}
        listener = _Listener(self, known, on_message, self._realtime)
        listener.start()
        self._listener = listener

    def close(self) -> None:
        """Ends `listen`."""
        if self._listener is not None:
            self._listener.stop()
            self._listener = None

    def delete(self) -> None:
        """With its messages and their sounds."""
        self.close()
        self._transport.request("DELETE", self._path())

    def _path(self) -> str:
        return f"/conversations/{quote(self.id, safe='')}"

    def _answer_to(self, message_id: str) -> Optional[Message]:
        return next((one for one in self.history() if one.reply_to == message_id), None)


class _Listener:
    """Calls somebody for each whole answer in a conversation."""

    def __init__(
        self, conversation: Conversation, known: Set[str], on_message: OnMessage, realtime: Realtime
    ) -> None:
        self._conversation = conversation
        self._known = known
        self._on_message = on_message
        self._realtime = realtime
        self._follower = Follower(conversation.id, speech=False)
        self._thread = threading.Thread(target=self._run, name="tomo-listener", daemon=True)

    def start(self) -> None:
        self._realtime.follow(self._follower)
        self._thread.start()

    def stop(self) -> None:
        self._realtime.leave(self._follower)
        self._follower.put(TomoError("closed", "Nobody listens any more"))

    def _run(self) -> None:
        while True:
            try:
                item = self._follower.next(None)
            except TomoError:
                self._realtime.leave(self._follower)
                return
            try:
                if isinstance(item, Reconnected):
                    for message in self._conversation.history():
                        self._tell(message)
                elif item is not None and item.get("type") == "message_complete":
                    self._tell(_message_of(item))
            except Exception:
                _logger.exception("a listener to %s failed", self._conversation.id)

    def _tell(self, message: Message) -> None:
        if message.role == "assistant" and message.state == "complete" and message.id not in self._known:
            self._known.add(message.id)
            self._on_message(message)


def _message_of(frame: Frame) -> Message:
    return Message(
        id=frame["message_id"],
        role="assistant",
        content=frame["content"],
        timestamp=_now(),
        reply_to=frame.get("reply_to"),
        audio_url=frame["audio_url"],
        emotion=frame["emotion"],
        animation_triggers=frame["animation_triggers"],
        state="complete",
    )


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")
