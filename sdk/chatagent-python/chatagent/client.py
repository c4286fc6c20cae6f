"""A client of the ChatAgent API."""

from typing import Optional

from .account import Auth, Monitoring
from .bots import Bots
from .conversations import Conversations
from .knowledge import Knowledge
from .transport import Transport

_BASE_URL = "http://127.0.0.1:8787/chatagent/api/v1"
_TIMEOUT_S = 120.0


class ChatAgentClient:
    """Any number of threads may use it at once."""

    def __init__(
        self,
        base_url: str = _BASE_URL,
        access_token: Optional[str] = None,
        *,
        language: Optional[str] = None,
        timeout_s: float = _TIMEOUT_S,
    ) -> None:
        """
        :param base_url: with ``/api/v1``
        :param access_token: of a login; left out where the client signs in with ``auth.login``
        :param language: BCP 47, e.g. ``zh-CN`` or ``en``: what messages of the server are in
        :param timeout_s: for so long the server may be silent while it is asked something
        """
        transport = Transport(base_url, access_token, language, timeout_s)
        self.auth = Auth(transport)
        self.bots = Bots(transport)
        self.conversations = Conversations(transport)
        self.knowledge = Knowledge(transport)
        self.monitoring = Monitoring(transport)
