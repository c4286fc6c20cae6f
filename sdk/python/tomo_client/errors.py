"""What can go wrong."""

from typing import Any, Dict, Optional


class TomoError(Exception):
    """
    What went wrong. ``code`` is the server's (``character_not_found``, ``rate_limit_exceeded``, …), or one of these,
    which this library makes itself:

    - ``unreachable``: no connection to the server.
    - ``timeout``: no answer in time.
    - ``answer_lost``: the connection broke while an answer was coming, and the server has it no more.
    - ``closed``: the client was closed.
    - ``unknown``: the server answered with something else than Tomo's words.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int = 0,
        details: Optional[Dict[str, Any]] = None,
        retry_after_s: Optional[float] = None,
        sent: bool = True,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        #: HTTP status; 0 where there was no answer.
        self.status = status
        self.details: Dict[str, Any] = details or {}
        #: When it may be tried again, where the server said so.
        self.retry_after_s = retry_after_s
        #: False where the request certainly never left this machine.
        self.sent = sent

    def __repr__(self) -> str:
        return f"TomoError({self.code!r}, {self.message!r}, status={self.status})"
