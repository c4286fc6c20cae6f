import struct
import unittest
from typing import List

from tomo_client.frames import (
    CLOSE,
    CONTINUATION,
    PING,
    TEXT,
    Close,
    FrameError,
    FrameReader,
    Ping,
    Received,
    TextMessage,
    encode_frame,
    mask,
)


def server_frame(opcode: int, payload: bytes, *, final: bool = True) -> bytes:
    length = len(payload)
    head = bytes([(0x80 if final else 0) | opcode])
    if length < 126:
        return head + bytes([length]) + payload
    if length < 1 << 16:
        return head + struct.pack("!BH", 126, length) + payload
    return head + struct.pack("!BQ", 127, length) + payload


def read(data: bytes, *, message_bytes_max: int = 1_000_000, step: int = 1 << 30) -> List[Received]:
    reader = FrameReader(message_bytes_max)
    received: List[Received] = []
    for start in range(0, len(data), step):
        received += reader.feed(data[start : start + step])
    return received


class Frames(unittest.TestCase):
    def test_a_client_masks_what_it_sends_with_a_fresh_key(self) -> None:
        for length in (0, 1, 125, 126, 65_535, 65_536):
            with self.subTest(length=length):
                payload = bytes(index % 251 for index in range(length))
                frame = encode_frame(TEXT, payload)
                head_bytes = 2 if length < 126 else 4 if length < 1 << 16 else 10
                self.assertEqual(frame[0], 0x81)
                self.assertEqual(frame[1] & 0x80, 0x80)
                key, masked = frame[head_bytes : head_bytes + 4], frame[head_bytes + 4 :]
                self.assertEqual(bytes(byte ^ key[at % 4] for at, byte in enumerate(masked)), payload)
                self.assertEqual(mask(key, masked), payload)
        self.assertGreater(len({encode_frame(TEXT, b"hello") for _ in range(8)}), 1)

    def test_messages_are_whole_however_they_are_cut_up(self) -> None:
        text = "Grüße, 世界 🦊 " * 4_000
        content = text.encode()
        data = (
            server_frame(TEXT, content[:7], final=False)
            + server_frame(PING, b"still there?")
            + server_frame(CONTINUATION, content[7:70_000], final=False)
            + server_frame(CONTINUATION, content[70_000:])
            + server_frame(TEXT, b"")
            + server_frame(CLOSE, struct.pack("!H", 4401) + "tschüss".encode())
        )
        expected = [Ping(b"still there?"), TextMessage(text), TextMessage(""), Close(4401, "tschüss")]
        for step in (1, 2, 3, 1_000, len(data)):
            with self.subTest(step=step):
                self.assertEqual(read(data, step=step), expected)
        self.assertEqual(read(server_frame(CLOSE, b"")), [Close(None, "")])

    def test_what_the_protocol_forbids_is_refused(self) -> None:
        forbidden = {
            "masked": (1002, encode_frame(TEXT, b"hello")),
            "reserved bits": (1002, b"\xc1\x00"),
            "a control frame in pieces": (1002, server_frame(PING, b"", final=False)),
            "a long control frame": (1002, server_frame(PING, b"x" * 126)),
            "an unknown opcode": (1002, server_frame(0x3, b"")),
            "an unknown control opcode": (1002, server_frame(0xB, b"")),
            "a rest without a beginning": (1002, server_frame(CONTINUATION, b"x")),
            "a message in a message": (
                1002,
                server_frame(TEXT, b"x", final=False) + server_frame(TEXT, b"y"),
            ),
            "half a close code": (1002, server_frame(CLOSE, b"\x03")),
            "text that is not UTF-8": (1007, server_frame(TEXT, b"\xff")),
            "half a letter": (1007, server_frame(TEXT, "ü".encode()[:1])),
            "bytes": (1003, server_frame(0x2, b"x")),
        }
        for name, (code, data) in forbidden.items():
            with self.subTest(name), self.assertRaises(FrameError) as caught:
                read(data)
            self.assertEqual(caught.exception.close_code, code, name)

    def test_a_message_that_is_too_big_is_refused_before_it_came(self) -> None:
        announced = struct.pack("!BBQ", 0x81, 127, 1 << 40)
        piece = server_frame(TEXT, b"x" * 60, final=False) + struct.pack("!BB", 0x80, 41)
        for data in (announced, piece):
            with self.assertRaises(FrameError) as caught:
                read(data, message_bytes_max=100)
            self.assertEqual(caught.exception.close_code, 1009)
        whole = server_frame(TEXT, b"x" * 60, final=False) + server_frame(CONTINUATION, b"y" * 40)
        self.assertEqual(read(whole, message_bytes_max=100), [TextMessage("x" * 60 + "y" * 40)])
