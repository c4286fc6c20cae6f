import base64
import hashlib
import socket
import threading
import unittest
from typing import Callable, Dict, Optional

from tests.test_frames import server_frame
from tomo_client.frames import CLOSE, PING, TEXT
from tomo_client.websocket import WebSocket, WebSocketClosed

Talk = Callable[[socket.socket, str], None]


def accept_of(key: str) -> str:
    return base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()


def switch(key: str, *, accept: Optional[str] = None, more: str = "") -> bytes:
    lines = [
        "HTTP/1.1 101 Switching Protocols",
        "upgrade: WebSocket",
        "connection: keep-alive, Upgrade",
        f"sec-websocket-accept: {accept or accept_of(key)}",
    ]
    return ("\r\n".join(lines) + f"\r\n{more}\r\n").encode()


def read_exactly(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if piece == b"":
            break
        data += piece
    return data


class Handshake(unittest.TestCase):
    def connect(self, talk: Talk, message_bytes_max: int = 1_000_000) -> WebSocket:
        """With a server that reads the request, and then does as it is told."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                request = b""
                while b"\r\n\r\n" not in request:
                    request += connection.recv(1024)
                fields = [line.split(": ", 1) for line in request.decode().split("\r\n")[1:] if line]
                headers = {name.lower(): value for name, value in fields}
                self.assertEqual(headers["host"], f"127.0.0.1:{listener.getsockname()[1]}")
                self.assertNotIn("origin", headers)
                talk(connection, headers["sec-websocket-key"])

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        self.addCleanup(thread.join, 10)
        made = WebSocket.connect(f"ws://127.0.0.1:{listener.getsockname()[1]}/v1/ws", 20, message_bytes_max)
        self.addCleanup(made.release)
        return made

    def test_whoever_is_no_websocket_is_refused(self) -> None:
        answers: Dict[str, Callable[[str], bytes]] = {
            "another status": lambda key: b"HTTP/1.1 404 Not Found\r\n\r\n",
            "a wrong proof": lambda key: switch(key, accept=accept_of("another key")),
            "an extension nobody asked for": lambda key: switch(
                key, more="sec-websocket-extensions: permessage-deflate\r\n"
            ),
            "no HTTP": lambda key: b"SSH-2.0-OpenSSH\r\n\r\n",
            "nothing": lambda key: b"",
            "no end": lambda key: b"x" * 100_000,
        }
        for name, answer in answers.items():
            with self.subTest(name), self.assertRaises(WebSocketClosed):

                def talk(connection: socket.socket, key: str, answer: Callable[[str], bytes] = answer) -> None:
                    connection.sendall(answer(key))

                self.connect(talk)

    def test_nobody_there(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as gone:
            port = gone.getsockname()[1]
        with self.assertRaises(WebSocketClosed):
            WebSocket.connect(f"ws://127.0.0.1:{port}/v1/ws", 5)

    def test_what_comes_right_behind_the_handshake_is_not_lost(self) -> None:
        def talk(connection: socket.socket, key: str) -> None:
            connection.sendall(switch(key) + server_frame(TEXT, b"early") + server_frame(TEXT, b"second"))
            connection.recv(1024)

        client = self.connect(talk)
        self.assertEqual([client.receive(10), client.receive(10)], ["early", "second"])
        self.assertIsNone(client.receive(0.01))

    def test_a_ping_is_answered_and_a_goodbye_returned(self) -> None:
        heard = []

        def talk(connection: socket.socket, key: str) -> None:
            connection.sendall(switch(key) + server_frame(PING, b"hi"))
            heard.append(read_exactly(connection, 8))
            connection.sendall(server_frame(TEXT, b"bye") + server_frame(CLOSE, b"\x11\x31signed out"))
            heard.append(read_exactly(connection, 8))

        client = self.connect(talk)
        self.assertEqual(client.receive(10), "bye")
        with self.assertRaises(WebSocketClosed) as caught:
            client.receive(10)
        self.assertEqual(caught.exception.code, 4401)
        client.release()
        self.doCleanups()
        unmasked = [bytes(byte ^ frame[2 + at % 4] for at, byte in enumerate(frame[6:])) for frame in heard]
        self.assertEqual([frame[:2] for frame in heard], [b"\x8a\x82", b"\x88\x82"])
        self.assertEqual(unmasked, [b"hi", b"\x11\x31"])

    def test_big_messages_arrive_whole_and_bigger_ones_end_the_connection(self) -> None:
        content = "Ж".encode() * 4_000_000

        def talk(connection: socket.socket, key: str) -> None:
            connection.sendall(switch(key))
            for start in range(0, len(content), 1_000_001):
                piece = content[start : start + 1_000_001]
                opcode = TEXT if start == 0 else 0
                connection.sendall(server_frame(opcode, piece, final=start + len(piece) == len(content)))
            connection.recv(1024)

        self.assertEqual(len(self.connect(talk, len(content)).receive(20) or ""), 4_000_000)
        with self.assertRaisesRegex(WebSocketClosed, "more than"):
            self.connect(talk, len(content) - 1).receive(20)

    def test_whoever_reads_is_told_when_another_thread_closes(self) -> None:
        def talk(connection: socket.socket, key: str) -> None:
            connection.sendall(switch(key))
            connection.recv(1024)

        client = self.connect(talk)
        threading.Timer(0.05, client.close).start()
        with self.assertRaises(WebSocketClosed):
            client.receive(60)
        with self.assertRaises(WebSocketClosed):
            client.send("too late")
