import os
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, List, Tuple

from chatagent import ChatAgentClient, ChatAgentError

URL = os.environ.get("CHATAGENT_URL", "")
TOKEN = os.environ.get("CHATAGENT_ACCESS_TOKEN", "")
#: What the model of the server at URL answers to everything.
TALKER_TEXT = "Hello there! I am a test model. How are you today?"

needs_server = unittest.skipUnless(URL and TOKEN, "needs CHATAGENT_URL, CHATAGENT_ACCESS_TOKEN")


def client(**options: Any) -> ChatAgentClient:
    return ChatAgentClient(**{"base_url": URL, "access_token": TOKEN, "timeout_s": 60, **options})


@needs_server
class Bots(unittest.TestCase):
    def test_are_made_listed_changed_started_stopped_and_deleted(self) -> None:
        bots = client().bots
        bot = bots.create({"name": "Ada", "description": "first", "platform_type": "web"})
        self.assertEqual(bots.get(bot["id"])["description"], "first")
        self.assertEqual(bots.update(bot["id"], {"description": "second"})["description"], "second")
        self.assertEqual(bots.start(bot["id"])["success"], True)
        self.assertEqual(bots.status(bot["id"])["is_running"], True)
        self.assertIn(bot["id"], [one["id"] for one in bots.list(search="Ada", is_active=True)["bots"]])
        self.assertEqual(bots.stop(bot["id"])["bot_id"], bot["id"])
        bots.delete(bot["id"])
        with self.assertRaises(ChatAgentError) as refused:
            bots.get(bot["id"])
        self.assertEqual((refused.exception.code, refused.exception.status), ("NOT_FOUND", 404))


@needs_server
class Conversations(unittest.TestCase):
    def test_are_held_and_read(self) -> None:
        conversations, bots = client().conversations, client().bots
        bot = bots.create({"name": "Ada"})
        begun = conversations.create({"bot_id": bot["id"], "context": {"userPreferences": {"theme": "light"}}})
        self.assertEqual(begun["context"], {"userPreferences": {"theme": "light"}})
        said = conversations.send_message(begun["id"], "hello", metadata={"client_id": "one"})
        self.assertEqual(said["bot_response"]["content"], TALKER_TEXT)
        page = conversations.messages(begun["id"], limit=1, offset=1)
        self.assertEqual([one["sender_type"] for one in page["messages"]], ["bot"])
        self.assertEqual(page["total"], 2)
        self.assertEqual(conversations.update(begun["id"], {"title": "Talk"})["title"], "Talk")
        self.assertEqual(conversations.list(bot_id=bot["id"])["total"], 1)
        conversations.delete(begun["id"])
        with self.assertRaises(ChatAgentError):
            conversations.get(begun["id"])


@needs_server
class Knowledge(unittest.TestCase):
    def test_finds_what_was_uploaded(self) -> None:
        knowledge = client().knowledge
        base = knowledge.create_base({"name": "手册", "chunk_size": 500})
        self.assertEqual((base["chunk_size"], base["chunk_overlap"]), (500, 100))
        for name in ("说明书.txt", 'odd "name".txt', "plain.txt"):
            content = f"Document {name}: press the button.".encode()
            metadata = {"title": "手册", "name": name}
            document = knowledge.add_document(base["id"], content, filename=name, metadata=metadata)
            self.assertEqual((document["filename"], document["metadata"]), (name, metadata))
            while document["status"] == "processing":
                time.sleep(0.05)
                document = knowledge.get_document(base["id"], document["id"])
            self.assertEqual(document["status"], "ready")
        found = knowledge.search(base["id"], "button", top_k=5, filters={"name": "plain.txt"})
        self.assertEqual([one["metadata"]["source"] for one in found["results"]], ["plain.txt"])
        self.assertEqual(knowledge.list_documents(base["id"])["total"], 3)
        self.assertEqual(knowledge.update_base(base["id"], {"name": "Books"})["name"], "Books")
        knowledge.delete_document(base["id"], document["id"])
        self.assertEqual(knowledge.get_base(base["id"])["document_count"], 2)
        knowledge.delete_base(base["id"])
        self.assertNotIn(base["id"], [one["id"] for one in knowledge.list_bases()["bases"]])


@needs_server
class Account(unittest.TestCase):
    def test_signs_in_and_out(self) -> None:
        name = f"py{time.time_ns()}"
        account = {"username": name, "nickname": "Kim", "email": f"{name}@example.com", "password": "password123"}
        client().auth.register(account)
        kim = client(access_token=None)
        tokens = kim.auth.login(name, "password123")
        self.assertEqual(kim.auth.me()["nickname"], "Kim")
        kim.auth.refresh(tokens["refresh_token"])
        self.assertEqual(kim.auth.me()["username"], name)
        kim.auth.logout()
        with self.assertRaises(ChatAgentError) as refused:
            kim.auth.me()
        self.assertEqual(refused.exception.code, "UNAUTHORIZED")

    def test_reads_how_busy_the_server_is(self) -> None:
        monitoring = client().monitoring
        self.assertGreater(monitoring.metrics()["total_requests"], 0)
        logs = monitoring.logs(level="INFO", start_time="2024-01-01T00:00:00Z", limit=1)
        self.assertLessEqual(len(logs["logs"]), 1)

    def test_is_told_what_was_wrong_in_its_language(self) -> None:
        for language, message in ((None, "请求参数验证失败"), ("en", "The request is not valid")):
            with self.assertRaises(ChatAgentError) as refused:
                client(language=language).bots.create({"name": ""})
            error = refused.exception
            self.assertEqual((error.code, error.message, error.status), ("VALIDATION_ERROR", message, 400))
            self.assertEqual(error.details["field"], "name")
            self.assertRegex(error.request_id or "", "^req_")


class Trouble(unittest.TestCase):
    """A server that answers as it is told."""

    def serve(self, status: int, content: str, **headers: str) -> Tuple[str, List[str]]:
        asked: List[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content.encode())

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}", asked

    def code_of(self, url: str) -> ChatAgentError:
        with self.assertRaises(ChatAgentError) as refused:
            ChatAgentClient(base_url=url, access_token="x", timeout_s=5).bots.list(is_active=False)
        return refused.exception

    def test_has_its_codes(self) -> None:
        limited, asked = self.serve(429, '{"error":{"code":"RATE_LIMIT_EXCEEDED","message":"m"}}', Retry_After="7")
        error = self.code_of(limited)
        self.assertEqual((error.code, error.retry_after_s), ("RATE_LIMIT_EXCEEDED", 7))
        self.assertEqual(asked, ["/bots/?is_active=false"])
        self.assertEqual(self.code_of(self.serve(500, "<html>")[0]).code, "UNKNOWN")
        self.assertEqual(self.code_of(self.serve(200, "<html>")[0]).code, "UNKNOWN")
        self.assertEqual(self.code_of("http://127.0.0.1:1").code, "UNREACHABLE")

    def test_takes_its_token_nowhere_else(self) -> None:
        target, asked = self.serve(200, "{}")
        error = self.code_of(self.serve(302, "", Location=f"{target}/stolen")[0])
        self.assertEqual((error.status, asked), (302, []))

    def test_wants_an_address(self) -> None:
        with self.assertRaises(ValueError):
            ChatAgentClient(base_url="file:///etc")


if __name__ == "__main__":
    unittest.main()
