import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import List, Optional

from tests.support import TALKER_TEXT, ClientTest, needs_server
from tomo_client import Session, TomoError

PASSWORD = "SecurePassword123!"


@needs_server
class SignIn(ClientTest):
    def test_an_access_token_is_renewed_once_for_all_who_ask(self) -> None:
        owner = self.client()
        email = f"python-{time.time_ns()}@example.com"
        account = owner.auth.register(email=email, password=PASSWORD, name="Pythia")
        self.assertIn(account.id, [one.id for one in owner.accounts.list()])
        self.assertEqual(owner.accounts.update(account.id, requests_per_hour=5_000).requests_per_hour, 5_000)

        kept: List[Optional[Session]] = []
        client = self.client(api_key=None, on_session=kept.append)
        self.assertEqual(client.auth.login(email=email, password=PASSWORD).email, email)
        session = kept[-1]
        assert session is not None

        later = self.client(api_key=None, on_session=kept.append)
        later.auth.resume(replace(session, expires_at_s=time.time()))
        kept.clear()
        with ThreadPoolExecutor(8) as pool:
            names = list(pool.map(lambda _: later.auth.me().name, range(16)))
        self.assertEqual(names, ["Pythia"] * 16)
        self.assertEqual(len(kept), 1)
        renewed = kept[0]
        assert renewed is not None
        self.assertNotEqual(renewed.refresh_token, session.refresh_token)

        # One that the server does not know, though it should still be good: over HTTP and over the WebSocket.
        character = later.characters.create(name="Somebody")
        conversation = later.conversations.create(character_id=character.id)
        broken = f"{renewed.access_token[:-5]}xxxxx"
        later.auth.resume(replace(renewed, access_token=broken))
        self.assertEqual(conversation.send_message("hello").content, TALKER_TEXT)
        newest = kept[-1]
        assert newest is not None
        later.auth.resume(replace(newest, access_token=broken))
        self.assertEqual(later.auth.me().name, "Pythia")

        later.auth.change_password(PASSWORD, "AnotherPassword456!")
        self.assertIsNone(kept[-1])
        with self.assertRaises(TomoError) as caught:
            later.auth.me()
        self.assertEqual(caught.exception.status, 401)
        later.auth.login(email=email, password="AnotherPassword456!")
        later.auth.logout()
        with self.assertRaises(TomoError):
            later.auth.me()
        owner.accounts.delete(account.id)
        self.assertNotIn(account.id, [one.id for one in owner.accounts.list()])

    def test_a_session_that_ended_says_so(self) -> None:
        kept: List[Optional[Session]] = []
        client = self.client(api_key=None, on_session=kept.append)
        client.auth.resume(Session("x", "y", 0))
        with self.assertRaises(TomoError) as caught:
            client.auth.me()
        self.assertEqual((caught.exception.status, kept[-1]), (401, None))
