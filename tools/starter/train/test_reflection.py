import random
import unittest

from build_corpus import CORPUS
from conversation import Conversations
from corpus_format import load_corpus
from other_person import turned
from reflection import NEVER, SHARE, Reflections, clause_of
from state import State, Turn


class TurnedTest(unittest.TestCase):
    def test_says_as_the_other_one_says_it(self):
        for said, back in {
            "i accidentally hit reply all": "you accidentally hit reply all",
            "my parents dont know i like girls": "your parents don't know you like girls",
            "i was late and im still cross with myself": "you were late and you're still cross with yourself",
            "how do you know if someone likes you": "how do I know if someone likes me",
            "are you good at finding your way": "am I good at finding my way",
            "you're a bit small aren't you": "I'm a bit small aren't I",
            "can you help me with dinner": "can I help you with dinner",
            "a customer sent me a thank you card": "a customer sent you a thank you card",
            "am i crazy": "are you crazy",
            "young man cleans until 3 am": "young man cleans until 3 am",
            "finally bought a dress and i feel gorgeous": "you finally bought a dress and you feel gorgeous",
            "I’ve lost my keys": "you've lost your keys",
        }.items():
            self.assertEqual(turned(said), back)


class ClauseTest(unittest.TestCase):
    def test_takes_the_longest_sentence_or_a_question_at_the_end(self):
        for message, clause in {
            "Boss said we need to talk monday. Help me!": ("boss said we need to talk monday", "statement"),
            "I have one free day tomorrow. should i sleep all day?": ("should i sleep all day", "question"),
            "hey tomo, tell me about whales please": ("tell me about whales", "request"),
        }.items():
            self.assertEqual(clause_of(message), clause)

    def test_takes_a_part_of_what_is_long(self):
        message = "my boss moved my shift again and now i can't see my kid in the play at school on friday evening :("
        self.assertEqual(clause_of(message), ("my boss moved my shift again", "statement"))

    def test_leaves_what_is_short_or_is_no_speech(self):
        for message in ("hi mate", "BORED", "", "...", "look at https://example.org now", 'he said "no" to me'):
            self.assertIsNone(clause_of(message), message)


class ReflectionsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stream = Conversations(load_corpus(CORPUS), 5)

    def test_answers_in_the_manner_of_what_was_said(self):
        reflections = Reflections(self.stream.pools, random.Random(1), self.stream.exchanges)
        answer, about = reflections.answer("my flatmate eats my cereal")
        self.assertIn("Your flatmate eats your cereal", answer)
        self.assertEqual(about, ("un_statement",))
        self.assertEqual(reflections.answer("is football on tonight?")[1], ("un_question",))
        self.assertIsNone(reflections.answer("do you like football?"))
        self.assertIsNone(reflections.answer("BORED"))

    def test_gives_such_an_answer_to_an_even_share_and_never_to_what_is_grave(self):
        reflections = Reflections(self.stream.pools, random.Random(2), self.stream.exchanges)
        talk = [Turn("user", "my flatmate eats my cereal"), Turn("assistant", "Oh!", "x", about=("broad_conflict", "x"))]
        told = [reflections.among(talk)[1] for _ in range(2000)]
        self.assertAlmostEqual(sum(x.about == ("un_statement",) for x in told) / 2000, SHARE, delta=0.04)
        self.assertEqual({x.subject for x in told}, {"x"})
        for name in ("broad_loss", "broad_low_alone", "broad_is_it_safe", "e1_self_harm", "joke"):
            grave = [talk[0], talk[1]._replace(about=(name,))]
            self.assertTrue(all(reflections.among(grave) == grave for _ in range(40)), name)
        self.assertTrue(NEVER.match("broad_low_alone"))

    def test_says_strange_words_back_without_teaching_when(self):
        reflections, state = Reflections(self.stream.pools, random.Random(3), self.stream.exchanges), State("en", "plain")
        while len(state.turns) < 60:
            reflections.strange(state)
        for said, answer in zip(state.turns[::2], state.turns[1::2]):
            clause, how = clause_of(said.text)
            self.assertIn(turned(clause).lower(), answer.text.lower())
            self.assertEqual((said.taught, answer.subject, answer.about), (False, "", (f"un_{how}",)))

    def test_conversations_hold_them_without_the_notes_before_a_message(self):
        answers = [(said.text, answer) for _ in range(400) for turns in [self.stream.next().turns]
                   for said, answer in zip(turns[::2], turns[1::2])]
        reflected = [(said, answer.text) for said, answer in answers if answer.about[:1] == ("un_statement",)]
        self.assertGreater(len(reflected), 20)
        self.assertFalse([x for _, x in reflected if "{" in x or "<" in x])


if __name__ == "__main__":
    unittest.main()
