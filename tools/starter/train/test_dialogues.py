"""Quick checks of talks and what is said in their midst: `python3 -m unittest test_dialogues` in this folder."""

import unittest
from collections import Counter

from conversation import Conversations
from follow_ups import follow_up_kinds
from templates import without_tags
from test_corpus import corpus_of

KINDS = "@intent follow_up\nu: so yeah\na: I see!\n\n" + "\n\n".join(
    f"@intent follow_up_{name}\nu: about {name}\na: {answer}"
    for name, answer in (("happy", "How nice!"), ("sad", "How sad!"), ("step", "Do that!")))
PET = "@intent broad_loss\nu: all is lost\na: Oh!\n\n@intent broad_loss_pet\nu: my hen died\na: Poor hen!\n\n"
TALK = ("@dialogue hen\n@about broad_loss_pet\nu: the fox was here\na: Who is gone?\nu: gerda the hen\na: [sad] Dear Gerda!\n"
        "u: ok i'll build a fence\na: A high one!\n")
BROAD = {"broad_loss_pet": "broad_loss", "follow_up_happy": "follow_up", "follow_up_sad": "follow_up", "follow_up_step": "follow_up"}


def answers(text, file, count=1500):
    """{(what was said, the answer, what it is about, whether its words are taught): how often} of many conversations."""
    stream, seen = Conversations(corpus_of(text, BROAD, file), 3), Counter()
    for _ in range(count):
        turns = stream.next().turns
        seen.update((said.text.lower(), without_tags(answer.text), answer.about, answer.taught) for said, answer in zip(turns[::2], turns[1::2]))
    return seen


class FollowUpsTest(unittest.TestCase):
    def test_what_is_done_and_the_mood_of_the_answer_make_the_kind(self):
        for said, answer, kind in (
                ("it was lovely", "[happy] Yes!", "happy"), ("it was lovely", "[laugh] [surprised] Yes!", "happy"),
                ("nobody came", "[sad] Oh!", "sad"), ("nobody came", "[happy] More cake for you!", "calm"),
                ("it was ok", "[relaxed] I see.", "calm"), ("what now", "[sad] Oh!", "asks"), ("really?", "[happy] Yes!", "asks"),
                ("thanks a lot", "[happy] Gladly!", "thanks"), ("thank you", "[relaxed] Gladly.", "thanks_calm"),
                ("thanks, wish me luck", "[happy] Good luck!", "luck"), ("ok i'll try that", "[happy] Do!", "plan"),
                ("i think i'll call him", "[relaxed] Do.", "step"), ("i'll never make it", "[relaxed] You will.", "calm"),
                ("when he runs he falls", "[happy] Ha!", "happy"), ("thanks, bye", "[happy] Bye!", "bye")):
            self.assertEqual(follow_up_kinds(said, answer, None), (f"follow_up_{kind}",), said)
        self.assertEqual(follow_up_kinds("her cake", "[happy] Mmh!", "broad_good_news"), ("follow_up_good_news_happy", "follow_up_happy"))


class DialoguesTest(unittest.TestCase):
    def test_the_first_answer_is_of_the_kind_that_is_written_and_only_read(self):
        first = {x[1:] for x in answers(KINDS + "\n\n" + PET + TALK, "0-talks.txt") if "fox" in x[0]}
        about = ("broad_loss", "broad_loss_pet")
        self.assertLessEqual({("Who is gone?", about, False), ("Poor hen!", about, True)}, first)
        # One of the wider kind, as to any message.
        self.assertLessEqual({x[0] for x in first}, {"Who is gone?", "Poor hen!", "Oh!"})

    def test_a_later_answer_is_that_of_the_dialogue_or_one_of_its_kind(self):
        seen = answers(KINDS + "\n\n" + PET + TALK, "0-talks.txt")
        later = Counter()
        for (said, answer, about, taught), count in seen.items():
            if "gerda" in said:
                self.assertTrue(taught)
                self.assertEqual(about[0], "follow_up")
                later[answer] += count
        self.assertGreater(later["Dear Gerda!"], 20)
        self.assertGreater(later["How sad!"], 20)
        self.assertLessEqual(set(later), {"Dear Gerda!", "How sad!", "I see!"})

    def test_in_a_game_an_answer_is_the_one(self):
        seen = {x[1:3] for x in answers(KINDS + "\n\n" + PET + TALK, "1-games.txt") if "gerda" in x[0]}
        self.assertEqual(seen, {("Dear Gerda!", ())})

    def test_a_talk_goes_on_with_what_was_said_later_in_one_of_its_kind(self):
        stream, after = Conversations(corpus_of(KINDS + "\n\n" + PET + TALK, BROAD, "0-talks.txt"), 3), Counter()
        for _ in range(4000):
            turns = stream.next().turns
            for i in range(0, len(turns) - 2, 2):
                if "hen died" in turns[i].text.lower() or "about happy" in turns[i].text.lower():
                    after["hen" in turns[i].text.lower(), "build" in turns[i + 2].text.lower()] += 1
        self.assertGreater(after[True, True], 10)
        self.assertEqual(after[False, True], 0)

    def test_a_talk_about_what_there_is_not_is_a_problem(self):
        self.assertEqual([str(p).split(": ")[-1] for p in corpus_of(TALK).problems],
                         ["@dialogue hen is about broad_loss_pet, and there is no such intent"])
