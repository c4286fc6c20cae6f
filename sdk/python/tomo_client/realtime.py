"""The one WebSocket of a client: opened when somebody listens, opened again when it breaks."""

import json
import threading
import time
from typing import Any, List, Optional

from .back_off import back_off_s
from .errors import TomoError
from .follower import Follower, Frame, Reconnected
from .transport import Tokens
from .websocket import WebSocket, WebSocketClosed

_GOODBYE_S = 5.0


class Realtime:
    """Keeps the connection, in a thread of its own while somebody listens."""

    #: Tries to open it for the first time.
    FIRST_ATTEMPTS = 3

    def __init__(
        self,
        base_url: str,
        tokens: Tokens,
        *,
        timeout_s: float,
        ping_every_s: float = 20.0,
        come_back_within_s: float = 120.0,
    ) -> None:
        """
        :param ping_every_s: without a sign of life for so long the server is asked for one, and for as long again it
            is waited for; also how long the connection stays open without anybody who listens
        :param come_back_within_s: so long a lost connection is tried again
        """
        # http becomes ws, https wss.
        self._url = f"ws{base_url[len('http'):]}/ws"
        self._tokens = tokens
        self._timeout_s = timeout_s
        self._ping_every_s = ping_every_s
        self._come_back_within_s = come_back_within_s
        self._lock = threading.RLock()
        self._followers: List[Follower] = []
        self._socket: Optional[WebSocket] = None
        self._thread: Optional[threading.Thread] = None
        self._closing = threading.Event()
        self._pings = 0
        self._pongs = 0

    def follow(self, follower: Follower) -> None:
        """Returns when its frames come. :raises TomoError:"""
        with self._lock:
            if self._closing.is_set():
                raise TomoError("closed", "The client was closed")
            self._followers.append(follower)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="tomo-realtime", daemon=True)
                self._thread.start()
            else:
                self._subscribe()
        try:
            follower.ready.wait()
        except BaseException:
            self.leave(follower)
            raise
        with self._lock:
            failed = follower not in self._followers
        if failed:
            follower.next(0)

    def leave(self, follower: Follower) -> None:
        """May be called again."""
        with self._lock:
            if follower in self._followers:
                self._followers.remove(follower)
                self._subscribe()

    def interrupt(self, conversation_id: str) -> None:
        """Cuts off what is being said there. Nothing happens while there is no connection."""
        with self._lock:
            self._send({"type": "interrupt", "conversation_id": conversation_id})

    def close(self) -> None:
        with self._lock:
            self._closing.set()
            self._fail(TomoError("closed", "The client was closed"))
            thread, connection = self._thread, self._socket
        if connection is not None:
            connection.close()
        if thread is not None and thread is not threading.current_thread():
            thread.join(_GOODBYE_S)

    def _run(self) -> None:
        attempt = 0
        lost_at_s: Optional[float] = None
        server_was_away = False
        while self._has_work():
            try:
                connection = self._connect()
            except TomoError as error:
                attempt += 1
                # Where nobody listens the server has ended; other failures may be those of the way to it.
                server_was_away = server_was_away or not error.sent
                if self._is_over(error, attempt, lost_at_s):
                    self._fail(error)
                else:
                    self._closing.wait(back_off_s(attempt))
                continue
            except Exception as error:  # Whoever waits must hear of it, whatever it was.
                self._fail(TomoError("unknown", f"The connection failed: {error!r}"))
                continue
            try:
                self._serve(connection, server_was_away)
            except Exception as error:
                self._fail(TomoError("unknown", f"The connection failed: {error!r}"))
            finally:
                with self._lock:
                    self._socket = None
                connection.release()
            attempt, lost_at_s, server_was_away = 0, time.monotonic(), False

    def _has_work(self) -> bool:
        with self._lock:
            if self._followers and not self._closing.is_set():
                return True
            self._thread = None
            return False

    def _is_over(self, error: TomoError, attempt: int, lost_at_s: Optional[float]) -> bool:
        if error.code != "unreachable":
            return True
        if lost_at_s is None:
            return attempt >= self.FIRST_ATTEMPTS
        return time.monotonic() - lost_at_s > self._come_back_within_s

    def _connect(self) -> WebSocket:
        token = self._tokens.token()
        if token is None:
            raise TomoError("authentication_failed", "Give an api_key, or sign in first")
        try:
            return self._sign_in(token)
        except TomoError as error:
            if error.status != 401 or not self._tokens.renew_after(token):
                raise
        return self._sign_in(self._tokens.token() or "")

    def _sign_in(self, token: str) -> WebSocket:
        connection: Optional[WebSocket] = None
        try:
            connection = WebSocket.connect(self._url, self._timeout_s)
            connection.send(json.dumps({"type": "auth", "token": token}))
            answer = connection.receive(self._timeout_s)
            frame = {} if answer is None else _read(answer)
            if frame.get("type") == "auth_ok":
                accepted, connection = connection, None
                return accepted
        except WebSocketClosed as error:
            message = f"Tomo cannot be reached at {self._url}: {error}"
            raise TomoError("unreachable", message, sent=not error.refused) from error
        finally:
            if connection is not None:
                connection.release()
        if frame.get("type") == "error":
            status = 401 if frame.get("code") == "authentication_failed" else 0
            raise error_of(frame, status)
        raise TomoError("unreachable", f"Tomo did not answer at {self._url}")

    def _serve(self, connection: WebSocket, server_was_away: bool) -> None:
        with self._lock:
            self._socket = connection
            self._pings = self._pongs = 0
            self._subscribe()
        waits_for_life = False
        while not self._closing.is_set():
            try:
                text = connection.receive(self._ping_every_s)
            except WebSocketClosed:
                return
            if text is not None:
                waits_for_life = False
                self._deliver(_read(text), server_was_away)
                continue
            with self._lock:
                if waits_for_life or not self._followers:
                    return
                waits_for_life = True
                self._ping()

    def _deliver(self, frame: Frame, server_was_away: bool) -> None:
        with self._lock:
            if frame.get("type") == "pong":
                self._pongs += 1
                for follower in self._followers:
                    if follower.ready_at_pong != self._pongs:
                        continue
                    if follower.ready.is_set():
                        follower.put(Reconnected(server_was_away))
                    follower.ready.set()
                return
            conversation_id = _conversation_of(frame)
            for follower in self._followers:
                if follower.conversation_id == conversation_id:
                    follower.put(frame)

    def _fail(self, error: TomoError) -> None:
        with self._lock:
            for follower in self._followers:
                follower.put(error)
            self._followers.clear()

    def _subscribe(self) -> None:
        """
        Asks for what is listened to. The pong behind it says that it holds: what is said from then on comes.
        """
        ids = sorted({follower.conversation_id for follower in self._followers})
        speech = any(follower.speech for follower in self._followers)
        self._send({"type": "subscribe", "conversation_ids": ids, "speech": speech})
        self._ping()
        for follower in self._followers:
            if not follower.ready.is_set() or self._pings == 1:
                follower.ready_at_pong = self._pings

    def _ping(self) -> None:
        self._pings += 1
        self._send({"type": "ping"})

    def _send(self, frame: Frame) -> None:
        if self._socket is None:
            return
        try:
            self._socket.send(json.dumps(frame))
        except WebSocketClosed:
            # Whoever reads is told, and opens it again.
            pass


def _read(text: str) -> Frame:
    try:
        frame = json.loads(text)
    except ValueError:
        return {}
    return frame if isinstance(frame, dict) else {}


def _conversation_of(frame: Frame) -> Any:
    if "conversation_id" in frame:
        return frame["conversation_id"]
    details = frame.get("details")
    return details.get("conversation_id") if isinstance(details, dict) else None


def error_of(frame: Frame, status: int = 0) -> TomoError:
    """What an ``error`` frame says."""
    return TomoError(
        str(frame.get("code")), str(frame.get("message")), status=status, details=frame.get("details")
    )
