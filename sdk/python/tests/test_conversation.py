import io
import threading
import wave
from concurrent.futures import ThreadPoolExecutor
from typing import Any, List

from tests.support import ENDLESS_URL, KEY, TALKER_TEXT, URL, ClientTest, needs_server
from tomo_client import (
    ChatVRMClient,
    CompleteEvent,
    Conversation,
    InterruptedEvent,
    Message,
    SpeechEvent,
    TextEvent,
    TomoError,
)


def text_of(events: List[Any]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextEvent))


@needs_server
class Conversations(ClientTest):
    def test_the_example_of_the_document(self) -> None:
        client = ChatVRMClient(api_key=KEY, base_url=f"{URL}/v1")
        self.addCleanup(client.close)

        # Create a character
        character = client.characters.create(
            name='My Assistant',
            vrm_model_id='vrm_001',
            system_prompt='You are a helpful assistant...'
        )

        # Start a conversation
        conversation = client.conversations.create(
            character_id=character.id
        )

        # Send a message
        response = conversation.send_message('Hello!')
        self.assertEqual(f"Assistant: {response.content}", f"Assistant: {TALKER_TEXT}")
        self.assertEqual((character.vrm_model_id, character.status), ("vrm_001", "draft"))
        self.assertIn("vrm_001", character.warnings[0])
        self.assertEqual((response.role, response.emotion), ("assistant", "happy"))
        self.assertEqual(response.animation_triggers, ["wave"])

    def test_an_answer_comes_as_it_is_written_then_whole(self) -> None:
        conversation = self.conversation()
        events = list(conversation.say("hello"))
        self.assertGreater(len(events), 2)
        self.assertEqual(text_of(events), TALKER_TEXT)
        end = events[-1]
        assert isinstance(end, CompleteEvent)
        self.assertEqual((end.content, end.emotion, end.animation_triggers), (TALKER_TEXT, "happy", ["wave"]))
        self.assertIn(URL, end.audio_url or "")
        self.assertGreater(end.usage.completion_tokens if end.usage else 0, 0)
        asked, said = conversation.history()
        self.assertEqual((asked.role, said.role, said.reply_to), ("user", "assistant", asked.id))

    def test_each_clause_has_its_sound_and_the_shapes_of_the_mouth(self) -> None:
        events = list(self.conversation().say("hello", speech=True))
        spoken = [event for event in events if isinstance(event, SpeechEvent)]
        self.assertEqual("".join(event.text for event in spoken).split(), TALKER_TEXT.split())
        self.assertEqual([event.index for event in spoken], list(range(len(spoken))))
        for event in spoken:
            with wave.open(io.BytesIO(event.audio)) as sound:
                self.assertEqual((sound.getnchannels(), sound.getsampwidth()), (1, 2))
                self.assertEqual(sound.getframerate(), event.sample_rate_hz)
                duration_ms = sound.getnframes() / sound.getframerate() * 1000
            self.assertAlmostEqual(duration_ms, event.duration_ms, delta=2)
            self.assertGreater(len(event.visemes), 0)
            for viseme in event.visemes:
                self.assertIn(viseme.v, ("aa", "ih", "ou", "ee", "oh", "sil"))
                self.assertLessEqual(viseme.t, event.duration_ms)
        self.assertIn("wave", [gesture.name for event in spoken for gesture in event.gestures])

    def test_answers_are_kept_apart_also_in_many_threads(self) -> None:
        client = self.client()
        character = client.characters.create(name="Somebody")
        one, two = (client.conversations.create(character_id=character.id) for _ in range(2))

        def ask(conversation: Conversation, speech: bool) -> List[Any]:
            return list(conversation.say("hello", speech=speech))

        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(ask, at, speech) for at in (one, two) for speech in (False, True)]
            answers = [future.result() for future in asked]
        self.assertEqual([text_of(events) for events in answers], [TALKER_TEXT] * 4)
        self.assertEqual(len({events[0].message_id for events in answers}), 4)
        for events, speech in zip(answers, (False, True, False, True)):
            self.assertEqual(any(isinstance(event, SpeechEvent) for event in events), speech)

    def test_a_listener_hears_every_whole_answer(self) -> None:
        heard: List[Message] = []
        client = self.client()
        character = client.characters.create(name="Somebody")

        with client.conversations.create(
            character_id=character.id, initial_message="hello", on_message=heard.append
        ) as conversation:
            self.assertEqual([message.content for message in heard], [TALKER_TEXT])
            client.messages.send(conversation.id, "from elsewhere")
            self.assert_becomes(2, lambda: len(heard))
            self.assertEqual(heard[1].content, TALKER_TEXT)
            # A listener may itself ask, and may fail.
            replies: List[str] = []

            def ask_back(message: Message) -> None:
                if not replies:
                    replies.append("")
                    replies.append(conversation.send_message("and you?").content)
                    raise RuntimeError("a listener may fail")
                replies.append(message.content)

            conversation.listen(ask_back)
            with self.assertLogs("tomo_client", "ERROR"):
                conversation.send_message("hello")
                self.assert_becomes(["", TALKER_TEXT, TALKER_TEXT], lambda: replies)

    def test_letters_of_the_whole_world(self) -> None:
        client = self.client()
        name = 'Ünïcödé 世界 \u2028 🦊 "\\'
        character = client.characters.create(name=name, system_prompt="مرحبا")
        self.assertEqual(client.characters.get(character.id).name, name)
        conversation = client.conversations.create(character_id=character.id)
        conversation.send_message("日本語 👩‍👩‍👧 \n\t")
        self.assertEqual(conversation.history()[0].content, "日本語 👩‍👩‍👧 \n\t")

    def test_long_messages_and_long_answers(self) -> None:
        conversation = self.conversation(ENDLESS_URL)
        question = "ж" * 32_000
        answer = conversation.say(question)
        self.assertEqual(answer.asked.content, question)
        answer.interrupt()
        answer.result()
        with self.assertRaises(TomoError) as caught:
            conversation.say(question + "ж")
        self.assertEqual(caught.exception.status, 413)

    def test_what_went_wrong_is_said(self) -> None:
        client = self.client()
        with self.assertRaises(TomoError) as caught:
            client.characters.get("chr_invalid/../x")
        self.assertEqual((caught.exception.code, caught.exception.status), ("character_not_found", 404))
        with self.assertRaises(TomoError) as caught:
            client.characters.create(name="")
        self.assertEqual(caught.exception.code, "invalid_request")
        self.assertIn("issues", caught.exception.details)
        with self.assertRaises(TomoError) as caught:
            self.conversation().say(" ")
        self.assertEqual((caught.exception.code, caught.exception.details), ("invalid_request", {"field": "content"}))

    def test_a_wrong_key_or_none_is_refused(self) -> None:
        for key in ("wrong", None):
            with self.assertRaises(TomoError) as caught:
                self.client(api_key=key).status()
            self.assertEqual((caught.exception.code, caught.exception.status), ("authentication_failed", 401))

    def test_a_key_that_was_deleted_is_refused_by_the_websocket_too(self) -> None:
        owner = self.client()
        key = owner.api_keys.create(name="for a moment")
        client = self.client(api_key=key.key)
        character = client.characters.create(name="Somebody")
        conversation = client.conversations.create(character_id=character.id)
        conversation.send_message("hello")
        owner.api_keys.delete(key.id)
        with self.assertRaises(TomoError) as caught:
            conversation.say("hello")
        self.assertEqual(caught.exception.code, "authentication_failed")

    def test_a_closed_client_answers_nobody_any_more(self) -> None:
        client = self.client(ENDLESS_URL)
        character = client.characters.create(name="Somebody")
        conversation = client.conversations.create(character_id=character.id)
        answer = conversation.say("go on")
        next(answer)
        client.close()
        with self.assertRaises(TomoError) as caught:
            list(answer)
        self.assertEqual(caught.exception.code, "closed")
        with self.assertRaises(TomoError):
            conversation.say("hello")
        self.assertEqual(client.conversations.get(conversation.id).id, conversation.id)
        client.conversations.delete(conversation.id)


