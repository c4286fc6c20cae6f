"""Somebody who listens to one conversation."""

import threading
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Dict, Optional, Union

from .errors import TomoError

Frame = Dict[str, Any]


@dataclass(frozen=True)
class Reconnected:
    """The connection had been lost, and frames may be missing."""

    #: The server itself was away meanwhile: an answer that it was giving does not go on.
    server_was_away: bool


class Follower:
    """Somebody who listens to one conversation; what comes waits until it is read."""

    def __init__(self, conversation_id: str, speech: bool) -> None:
        self.conversation_id = conversation_id
        self.speech = speech
        #: The frames of its conversation come from now on.
        self.ready = threading.Event()
        #: It is ready when so many pings of this connection were answered.
        self.ready_at_pong = 0
        self._inbox: "SimpleQueue[Union[Frame, Reconnected, TomoError]]" = SimpleQueue()

    def put(self, item: "Union[Frame, Reconnected, TomoError]") -> None:
        self._inbox.put(item)
        if isinstance(item, TomoError):
            self.ready.set()

    def next(self, limit_s: Optional[float]) -> "Union[Frame, Reconnected, None]":
        """
        What came next; None where nothing came in time.

        :raises TomoError: where nothing will come any more
        """
        try:
            item = self._inbox.get(timeout=limit_s)
        except Empty:
            return None
        if isinstance(item, TomoError):
            self._inbox.put(item)
            raise item
        return item
