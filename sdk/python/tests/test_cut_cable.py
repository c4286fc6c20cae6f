"""What happens to an answer when the connection is lost while the server goes on."""

from typing import Any, List, Tuple

from tests.cut_cable import CutCable
from tests.support import ENDLESS_URL, KEY, TALKER_TEXT, URL, ClientTest, needs_server
from tomo_client import CompleteEvent, Conversation, InterruptedEvent, TextEvent
from tomo_client.follower import Follower, Reconnected
from tomo_client.realtime import Realtime
from tomo_client.sign_in import SignIn


@needs_server
class LostConnection(ClientTest):
    def through_cable(self, url: str) -> Tuple[CutCable, Conversation, Conversation]:
        """The same conversation through a cable, and straight."""
        cable = CutCable(url)
        self.addCleanup(cable.close)
        straight = self.conversation(url)
        return cable, self.client(cable.url).conversations.get(straight.id), straight

    def answer_through_cut(self, end: bool) -> Tuple[List[Any], Conversation]:
        cable, conversation, straight = self.through_cable(ENDLESS_URL)
        answer = conversation.say("go on")
        events: List[Any] = [next(answer)]
        cable.cut()
        if end:
            straight.say("enough", when_busy="interrupt").close()
        self.assert_becomes(
            "interrupted" if end else "complete",
            lambda: next((one.state for one in straight.history() if one.reply_to == answer.asked.id), None),
            patience_s=120,
        )
        cable.mend()
        events += answer
        return events, straight

    def test_an_answer_that_ended_meanwhile_is_completed_from_the_history(self) -> None:
        events, straight = self.answer_through_cut(end=False)
        end = events[-1]
        assert isinstance(end, CompleteEvent)
        self.assertIsNone(end.usage)
        self.assertEqual(end.content, straight.history()[1].content)
        self.assertEqual("".join(event.text for event in events if isinstance(event, TextEvent)), end.content)

    def test_an_answer_that_was_cut_off_meanwhile_says_so(self) -> None:
        events, straight = self.answer_through_cut(end=True)
        self.assertIsInstance(events[-1], InterruptedEvent)
        kept = [one.content for one in straight.history() if one.state == "interrupted"]
        self.assertIn(events[-1].content, kept)

    def test_an_answer_that_still_comes_goes_on(self) -> None:
        cable, conversation, _ = self.through_cable(ENDLESS_URL)
        answer = conversation.say("go on")
        next(answer)
        cable.cut()
        tries = cable.refused
        self.assert_becomes(True, lambda: cable.refused > tries)
        cable.mend()
        end = answer.result()
        self.assertEqual(end.content, conversation.history()[1].content)

    def test_a_listener_is_told_of_what_it_missed_and_of_nothing_twice(self) -> None:
        cable, conversation, straight = self.through_cable(URL)
        heard: List[str] = []
        conversation.listen(lambda message: heard.append(message.id))
        self.addCleanup(conversation.close)
        said = [straight.send_message("hello").id]
        self.assert_becomes(said, lambda: heard)
        cable.cut()
        said.append(straight.send_message("are you there?").id)
        cable.mend()
        self.assert_becomes(said, lambda: heard)
        said.append(straight.send_message("good").id)
        self.assert_becomes(said, lambda: heard)

    def test_a_connection_that_shows_no_life_is_opened_again(self) -> None:
        cable = CutCable(URL)
        self.addCleanup(cable.close)
        realtime = Realtime(f"{cable.url}/v1", SignIn(KEY, None), timeout_s=5, ping_every_s=0.2)
        self.addCleanup(realtime.close)
        follower = Follower("conv_1", speech=False)
        realtime.follow(follower)
        self.assertIsNone(follower.next(0))
        cable.lose()
        self.assertIsInstance(follower.next(60), Reconnected)