@needs_server
class Interruptions(ClientTest):
    def assert_interrupted(self, conversation: Conversation) -> None:
        def last() -> object:
            message = conversation.history()[-1]
            return message.role, message.state

        self.assert_becomes(("assistant", "interrupted"), last)

    def test_leaving_the_loop_cuts_the_answer_off_and_keeps_what_was_said(self) -> None:
        conversation = self.conversation(ENDLESS_URL)
        said = ""
        for event in conversation.say("go on"):
            if isinstance(event, TextEvent):
                said = event.text
                break
        self.assert_interrupted(conversation)
        self.assertTrue(conversation.history()[-1].content.startswith(said))

    def test_an_exception_cuts_it_off(self) -> None:
        conversation = self.conversation(ENDLESS_URL)
        with self.assertRaises(ZeroDivisionError):
            with conversation.say("go on") as answer:
                next(answer)
                1 // 0
        self.assert_interrupted(conversation)
        self.assertEqual(list(answer), [])

    def test_another_thread_cuts_it_off(self) -> None:
        conversation = self.conversation(ENDLESS_URL)
        answer = conversation.say("go on")
        next(answer)
        threading.Thread(target=answer.interrupt).start()
        end = answer.result()
        self.assertIsInstance(end, InterruptedEvent)
        self.assertEqual(conversation.history()[-1].content, end.content)

    def test_the_next_message_cuts_it_off(self) -> None:
        conversation = self.conversation(ENDLESS_URL)
        first = conversation.say("go on")
        next(first)
        second = conversation.say("stop", when_busy="interrupt")
        self.assertIsInstance(first.result(), InterruptedEvent)
        self.assertIsInstance(next(second), TextEvent)
        second.close()
        self.assert_interrupted(conversation)
