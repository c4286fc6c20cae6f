"""What happens to an answer when its server goes away and comes back."""

import json
import os
import signal
import subprocess
import tempfile
import unittest
from typing import Any, List, Tuple

from tests.support import KEY, ClientTest
from tomo_client import InterruptedEvent, TextEvent, TomoError

#: As JSON: the arguments that start a server whose answers take long.
COMMAND: List[str] = json.loads(os.environ.get("TOMO_COMMAND", "[]"))


@unittest.skipIf(os.name == "nt", "Windows has no signals that ask a program to end")
@unittest.skipUnless(COMMAND and KEY, "needs TOMO_COMMAND, TOMO_API_KEY")
class Restart(ClientTest):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def start(self, port: int = 0) -> "Tuple[subprocess.Popen[bytes], str]":
        arguments = ["--json", "--port", str(port), "--data-dir", self.folder]
        server = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, server, signal.SIGKILL)
        assert server.stdout is not None
        return server, json.loads(server.stdout.readline())["url"]

    def end(self, server: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
        server.send_signal(how)
        server.wait()
        if server.stdout is not None:
            server.stdout.close()

    def restart_in_an_answer(self, how: signal.Signals) -> Tuple[Any, List[Any]]:
        server, url = self.start()
        client = self.client(url)
        character = client.characters.create(name="Somebody")
        conversation = client.conversations.create(character_id=character.id)
        answer = conversation.say("go on")
        events: List[Any] = [next(answer)]
        self.end(server, how)
        self.start(int(url.rpartition(":")[2]))
        try:
            events += answer
        except TomoError as error:
            events.append(error)
        # The same client goes on as if nothing had been.
        with conversation.say("again", when_busy="interrupt") as again:
            self.assertIsInstance(next(again), TextEvent)
        return conversation, events

    def test_an_answer_that_was_cut_off_is_found_again(self) -> None:
        conversation, events = self.restart_in_an_answer(signal.SIGTERM)
        self.assertIsInstance(events[-1], InterruptedEvent)
        self.assertEqual(conversation.history()[1].content, events[-1].content)

    def test_an_answer_that_died_with_its_server_ends_in_an_error(self) -> None:
        conversation, events = self.restart_in_an_answer(signal.SIGKILL)
        self.assertIsInstance(events[-1], TomoError)
        self.assertEqual(events[-1].code, "answer_lost")
        self.assertEqual(conversation.history()[0].content, "go on")
