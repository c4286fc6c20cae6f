"""Frames of the WebSocket protocol (RFC 6455, section 5), as a client writes and reads them."""

import os
import struct
from dataclasses import dataclass
from typing import Iterator, List, Optional, Union

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
_CONTROL_BYTES_MAX = 125

NORMAL = 1000
PROTOCOL_ERROR = 1002
INVALID_TEXT = 1007
TOO_BIG = 1009


class FrameError(Exception):
    """The server broke the protocol, or its message is too big; ``close_code`` is what to tell it."""

    def __init__(self, close_code: int, message: str) -> None:
        super().__init__(message)
        self.close_code = close_code


@dataclass(frozen=True)
class TextMessage:
    text: str


@dataclass(frozen=True)
class Ping:
    payload: bytes


@dataclass(frozen=True)
class Pong:
    payload: bytes


@dataclass(frozen=True)
class Close:
    #: None where the server gave none.
    code: Optional[int]
    reason: str


Received = Union[TextMessage, Ping, Pong, Close]


def encode_frame(opcode: int, payload: bytes) -> bytes:
    """One whole frame, masked with a fresh key, as the protocol asks of clients."""
    head = bytearray([0x80 | opcode])
    length = len(payload)
    if length < 126:
        head.append(0x80 | length)
    elif length < 1 << 16:
        head += struct.pack("!BH", 0x80 | 126, length)
    else:
        head += struct.pack("!BQ", 0x80 | 127, length)
    key = os.urandom(4)
    return bytes(head) + key + mask(key, payload)


def mask(key: bytes, payload: bytes) -> bytes:
    """The payload, masked or unmasked. As one large number, which is quicker than byte by byte."""
    length = len(payload)
    keys = (key * (length // 4 + 1))[:length]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(keys, "big")).to_bytes(length, "big")


def encode_close(code: int, reason: str = "") -> bytes:
    return encode_frame(CLOSE, struct.pack("!H", code) + reason.encode()[: _CONTROL_BYTES_MAX - 2])


class FrameReader:
    """Makes messages of the bytes that a server sends, in whatever pieces they come."""

    def __init__(self, message_bytes_max: int) -> None:
        self._message_bytes_max = message_bytes_max
        self._buffer = bytearray()
        self._fragments: List[bytes] = []
        self._fragment_bytes = 0
        self._in_message = False

    def feed(self, data: bytes) -> Iterator[Received]:
        """:raises FrameError: after which nothing more can be read"""
        self._buffer += data
        while True:
            frame = self._take_frame()
            if frame is None:
                return
            received = self._receive(*frame)
            if received is not None:
                yield received

    def _take_frame(self) -> "Optional[tuple[bool, int, bytes]]":
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        final, opcode, length = bool(buffer[0] & 0x80), buffer[0] & 0x0F, buffer[1] & 0x7F
        if buffer[0] & 0x70:
            raise FrameError(PROTOCOL_ERROR, "reserved bits without an extension")
        if buffer[1] & 0x80:
            raise FrameError(PROTOCOL_ERROR, "a server does not mask")
        if opcode >= CLOSE and (length > _CONTROL_BYTES_MAX or not final):
            raise FrameError(PROTOCOL_ERROR, "a control frame is short and whole")
        head_bytes = 2 + {126: 2, 127: 8}.get(length, 0)
        if len(buffer) < head_bytes:
            return None
        if length >= 126:
            length = int.from_bytes(buffer[2:head_bytes], "big")
        # By its announced size, so that a message that is too big is never held in memory.
        if opcode < CLOSE and self._fragment_bytes + length > self._message_bytes_max:
            raise FrameError(TOO_BIG, f"a message of more than {self._message_bytes_max} bytes")
        if len(buffer) < head_bytes + length:
            return None
        payload = bytes(buffer[head_bytes : head_bytes + length])
        del buffer[: head_bytes + length]
        return final, opcode, payload

    def _receive(self, final: bool, opcode: int, payload: bytes) -> Optional[Received]:
        if opcode == PING:
            return Ping(payload)
        if opcode == PONG:
            return Pong(payload)
        if opcode == CLOSE:
            return _read_close(payload)
        if opcode == BINARY:
            raise FrameError(1003, "only text is spoken here")
        if opcode not in (TEXT, CONTINUATION):
            raise FrameError(PROTOCOL_ERROR, f"unknown opcode {opcode}")
        if self._in_message is (opcode == TEXT):
            raise FrameError(PROTOCOL_ERROR, "fragments out of order")
        self._fragments.append(payload)
        self._fragment_bytes += len(payload)
        self._in_message = not final
        if not final:
            return None
        whole = b"".join(self._fragments)
        self._fragments.clear()
        self._fragment_bytes = 0
        return TextMessage(_read_text(whole))


def _read_close(payload: bytes) -> Close:
    if len(payload) == 0:
        return Close(None, "")
    if len(payload) == 1:
        raise FrameError(PROTOCOL_ERROR, "half a close code")
    return Close(struct.unpack("!H", payload[:2])[0], _read_text(payload[2:]))


def _read_text(payload: bytes) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise FrameError(INVALID_TEXT, "text that is not UTF-8") from None
