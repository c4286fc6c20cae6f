import io
import wave

from tests.support import URL, ClientTest, needs_server
from tomo_client import TomoError


@needs_server
class Resources(ClientTest):
    def test_lists_go_on_through_all_pages(self) -> None:
        client = self.client()
        made = [client.characters.create(name=f"Number {count}").id for count in range(3)]
        page = client.characters.list(limit=2)
        self.assertEqual((len(page.items), page.pagination.limit), (2, 2))
        ids = [character.id for character in page]
        self.assertLessEqual(set(made), set(ids))
        self.assertEqual(len(ids), page.pagination.total)
        self.assertEqual(len(ids), len(set(ids)))
        conversation = client.conversations.create(character_id=made[0])
        self.assertEqual([one.id for one in client.conversations.list(character_id=made[0])], [conversation.id])
        self.assertEqual(list(client.conversations.list(character_id=made[1])), [])

    def test_a_character_changes_only_where_it_is_told(self) -> None:
        client = self.client()
        made = client.characters.create(name="Somebody", voice_config={"speed": 1.5}, description="x")
        changed = client.characters.update(made.id, name="Else", voice_config={"pitch": 1.2})
        self.assertEqual((changed.name, changed.description), ("Else", "x"))
        self.assertEqual((changed.voice_config.speed, changed.voice_config.pitch), (1.5, 1.2))

    def test_a_character_is_published_put_away_and_deleted(self) -> None:
        client = self.client()
        made = client.characters.create(name="Somebody")
        published = client.characters.publish(made.id)
        self.assertEqual(published.status, "published")
        self.assertIn(URL, published.public_url)
        self.assertIn("<iframe", published.embed_code)
        self.assertIn(made.id, [one.id for one in client.characters.list(status="published")])
        self.assertEqual(client.characters.unpublish(made.id).public_url, None)
        self.assertEqual(client.characters.archive(made.id).status, "archived")
        self.assertEqual(client.characters.unarchive(made.id).status, "draft")
        client.characters.delete(made.id)
        with self.assertRaises(TomoError):
            client.characters.get(made.id)

    def test_ratings_count(self) -> None:
        client = self.client()
        conversation = self.conversation()
        answer = conversation.send_message("hello")
        rated = client.messages.rate(answer.id, 4, "gern geschehen: schön!")
        self.assertEqual((rated.rating, rated.rating_comment), (4, "gern geschehen: schön!"))
        self.assertEqual(conversation.history()[-1].rating, 4)
        figures = client.characters.get(conversation.character_id).analytics
        assert figures is not None
        self.assertEqual((figures.total_conversations, figures.avg_rating), (1, 4))
        client.messages.unrate(answer.id)
        self.assertIsNone(conversation.history()[-1].rating)

    def test_models_voices_status_settings(self) -> None:
        client = self.client()
        model = client.vrm_models.list()[0]
        self.assertTrue(model.builtin)
        self.assertEqual(client.vrm_models.download(model.id)[:4], b"glTF")
        self.assertEqual(client.vrm_models.list(search="no such model"), [])
        self.assertGreater(len(client.voices.list()), 10)
        self.assertEqual({voice.language[:2] for voice in client.voices.list(language="de")}, {"de"})
        self.assertIn(client.status().model.state, ("ready", "loading"))
        self.assertFalse(client.settings.update(bigger_model_hint_seen=False).bigger_model_hint_seen)
        self.assertTrue(client.settings.update(bigger_model_hint_seen=True).bigger_model_hint_seen)
        self.assertEqual(client.settings.get().registration, "closed")

    def test_a_model_that_is_none_is_refused(self) -> None:
        with self.assertRaises(TomoError) as caught:
            self.client().vrm_models.upload(__file__)
        self.assertEqual((caught.exception.code, caught.exception.status), ("invalid_request", 400))

    def test_the_sound_of_an_answer(self) -> None:
        client = self.client()
        answer = self.conversation().send_message("hello")
        with wave.open(io.BytesIO(client.messages.audio(answer.id))) as sound:
            self.assertGreater(sound.getnframes(), sound.getframerate())

    def test_keys_and_what_they_may(self) -> None:
        client = self.client()
        made = client.api_keys.create(name="reads", scopes=["read"])
        self.assertIn(made.id, [key.id for key in client.api_keys.list()])
        reader = self.client(api_key=made.key)
        reader.characters.list()
        with self.assertRaises(TomoError) as caught:
            reader.characters.create(name="x")
        self.assertEqual(caught.exception.code, "insufficient_permissions")
        client.api_keys.delete(made.id)
        with self.assertRaises(TomoError) as caught:
            reader.characters.list()
        self.assertEqual(caught.exception.status, 401)
