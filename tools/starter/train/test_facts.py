"""Quick checks of what is asked of the notes: `python3 -m unittest test_facts` in this folder."""

import re
import unittest

from conversation import Conversations
from kinds import marks
from state import State, Turn
from test_corpus import corpus_of

NAME = "@fact my_name\nn: The user's name is {name}.\nf: your name is {name}\nu: who am i\na: You are {name}.\nx: I don't know yet.\n\n"
PET = ("@fact my_pet\n@unless my_pets\n@let who = dog|cat\n@let pet = Momo|Rex\nn: The user's {who} is called {pet}.\n"
       "f: your {who} is called {pet}\nu: what is my {who} called\na: {Pet}!\nx: No {who} in my notes.\n\n")
PETS = ("@fact my_pets\n@unless my_pet\nn: The user has a rabbit called Hops.\nf: you have a rabbit\n"
        "u: do i have pets\na: Hops!\nx: None that I know.\n\n")
HOME = "@fact my_home\nn: The user lives in Oslo.\nf: you live in Oslo\nu: where do i live\na: In Oslo.\nx: Not told.\n\n"
ABOUT = ("@fact about_me\nu: what do you know about me\na: I know that {told}.\na: I know that {told} and that {told2}.\n"
         "x: Nothing yet.\n\n")
INTENT = "@intent joke\nu: a joke\na: Ha!\n"


def asked(text, name=None, seed=3, count=600):
    """[(notes, what is asked, answer, what it is about)] of questions for the facts of a corpus."""
    facts = Conversations(corpus_of(text), seed).facts
    out = []
    for _ in range(count):
        state = State("en", "as_written", name=name)
        assert facts.add(state)
        front, _, said = state.turns[0].text.rpartition("</notes>\n")
        out.append((re.findall(r"^- (.*)$", front, re.M), said, state.turns[1].text, state.turns[1].about))
    return out


class FactsTest(unittest.TestCase):
    def test_what_is_noted_is_told_and_what_is_not_is_not(self):
        seen = set()
        for notes, _, answer, about in asked(NAME + HOME):
            if about[0] == "my_home":
                noted = "The user lives in Oslo." in notes
                self.assertEqual((answer, about), ("In Oslo.", ("my_home",)) if noted
                                 else ("Not told.", ("my_home", "my_home_untold")))
                seen.add((noted, any("name" in note for note in notes)))
        self.assertEqual(len(seen), 4)

    def test_the_name_of_the_talk_is_the_noted_one(self):
        for notes, _, answer, _ in asked(NAME, name="Kim"):
            self.assertIn((notes, answer), [(["The user's name is Kim."], "You are Kim."), ([], "I don't know yet.")])

    def test_somebody_similar_is_not_taken_for_who_is_asked_for(self):
        similar = 0
        for notes, said, answer, about in asked(PET):
            # One message in so many is mistyped.
            who = (re.search("dog|cat", said) or [None])[0]
            if not who:
                continue
            noted = [note for note in notes if f"user's {who} " in note]
            similar += len(notes) > len(noted)
            if noted:
                self.assertEqual(f"The user's {who} is called {answer[:-1]}.", *noted)
            else:
                self.assertEqual((answer, about), (f"No {who} in my notes.", ("my_pet", "my_pet_untold")))
        self.assertGreater(similar, 50)

    def test_what_answers_a_question_too_is_not_noted_beside_it(self):
        for notes, _, answer, _ in asked(PET + PETS):
            if answer == "None that I know.":
                self.assertEqual(notes, [])
            elif answer.startswith("No "):
                self.assertNotIn("rabbit", str(notes))

    def test_what_is_known_of_somebody_is_what_stands_there(self):
        for notes, _, answer, about in asked(NAME + HOME + ABOUT):
            if about[0] != "about_me":
                continue
            if not notes:
                self.assertEqual(answer, "Nothing yet.")
            for told, note in (("live in Oslo", "The user lives in Oslo."), ("your name is", "name is")):
                self.assertLessEqual(told in answer, any(note in x for x in notes))

    def test_what_is_asked_of_tomo_is_not_answered_from_the_notes(self):
        twin = NAME.replace("@fact my_name\n", "@fact my_name\n@twin who_are_you\n")
        of_tomo = [(notes, about) for notes, _, answer, about in asked(twin + "@intent who_are_you\nu: who are you\na: Tomo!\n")
                   if answer == "Tomo!"]
        self.assertGreater(sum(bool(notes) for notes, _ in of_tomo), 40)
        self.assertEqual({about for _, about in of_tomo}, {("who_are_you",)})
        self.assertIn("there is no such intent", str(corpus_of(twin).problems[0]))

    def test_both_kinds_of_answers_have_a_mark(self):
        self.assertEqual(marks(corpus_of(HOME + INTENT).blocks),
                         ["<|about:joke|>", "<|about:my_home_untold|>", "<|about:my_home|>"])

    def test_a_fact_says_what_is_told_where_it_is_not_noted(self):
        self.assertIn("needs an x: line", str(corpus_of("@fact a\nn: N.\nf: n\nu: u\na: a\n").problems[0]))
        self.assertIn("n: and f: lines", str(corpus_of("@fact a\nn: N.\nu: u\na: a\nx: x\n").problems[0]))

    def test_most_is_said_with_notes_of_the_user_that_do_not_matter(self):
        stream = Conversations(corpus_of(NAME + HOME + INTENT), 5)
        told = [c.turns[-2].text for c in (stream.next() for _ in range(800)) if c.turns[-1].text == "Ha!"]
        self.assertGreater(sum(text.startswith("<notes>\n- The user") for text in told), len(told) / 5)

    def test_a_question_for_a_fact_stands_without_notes_that_may_answer_it(self):
        notes = Conversations(corpus_of(NAME + HOME + INTENT), 5).notes
        for said in ("where do i live", "do you know my name", "What's my dog called?"):
            state = State("en", "as_written", turns=[Turn("user", said), Turn("assistant", "I don't know.")])
            notes.distract_last(state)
            self.assertEqual(state.turns[0].text, said)


if __name__ == "__main__":
    unittest.main()
