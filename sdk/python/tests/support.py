"""What the tests of this library share."""

import os
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Callable, List, Tuple

from tomo_client import Conversation, TomoClient

URL = os.environ.get("TOMO_URL", "")
ENDLESS_URL = os.environ.get("TOMO_ENDLESS_URL", "")
KEY = os.environ.get("TOMO_API_KEY", "")
#: What the model of the server at URL answers to everything.
TALKER_TEXT = "Hello there! I am a test model. How are you today?"

needs_server = unittest.skipUnless(URL and ENDLESS_URL and KEY, "needs TOMO_URL, TOMO_ENDLESS_URL, TOMO_API_KEY")


class ClientTest(unittest.TestCase):
    """Closes its clients."""

    def client(self, url: str = URL, **options: object) -> TomoClient:
        made = TomoClient(**{"api_key": KEY, "base_url": f"{url}/v1", "timeout_s": 60, **options})  # type: ignore
        self.addCleanup(made.close)
        return made

    def conversation(self, url: str = URL) -> Conversation:
        client = self.client(url)
        character = client.characters.create(name="Somebody")
        return client.conversations.create(character_id=character.id)

    def assert_becomes(self, expected: object, read: Callable[[], object], patience_s: float = 30) -> None:
        """Waits until `read` gives what is expected."""
        end_s = time.monotonic() + patience_s
        while (found := read()) != expected:
            if time.monotonic() > end_s:
                self.assertEqual(found, expected)
            time.sleep(0.05)


Reply = Callable[[BaseHTTPRequestHandler, int], None]


class FakeServer:
    """Answers as it is told, and remembers what it was asked."""

    def __init__(self, reply: Reply) -> None:
        """:param reply: is given how many times the same was asked, from 1 on"""
        asked: List[Tuple[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self) -> None:
                request = (self.command, self.path)
                asked.append(request)
                reply(self, asked.count(request))

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_any

            def log_message(self, *_: object) -> None:
                pass

        self.asked = asked
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, content: str, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(content.encode())))
    handler.end_headers()
    handler.wfile.write(content.encode())
