"""An answer while it is given."""

import base64
import sys
from collections import deque
from typing import Any, Callable, Deque, Iterator, List, Optional, Union

from .closing import Closing
from .decode import decode
from .errors import TomoError
from .events import (
    AnswerEvent,
    CompleteEvent,
    Gesture,
    InterruptedEvent,
    SpeechEvent,
    TextEvent,
    Usage,
    Viseme,
)
from .follower import Follower, Frame, Reconnected
from .realtime import Realtime, error_of
from .types import Message


class Answer(Closing):
    """
    What the character says, event by event. Whoever leaves the loop cuts it off; so does `close`, and the end of a
    ``with`` block.
    """

    def __init__(
        self,
        asked: Message,
        follower: Follower,
        realtime: Realtime,
        find_stored: "Callable[[str], Optional[Message]]",
        silence_s: float,
    ) -> None:
        """:param find_stored: the answer to a message, as the server keeps it"""
        #: The message that it answers.
        self.asked = asked
        self._follower = follower
        self._realtime = realtime
        self._find_stored = find_stored
        self._silence_s = silence_s
        self._events: Deque[AnswerEvent] = deque()
        self._text = ""
        self._ended = False

    def __iter__(self) -> Iterator[AnswerEvent]:
        # A reader of its own: a loop that is left drops the last thing that points here, and `__del__` cuts it off.
        return self

    def __next__(self) -> AnswerEvent:
        """:raises TomoError: where the turn failed or the answer was lost"""
        while not self._events:
            if self._ended:
                raise StopIteration
            try:
                self._wait()
            except BaseException:
                self.close()
                raise
        return self._events.popleft()

    def text(self) -> str:
        """Waits for the rest; all that was said."""
        return self.result().content

    def result(self) -> Union[CompleteEvent, InterruptedEvent]:
        """Waits for the end."""
        for event in self:
            if isinstance(event, (CompleteEvent, InterruptedEvent)):
                return event
        raise TomoError("answer_lost", "The end of this answer was read before")

    def interrupt(self) -> None:
        """Cuts it off, from any thread; whoever reads gets what had been said."""
        if not self._ended:
            self._realtime.interrupt(self._follower.conversation_id)

    def close(self) -> None:
        """Cuts it off where it has not ended, and reads no more."""
        if not self._ended:
            self._ended = True
            self._realtime.interrupt(self._follower.conversation_id)
        self._realtime.leave(self._follower)

    def __del__(self) -> None:
        # While the interpreter ends, the thread of the connection may hold a lock for good.
        if not sys.is_finalizing():
            self.close()

    def _wait(self) -> None:
        item = self._follower.next(self._silence_s)
        if item is None:
            self._ended = True
            raise TomoError(
                "answer_lost", f"Nothing came for {self._silence_s:g} s; the answer may be in the history"
            )
        if isinstance(item, Reconnected):
            self._look_up(item)
        elif _reply_to(item) == self.asked.id:
            self._take(item)

    def _look_up(self, reconnected: Reconnected) -> None:
        """What was missed while there was no connection is in the history."""
        stored = self._find_stored(self.asked.id)
        if stored is None:
            if reconnected.server_was_away:
                self._end()
                raise TomoError("answer_lost", "The server ended while it was answering, and has no answer; say it again")
            return
        if stored.state == "interrupted":
            self._end(InterruptedEvent(stored.id, stored.content))
            return
        self._end(
            *self._rest(stored.id, stored.content),
            CompleteEvent(
                message_id=stored.id,
                content=stored.content,
                audio_url=stored.audio_url,
                emotion=stored.emotion or "neutral",
                animation_triggers=stored.animation_triggers,
                usage=None,
            ),
        )

    def _take(self, frame: Frame) -> None:
        kind = frame["type"]
        if kind == "message_chunk" and frame["content"] != "":
            self._text += frame["content"]
            self._events.append(TextEvent(frame["message_id"], frame["content"]))
        elif kind == "speech_chunk" and self._follower.speech:
            self._events.append(_speech(frame))
        elif kind == "message_complete":
            self._end(*self._rest(frame["message_id"], frame["content"]), _complete(frame))
        elif kind == "message_interrupted":
            self._end(InterruptedEvent(frame["message_id"], frame["content"]))
        elif kind == "error":
            self._end()
            raise error_of(frame)

    def _end(self, *events: AnswerEvent) -> None:
        self._ended = True
        self._events.extend(events)
        self._realtime.leave(self._follower)

    def _rest(self, message_id: str, content: str) -> List[AnswerEvent]:
        """Text that never came because the connection was lost."""
        missing = content[len(self._text) :] if content.startswith(self._text) else ""
        return [TextEvent(message_id, missing)] if missing else []


def _reply_to(frame: Frame) -> Any:
    details = frame.get("details")
    if frame.get("type") == "error" and isinstance(details, dict):
        return details.get("reply_to")
    return frame.get("reply_to")


def _speech(frame: Frame) -> SpeechEvent:
    return SpeechEvent(
        message_id=frame["message_id"],
        index=frame["index"],
        text=frame["text"],
        audio=base64.b64decode(frame["audio"]["data"]),
        sample_rate_hz=frame["audio"]["sample_rate"],
        duration_ms=frame["duration_ms"],
        visemes=[decode(Viseme, viseme) for viseme in frame["visemes"]],
        emotion=frame["emotion"],
        gestures=[decode(Gesture, gesture) for gesture in frame["gestures"]],
    )


def _complete(frame: Frame) -> CompleteEvent:
    return CompleteEvent(
        message_id=frame["message_id"],
        content=frame["content"],
        audio_url=frame["audio_url"],
        emotion=frame["emotion"],
        animation_triggers=frame["animation_triggers"],
        usage=decode(Usage, frame["usage"]),
    )
