import tempfile
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import List, Tuple

from tests.support import ClientTest, FakeServer, Reply, send
from tomo_client import Session, TomoClient, TomoError

MODEL = '{"id":"vrm_1","name":"x","category":"anime","preview_url":null,"file_url":"/f",'
MODEL += '"polygon_count":1,"file_size_mb":1.5,"tags":[],"builtin":false,"new_field":1}'
MESSAGE = '{"id":"msg_1","role":"assistant","content":"x","timestamp":"2026-01-01T00:00:00Z","rating":5}'
ERROR = '{"error":{"code":"later","message":"Später","details":{"why":"busy"}}}'


class Requests(ClientTest):
    def serve(self, reply: Reply, **options: object) -> Tuple[FakeServer, TomoClient]:
        server = FakeServer(reply)
        self.addCleanup(server.close)
        return server, self.client(server.url, **options)

    def test_what_was_refused_is_asked_again_where_that_does_no_harm(self) -> None:
        def reply(handler: BaseHTTPRequestHandler, count: int) -> None:
            if count < 3:
                send(handler, 503 if "busy" in handler.path else 429, ERROR, Retry_After="0")
            else:
                send(handler, 200, '{"models":[]}' if handler.command == "GET" else MESSAGE)

        server, client = self.serve(reply)
        client.vrm_models.list(search="busy")
        client.messages.rate("limited", 5)
        client.characters.delete("busy")
        with self.assertRaises(TomoError) as caught:
            client.messages.rate("busy", 5)
        error = caught.exception
        self.assertEqual((error.status, error.code, error.message), (503, "later", "Später"))
        self.assertEqual(error.details, {"why": "busy"})
        self.assertEqual(
            server.asked,
            [("GET", "/v1/vrm-models?search=busy")] * 3
            + [("POST", "/v1/messages/limited/rating")] * 3
            + [("DELETE", "/v1/characters/busy")] * 3
            + [("POST", "/v1/messages/busy/rating")],
        )

    def test_nobody_waits_an_hour(self) -> None:
        server, client = self.serve(lambda handler, count: send(handler, 429, ERROR, Retry_After="3600"))
        with self.assertRaises(TomoError) as caught:
            client.status()
        self.assertEqual(caught.exception.retry_after_s, 3600)
        self.assertEqual(len(server.asked), 1)

    def test_what_may_have_been_taken_is_not_sent_twice(self) -> None:
        def reply(handler: BaseHTTPRequestHandler, count: int) -> None:
            if count == 1:
                handler.close_connection = True
            else:
                send(handler, 200, '{"api_keys":[]}')

        server, client = self.serve(reply)
        self.assertEqual(client.api_keys.list(), [])
        with self.assertRaises(TomoError) as caught:
            client.messages.rate("msg_1", 5)
        self.assertEqual(caught.exception.code, "unreachable")
        self.assertEqual(server.asked, [("GET", "/v1/api-keys")] * 2 + [("POST", "/v1/messages/msg_1/rating")])

    def test_nobody_there_or_nobody_who_answers(self) -> None:
        server, _ = self.serve(lambda handler, count: None)
        server.close()
        with self.assertRaises(TomoError) as caught:
            self.client(server.url).messages.rate("msg_1", 5)
        self.assertEqual((caught.exception.code, caught.exception.status), ("unreachable", 0))

        def silent(handler: BaseHTTPRequestHandler, count: int) -> None:
            handler.rfile.read(1)

        _, client = self.serve(silent, timeout_s=0.2)
        with self.assertRaises(TomoError) as caught:
            client.status()
        self.assertEqual(caught.exception.code, "timeout")

    def test_what_is_not_tomo_is_named_so(self) -> None:
        _, client = self.serve(lambda handler, count: send(handler, 502 if count == 1 else 200, "<html>"))
        for _ in range(2):
            with self.assertRaises(TomoError) as caught:
                client.status()
            self.assertEqual(caught.exception.code, "unknown")
        with self.assertRaises(ValueError):
            TomoClient(base_url="127.0.0.1:8787")

    def test_a_refused_access_token_is_renewed_once(self) -> None:
        tokens: List[str] = []

        def reply(handler: BaseHTTPRequestHandler, count: int) -> None:
            if handler.path == "/v1/auth/refresh":
                send(handler, 200, '{"access_token":"new","refresh_token":"r2","expires_in":900}')
                return
            tokens.append(handler.headers["Authorization"])
            send(handler, 200 if tokens[-1] == "Bearer new" else 401, '{"api_keys":[]}')

        kept: List[object] = []
        _, client = self.serve(reply, api_key=None, on_session=kept.append)
        client.auth.resume(Session("old", "r1", 4e9))
        self.assertEqual(client.api_keys.list(), [])
        self.assertEqual(tokens, ["Bearer old", "Bearer new"])
        self.assertEqual(getattr(kept[-1], "refresh_token"), "r2")

    def test_an_upload_is_sent_in_pieces_and_tells_how_far_it_is(self) -> None:
        content = bytes(range(256)) * 4_000
        bodies: List[bytes] = []

        def reply(handler: BaseHTTPRequestHandler, count: int) -> None:
            bodies.append(handler.rfile.read(int(handler.headers["Content-Length"])))
            send(handler, 201 if count == 2 else 429, MODEL, Retry_After="0")

        _, client = self.serve(reply)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / 'my "füchsin".vrm'
            file.write_bytes(content)
            progress: List[Tuple[int, int]] = []
            model = client.vrm_models.upload(file, on_progress=lambda *at: progress.append((at[0], at[1])))
        self.assertEqual((model.id, model.file_size_mb), ("vrm_1", 1.5))
        self.assertGreater(len(progress), 2)
        self.assertEqual(progress[-1], (len(content), len(content)))
        for body in bodies:
            self.assertIn('filename="my %22füchsin%22.vrm"'.encode(), body)
            self.assertIn(b"\r\n\r\n" + content + b"\r\n--", body)

    def test_an_upload_that_is_refused_early_says_why(self) -> None:
        def reply(handler: BaseHTTPRequestHandler, count: int) -> None:
            send(handler, 413, ERROR)
            handler.close_connection = True

        _, client = self.serve(reply)
        with tempfile.NamedTemporaryFile(suffix=".vrm") as file:
            file.truncate(50_000_000)
            with self.assertRaises(TomoError) as caught:
                client.vrm_models.upload(file.name)
        self.assertIn(caught.exception.code, ("later", "unreachable"))
