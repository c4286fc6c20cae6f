"""An API key, or a login whose access token is renewed by itself."""

import threading
import time
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional

from .decode import decode
from .errors import TomoError
from .transport import Transport
from .types import Account

#: A token that ends sooner is renewed before it is used.
_SPARE_S = 30.0


@dataclass(frozen=True)
class Session:
    """What a login gave; keep it to go on later with ``auth.resume``."""

    access_token: str
    refresh_token: str
    #: Seconds since 1970.
    expires_at_s: float


OnSession = Callable[[Optional[Session]], None]


class SignIn:
    """Whom the client asks as."""

    def __init__(self, api_key: Optional[str], on_session: Optional[OnSession]) -> None:
        self._api_key = api_key
        self._on_session = on_session
        self._session: Optional[Session] = None
        self._transport: Optional[Transport] = None
        # Held while tokens are exchanged: sent twice, a refresh token ends its session. Whoever asks meanwhile waits.
        self._lock = threading.RLock()

    def use(self, transport: Transport) -> None:
        """Tokens are renewed over `transport`, which asks this sign-in for them."""
        self._transport = transport

    def token(self) -> Optional[str]:
        """:raises TomoError: where the session has ended"""
        with self._lock:
            if self._session is None:
                return self._api_key
            if self._session.expires_at_s - _SPARE_S < time.time():
                self._renew(self._session)
            return None if self._session is None else self._session.access_token

    def renew_after(self, refused: Optional[str]) -> bool:
        """Whether there is another token now than the one that was refused."""
        with self._lock:
            session = self._session
            if session is None or refused is None:
                return False
            if session.access_token == refused:
                self._renew(session)
            return True

    def take(self, tokens: Mapping[str, Any]) -> None:
        """Goes on with the tokens of a login."""
        ends_s = time.time() + float(tokens["expires_in"])
        self.set(Session(str(tokens["access_token"]), str(tokens["refresh_token"]), ends_s))

    def set(self, session: Optional[Session]) -> None:
        with self._lock:
            self._session = session
            if self._on_session is not None:
                self._on_session(session)

    def _renew(self, session: Session) -> None:
        if self._transport is None:
            return
        body = {"refresh_token": session.refresh_token}
        try:
            self.take(self._transport.request("POST", "/auth/refresh", body=body, anonymous=True))
        except TomoError as error:
            if error.status == 401:
                self.set(None)
            raise


class Auth:
    """``client.auth``"""

    def __init__(self, transport: Transport, sign_in: SignIn) -> None:
        self._transport = transport
        self._sign_in = sign_in

    def register(
        self, *, email: str, password: str, name: Optional[str] = None, username: Optional[str] = None
    ) -> Account:
        """Works with the owner's key, and for everybody where the owner opened registration."""
        draft = {"email": email, "password": password, "name": name, "username": username}
        body = {key: value for key, value in draft.items() if value is not None}
        return decode(Account, self._transport.request("POST", "/auth/register", body=body))

    def login(self, *, email: str, password: str) -> Account:
        """From now on the client asks as this account. ``email`` may also be the username."""
        body = {"email": email, "password": password}
        tokens = self._transport.request("POST", "/auth/login", body=body, anonymous=True)
        self._sign_in.take(tokens)
        return decode(Account, tokens["user"])

    def resume(self, session: Session) -> None:
        """Goes on with a session that ``on_session`` gave earlier."""
        self._sign_in.set(session)

    def logout(self) -> None:
        self._transport.request("POST", "/auth/logout")
        self._sign_in.set(None)

    def me(self) -> Account:
        return decode(Account, self._transport.request("GET", "/auth/me"))

    def change_password(self, current_password: str, new_password: str) -> None:
        """Ends every session of the account: sign in again with the new password."""
        body = {"current_password": current_password, "new_password": new_password}
        self._transport.request("PUT", "/auth/password", body=body)
        self._sign_in.set(None)
