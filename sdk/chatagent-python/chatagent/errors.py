"""What can go wrong."""

from typing import Any, Dict, Optional


class ChatAgentError(Exception):
    """
    What went wrong. ``code`` is the server's (``VALIDATION_ERROR``, ``NOT_FOUND``, …), or one of these, which this
    library makes itself:

    - ``UNREACHABLE``: no connection to the server.
    - ``TIMEOUT``: no answer in time.
    - ``UNKNOWN``: the server answered with something else than the API's words.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int = 0,
        details: Optional[Dict[str, Any]] = None,
        request_id: Optional[str] = None,
        retry_after_s: Optional[float] = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        #: HTTP status; 0 where there was no answer.
        self.status = status
        self.details: Dict[str, Any] = details or {}
        #: What whoever looks after the server finds it by; None where the server did not answer.
        self.request_id = request_id
        #: When it may be tried again, where the server said so.
        self.retry_after_s = retry_after_s

    def __repr__(self) -> str:
        return f"ChatAgentError({self.code!r}, {self.message!r}, status={self.status}, request_id={self.request_id!r})"
