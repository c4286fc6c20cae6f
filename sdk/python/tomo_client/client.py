"""A client of Tomo's native API."""

from typing import Optional

from .characters import Characters
from .closing import Closing
from .conversations import Conversations
from .decode import decode
from .realtime import Realtime
from .resources import Accounts, ApiKeys, Messages, SettingsResource, Voices
from .sign_in import Auth, OnSession, SignIn
from .transport import Transport
from .types import Status
from .vrm_models import VrmModels

_BASE_URL = "http://127.0.0.1:8787/v1"
_TIMEOUT_S = 120.0


class TomoClient(Closing):
    """Any number of threads may use it at once."""

    def __init__(
        self,
        api_key: Optional[str] = None,
        *,
        base_url: str = _BASE_URL,
        timeout_s: float = _TIMEOUT_S,
        on_session: Optional[OnSession] = None,
    ) -> None:
        """
        :param api_key: the owner's key, or one made under Access; left out where the client signs in
        :param base_url: with ``/v1``
        :param timeout_s: for so long the server may be silent while it is asked something
        :param on_session: told of the tokens of a login whenever they change: keep the newest, and only it
        """
        base_url = base_url.rstrip("/")
        if not base_url.startswith(("http://", "https://")):
            raise ValueError(f"base_url begins with http:// or https://, not {base_url!r}")
        sign_in = SignIn(api_key, on_session)
        self._transport = Transport(base_url, sign_in, timeout_s)
        sign_in.use(self._transport)
        self._realtime = Realtime(base_url, sign_in, timeout_s=timeout_s)
        self.auth = Auth(self._transport, sign_in)
        self.characters = Characters(self._transport)
        self.conversations = Conversations(self._transport, self._realtime)
        self.messages = Messages(self._transport)
        self.vrm_models = VrmModels(self._transport)
        self.voices = Voices(self._transport)
        self.api_keys = ApiKeys(self._transport)
        self.accounts = Accounts(self._transport)
        self.settings = SettingsResource(self._transport)

    def status(self) -> Status:
        """Which model answers, and how it is."""
        return decode(Status, self._transport.request("GET", "/status"))

    def close(self) -> None:
        """Ends every conversation that is listened to; requests still work."""
        self._realtime.close()


#: The name in the ChatVRM Platform's document.
ChatVRMClient = TomoClient
