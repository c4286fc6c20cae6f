"""A small WebSocket client (RFC 6455) over the sockets of the standard library."""

import base64
import hashlib
import http.client
import io
import os
import selectors
import socket
import ssl
import threading
from collections import deque
from typing import Deque, Optional
from urllib.parse import urlsplit

from .frames import (
    NORMAL,
    PONG,
    TEXT,
    Close,
    FrameError,
    FrameReader,
    Ping,
    TextMessage,
    encode_close,
    encode_frame,
)

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_HANDSHAKE_BYTES_MAX = 64 * 1024
_READ_BYTES = 64 * 1024
#: A clause of speech is some hundred kilobytes.
MESSAGE_BYTES_MAX = 64 * 1024**2


class WebSocketClosed(Exception):
    """
    The connection ended, or never came to be. ``code`` is the server's close code, where it gave one; ``refused``:
    nobody listens at the address.
    """

    def __init__(self, message: str, code: Optional[int] = None, *, refused: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.refused = refused


class WebSocket:
    """Whole text messages both ways. One thread reads; any thread sends and closes."""

    def __init__(self, connection: socket.socket, early: bytes, timeout_s: float, message_bytes_max: int) -> None:
        self._connection = connection
        self._timeout_s = timeout_s
        self._reader = FrameReader(message_bytes_max)
        self._early = early
        self._messages: Deque[str] = deque()
        self._lock = threading.RLock()
        self._selector = selectors.DefaultSelector()
        self._selector.register(connection, selectors.EVENT_READ)
        self._close_sent = False
        self._end: Optional[WebSocketClosed] = None

    @classmethod
    def connect(
        cls,
        url: str,
        timeout_s: float,
        message_bytes_max: int = MESSAGE_BYTES_MAX,
    ) -> "WebSocket":
        """
        :param url: ``ws://`` or ``wss://``
        :raises WebSocketClosed: where there is nobody, or somebody who speaks no WebSocket
        """
        parts = urlsplit(url)
        secure = parts.scheme == "wss"
        host, port = parts.hostname or "", parts.port or (443 if secure else 80)
        try:
            connection = socket.create_connection((host, port), timeout_s)
        except OSError as error:
            refused = isinstance(error, ConnectionRefusedError)
            raise WebSocketClosed(f"no connection to {host}:{port}: {error}", refused=refused) from error
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if secure:
                connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
            early = _shake_hands(connection, parts.netloc.rpartition("@")[2], parts.path or "/")
            return cls(connection, early, timeout_s, message_bytes_max)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise WebSocketClosed(f"no WebSocket at {url}: {error}") from error
        except BaseException:
            connection.close()
            raise

    def send(self, text: str) -> None:
        """:raises WebSocketClosed: where it cannot be sent"""
        self._write(encode_frame(TEXT, text.encode()))

    def receive(self, timeout_s: float) -> Optional[str]:
        """
        The next message; None where nothing came in time, not even a sign of life. Pings are answered meanwhile.

        :raises WebSocketClosed: when the connection has ended
        """
        while not self._messages:
            if self._end is not None:
                raise self._end
            data = self._read(timeout_s)
            if data is None:
                return None
            try:
                self._take(data)
            except FrameError as error:
                self.close(error.close_code)
                self._end = WebSocketClosed(f"the server broke the protocol: {error}")
            except WebSocketClosed as error:
                # What came before the end is still read.
                self._end = error
        return self._messages.popleft()

    def _take(self, data: bytes) -> None:
        for received in self._reader.feed(data):
            if isinstance(received, TextMessage):
                self._messages.append(received.text)
            elif isinstance(received, Ping):
                self._write(encode_frame(PONG, received.payload))
            elif isinstance(received, Close):
                self._answer_close(received)

    def close(self, code: int = NORMAL) -> None:
        """Says goodbye. Whoever reads in another thread is told with `WebSocketClosed`. May be called again."""
        with self._lock:
            if not self._close_sent:
                self._close_sent = True
                try:
                    self._connection.settimeout(self._timeout_s)
                    self._connection.sendall(encode_close(code))
                except OSError:
                    pass
            try:
                self._connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def release(self) -> None:
        """Gives the connection back to the system; only for whoever reads."""
        self.close()
        self._selector.close()
        self._connection.close()

    def _answer_close(self, close: Close) -> None:
        self.close(NORMAL if close.code is None else close.code)
        reason = f"{close.code or ''} {close.reason}".strip()
        raise WebSocketClosed(f"the server closed the connection: {reason}", close.code)

    def _write(self, data: bytes) -> None:
        with self._lock:
            if self._close_sent:
                raise WebSocketClosed("the connection was closed")
            try:
                self._connection.settimeout(self._timeout_s)
                self._connection.sendall(data)
            except OSError as error:
                # Half a frame may have gone out; nothing can be sent behind it.
                self._close_sent = True
                self.close()
                raise WebSocketClosed(f"the connection broke: {error}") from error

    def _read(self, timeout_s: float) -> Optional[bytes]:
        """Some bytes; None where none came in time."""
        if self._early:
            early, self._early = self._early, b""
            return early
        while True:
            buffered = self._connection.pending() if isinstance(self._connection, ssl.SSLSocket) else 0
            if buffered == 0 and not self._selector.select(timeout_s):
                return None
            # A TLS connection must not be read and written at the same time.
            with self._lock:
                try:
                    self._connection.settimeout(0)
                    data = self._connection.recv(_READ_BYTES)
                except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
                    continue
                except (OSError, ValueError) as error:
                    raise WebSocketClosed(f"the connection broke: {error}") from error
            if data == b"":
                raise WebSocketClosed("the connection ended")
            return data


def _shake_hands(connection: socket.socket, host: str, path: str) -> bytes:
    """RFC 6455, section 4.1. @returns what the server sent right behind its answer."""
    key = base64.b64encode(os.urandom(16))
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key.decode()}",
        "Sec-WebSocket-Version: 13",
    ]
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    received = b""
    while b"\r\n\r\n" not in received:
        data = connection.recv(4096)
        received += data
        if data == b"" or len(received) > _HANDSHAKE_BYTES_MAX:
            raise WebSocketClosed("the server did not answer the handshake")
    head, _, early = received.partition(b"\r\n\r\n")
    status, _, fields = head.partition(b"\r\n")
    if status.split(b" ")[1:2] != [b"101"]:
        raise WebSocketClosed(f"the server refused the handshake: {status.decode('latin1')}")
    headers = http.client.parse_headers(io.BytesIO(fields + b"\r\n\r\n"))
    accept = base64.b64encode(hashlib.sha1(key + _GUID).digest()).decode()
    if (
        headers.get("Upgrade", "").lower() != "websocket"
        or "upgrade" not in headers.get("Connection", "").lower()
        or headers.get("Sec-WebSocket-Accept", "").strip() != accept
        or "Sec-WebSocket-Extensions" in headers
        or "Sec-WebSocket-Protocol" in headers
    ):
        raise WebSocketClosed("the server's handshake is not that of a WebSocket")
    return early
