"""Quick checks of what needs no torch: `python3 -m unittest test_corpus` in this folder."""

import json
import random
import tempfile
import unittest
from collections import Counter
from pathlib import Path

from build_corpus import held_out_prompts, leaks, normalised
from conversation import HEARD_TOKENS, Conversations
from corpus_format import Block, Corpus, Line, load_corpus
from pools import MANY_ANSWERS, MANY_STORIES, MOST_ANSWERS, OFTEN_LINE, SHORT_LINE, Pools, times_of_line
from state import State, Turn
from templates import choose, fill, without_tags
from unheard import Unheard, manner

CORPUS = """
@intent greeting
u: (hi|hello)( there|)
a: [happy] Hello! [wave]

@dialogue told
@tells name
u: my name is {name}
a: [happy] Hi {name}!
...
u: what is my name
a: [happy] You are {name}. [nod]
"""


def corpus_of(text, broad=None, file="a.txt"):
    root = Path(tempfile.mkdtemp())
    (root / "en").mkdir()
    (root / "en" / file).write_text(text)
    if broad:
        (root / "broad.json").write_text(json.dumps(broad))
    return load_corpus(root)


class CorpusTest(unittest.TestCase):
    def test_choices_nest_and_may_be_empty(self):
        made = {choose("a(b|(c|d)|)", random.Random(i)) for i in range(60)}
        self.assertEqual(made, {"ab", "ac", "ad", "a"})

    def test_a_bad_line_is_named_by_file_and_line(self):
        corpus = corpus_of("@intent x\nu: hi\na: [happpy] Hello {nothing}\n")
        self.assertIn("en/a.txt:3", str(corpus.problems[0]))

    def test_more_ways_of_saying_an_intent_may_stand_in_another_block(self):
        corpus = corpus_of("@more greeting\nu: ahoy\n\n@intent greeting\nu: hi\na: Hello\n\n@more nobody\nu: well\n")
        self.assertEqual([line.text for line in corpus.blocks[0].of("u")], ["hi", "ahoy"])
        self.assertIn("en/a.txt:9: no intent or notes or fact is called nobody", str(corpus.problems[0]))

    def test_an_intent_is_sometimes_answered_with_what_fits_everything_of_its_kind(self):
        text = "@intent job\nu: i got the job\na: A new job!\n\n@intent good_news\nu: she said yes\na: How wonderful!\n"
        answers = Counter()
        stream = Conversations(corpus_of(text, {"job": "good_news"}), 5)
        for _ in range(400):
            for turn in stream.next().turns:
                if turn.who == "assistant":
                    answers[turn.subject, turn.text] += 1
        self.assertGreater(answers["job", "A new job!"], 2 * answers["job", "How wonderful!"])
        self.assertGreater(answers["job", "How wonderful!"], 20)
        self.assertEqual(answers["good_news", "A new job!"], 0)

    def test_two_messages_of_one_kind_may_be_one(self):
        text = "@intent job\nu: i am hired\na: A job!\n\n@intent good_news\nu: she said yes\na: Lovely!\n"
        stream = Conversations(corpus_of(text, {"job": "good_news"}), 5)
        said = [t.text.lower() for _ in range(600) for t in stream.next().turns if t.who == "user"]
        both = [x for x in said if "hired" in x and "she said" in x]
        self.assertGreater(len(both), 10)
        self.assertLess(len(both), len(said) / 8)

    def test_a_dialogue_that_begins_with_a_broad_intent_may_begin_with_one_of_its_parts(self):
        text = ("@intent broad_news\nu: guess what\na: Tell me!\n\n@intent broad_news_won\nu: we won\nu: i won\na: Hooray!\n\n"
                "@dialogue on\nu: <broad_news>\na: How does it feel?\nu: good\na: Enjoy it!\n")
        corpus = corpus_of(text, {"broad_news_won": "broad_news"}, "7-broad.txt")
        said = Counter()
        stream = Conversations(corpus, 5)
        for _ in range(600):
            turns = stream.next().turns
            said.update((turns[i].text.lower().strip("., !"), turns[i + 1].subject) for i in range(len(turns) - 1)
                        if turns[i + 1].text == "How does it feel?")
        won, other = (sum(n for (text, about), n in said.items() if about == name) for name in ("broad_news_won", "broad_news"))
        self.assertGreater(other, 10)
        self.assertGreater(won, other)

    def test_a_broad_intent_that_there_is_not_is_a_problem(self):
        corpus = corpus_of("@intent job\nu: i got the job\na: A new job!\n", {"job": "good_news", "pay": "job"})
        self.assertEqual([str(p) for p in corpus.problems], ["broad.json: no intent called good_news",
                                                             "broad.json: no intent called pay"])

    def test_the_answer_to_an_intent_that_a_dialogue_names_has_its_subject(self):
        text = ("@intent news\nu: i won\na: Hooray!\n\n@dialogue on\nu: <news>\na: How does it feel?\nu: good\na: Enjoy it!\n")
        subjects = set()
        stream = Conversations(corpus_of(text), 5)
        for _ in range(300):
            subjects |= {(t.text, t.subject) for t in stream.next().turns if t.who == "assistant"}
        self.assertEqual(subjects, {("Hooray!", "news"), ("How does it feel?", "news"), ("Enjoy it!", "on/3")})

    def test_what_a_dialogue_says_to_a_broad_intent_is_read_but_not_taught(self):
        text = ("@intent broad_news\nu: i won\na: Hooray!\n\n@intent name\nu: i am kim\na: Hello!\n\n@dialogue on\nu: <broad_news>\n"
                "a: How does it feel?\nu: good\na: Enjoy it!\n\n@dialogue named\nu: <name>\na: Kim!\n")
        taught = {}
        stream = Conversations(corpus_of(text), 5)
        for _ in range(300):
            taught.update((t.text, t.taught) for t in stream.next().turns if t.who == "assistant")
        self.assertEqual(taught, {"Hooray!": True, "How does it feel?": False, "Enjoy it!": True, "Kim!": True, "Hello!": True})

    def test_a_told_name_is_answered_whatever_was_said_between(self):
        stream = Conversations(corpus_of(CORPUS), 3)
        asked = 0
        for _ in range(1500):
            name = None
            for (_, said, *_), (_, answer, *_) in zip(*[iter(stream.next().turns)] * 2):
                if "my name is" in said.lower() and "what" not in said.lower():
                    name = answer.split("Hi ")[-1].rstrip("!")
                elif "You are" in answer and name:
                    asked += 1
                    self.assertIn(name, answer)
        self.assertGreater(asked, 50)

    def test_a_weight_that_is_no_number_is_named_by_file_and_line(self):
        corpus = corpus_of("@intent x\n@weight much\nu: hi\na: Hello\n")
        self.assertIn("en/a.txt:2", str(corpus.problems[0]))

    def test_most_conversations_with_the_own_prompt_are_brief_and_some_of_these_only_heard(self):
        stream = Conversations(corpus_of(CORPUS), 4)
        made = [stream.next() for _ in range(300)]
        brief = [c for c in made if c.brief]
        self.assertTrue(100 < len(brief) < 290)
        self.assertTrue(all(c.kind == "default" for c in brief))
        usual = sum(len(c.turns) for c in made if not c.brief) / (300 - len(brief))
        self.assertLess(sum(len(c.turns) for c in brief) / len(brief), usual)
        heard = [c for c in made if c.cut]
        self.assertGreater(len(heard), 10)
        self.assertTrue(all(c.brief and c.cut == HEARD_TOKENS and len(c.turns) == 2 for c in heard))

    def test_so_many_jokes_and_stories_are_told_as_can_be_known_by_heart(self):
        answers = "".join(f"a: Joke {i}\n" for i in range(100))
        pools = Pools(corpus_of("\n".join(f"@intent {name}\nu: {name}\n{answers}" for name in ("joke", "story", "other"))))
        kept = [len(block.of("a")) for block in pools.of("en", "intent")]
        self.assertEqual(kept, [MANY_ANSWERS, MANY_STORIES, MOST_ANSWERS["en"]])

    def test_another_joke_is_another_one(self):
        stream = Conversations(corpus_of("@intent joke\nu: a joke\na: A\na: B\n\n"
                                         "@dialogue again\nu: <joke>\na: <joke>\nu: another one\na: <joke>\n"), 3)
        for _ in range(200):
            told = [text for who, text, *_ in stream.next().turns if who == "assistant"]
            self.assertTrue(len(told) < 2 or told[0] != told[1], told)

    def test_of_the_messages_by_lines_every_line_is_as_likely(self):
        text = "@intent a\nu: one\na: A\n\n@intent b\n@weight 9\nu: two\nu: three\nu: four\na: B\n"
        stream = Conversations(corpus_of(text), 6)
        subjects = Counter(answer.subject for _, answer in (stream.message() for _ in range(2000)))
        self.assertAlmostEqual(subjects["b"] / 2000, 0.75, delta=0.05)

    def test_a_line_of_what_people_say_first_is_drawn_as_often_as_several_and_so_is_a_short_one(self):
        lines = [Line("u", text, f"en/{file}.txt:3") for text, file in (
            ("hello", "0-strangers"), ("salutations", "5-users"), ("(i think|i believe) it (rained|snowed) all day", "5-users"))]
        corpus = Corpus([Block("intent", "greeting", "en", "en/1-greetings.txt:1", [*lines, Line("a", "Hi!", "")])], {}, [])
        self.assertEqual([times_of_line(line) for line in lines], [OFTEN_LINE * SHORT_LINE, SHORT_LINE, 1])
        said, times = Pools(corpus).said(corpus.blocks[0])
        self.assertEqual((said, times[:2]), (lines, [OFTEN_LINE * SHORT_LINE, SHORT_LINE]))

    def test_what_nobody_wrote_keeps_the_small_words_alone(self):
        corpus = corpus_of("@intent x\nu: the baker was painting the kettle\nu: the sailor was mending the {name}\n"
                           "u: the wolf was the miller\na: Hello\n")
        unheard = Unheard(corpus.blocks, small_words=2)
        made = {unheard.next(random.Random(i)) for i in range(60)}
        self.assertGreater(len(made), 5)
        for text in made:
            self.assertRegex(text, r"^the [a-z]+ was (painting |[a-z]+ )?the [a-z]+$")
        exchanged = [x for text in made for x in text.split() if x in ("baker", "kettle", "wolf", "miller")]
        self.assertGreater(len(exchanged), len(made))

    def test_how_something_is_said(self):
        said = {"where is it": "question", "so it moved?": "question", "ok, tell me one": "request", "i told him": "statement"}
        self.assertEqual({text: manner(text) for text in said}, said)

    def test_what_is_told_before_a_question_changes_no_answer(self):
        stream = Conversations(corpus_of("""
@intent lunch
u: i am having soup for lunch
a: Mmm, soup!

@intent loss
u: my old neighbour is dead
a: [sad] I am so sorry.

@intent time
u: what time is it
a: I have no clock.
"""), 6)
        pairs = [pair for _ in range(2000) for pair in zip(*[iter(stream.next().turns)] * 2)]
        before = [(said.text, answer.text) for said, answer in pairs if "what time" in said.text.lower() and "soup" in said.text]
        self.assertGreater(len(before), 5)
        self.assertEqual({answer for _, answer in before}, {"I have no clock."})
        self.assertFalse([said for said, _ in pairs if "what time" in said.text.lower() and "neighbour" in said.text])

    def test_a_block_is_left_out_once_its_fact_was_told(self):
        stream = Conversations(corpus_of("""
@intent pet_told
@tells pet
u: i have a cat
a: A cat!

@intent pet_unknown
@unless pet
u: what is my pet
a: You have told me of none.
"""), 5)
        answers = [[said for who, said, *_ in stream.next().turns if who == "assistant"] for _ in range(300)]
        self.assertTrue(any(a[-1] == "You have told me of none." for a in answers))
        for said in answers:
            told = said.index("A cat!") if "A cat!" in said else len(said)
            self.assertNotIn("You have told me of none.", said[told:])

    def test_what_is_said_so_in_english_too_begins_no_talk_in_another_language(self):
        corpus = corpus_of("@intent x\nu: no.\na: Vale.\n")
        exchanges = Conversations(corpus, 1).exchanges
        spanish = State("es", "as_written")
        self.assertFalse(exchanges.intent(corpus.blocks[0], spanish))
        spanish.turns = [Turn("user", "hola"), Turn("assistant", "Hola.")]
        self.assertTrue(exchanges.intent(corpus.blocks[0], spanish))
        self.assertTrue(exchanges.intent(corpus.blocks[0], State("en", "as_written")))

    def test_a_heavier_block_is_drawn_more_often(self):
        blocks = "".join(f"@intent {name}\n@weight {n}\nu: {name}\na: {name}\n\n" for name, n in (("rare", 0.5), ("often", 4)))
        stream = Conversations(corpus_of(blocks), 5)
        # The brief ones are mostly of one line as often as of any other.
        drawn = Counter(turn.text for c in (stream.next() for _ in range(2000)) if not c.brief for turn in c.turns)
        self.assertGreater(drawn["often"], 4 * drawn["rare"])
        self.assertGreater(drawn["rare"], 0)

    def test_notes_that_do_not_matter_never_name_the_user_again(self):
        stream = Conversations(corpus_of(CORPUS + """
@notes named
n: The user's name is {name}.
u: who am i
a: You are {name}.

@notes lives
n: The user lives in Oslo.
u: where do i live
a: In Oslo.
"""), 4)
        with_notes = 0
        for _ in range(1000):
            for who, said, *_ in stream.next().turns:
                if who == "user" and "<notes>" in said:
                    with_notes += 1
                    self.assertLessEqual(said.count("The user's name is"), 1)
        self.assertGreater(with_notes, 50)

    def test_the_stream_is_the_same_for_the_same_seed(self):
        first, second = (Conversations(corpus_of(CORPUS), 7) for _ in range(2))
        self.assertEqual([first.next().turns for _ in range(20)], [second.next().turns for _ in range(20)])

    def test_a_held_out_prompt_in_the_corpus_is_found(self):
        corpus = corpus_of(CORPUS)
        self.assertTrue(leaks(corpus, {normalised("Hello there!"): "x.json"}))
        self.assertFalse(leaks(corpus, {normalised("Hello you"): "x.json"}))

    def test_held_out_prompts_are_what_users_say_without_what_memory_adds(self):
        folder = Path(tempfile.mkdtemp())
        (folder / "x.json").write_text("""[
          {"messages": [
            {"role": "user", "content": "<notes>\\n- A note.\\n</notes>\\n<passage source=\\"a\\">b</passage>\\nWho am I?"},
            {"role": "assistant", "content": null},
            {"role": "user", "content": "And now?"}
          ]},
          {"says": ["hello"]}
        ]""")
        self.assertEqual(held_out_prompts(folder), {"who am i": "x.json", "and now": "x.json"})

    def test_one_use_of_a_block_keeps_its_slots(self):
        corpus = corpus_of("@intent x\n@let pet = cat | dog | cow\nu: my {pet}\na: A {pet}? {Pet}s are nice.\n")
        bindings, rng = {}, random.Random(1)
        block = corpus.blocks[0]
        said = [fill(line.text, block, {}, bindings, rng) for line in block.lines]
        self.assertEqual(said[1], f"A {bindings['pet']}? {bindings['pet'].capitalize()}s are nice.")

    def test_tags_go_without_leaving_holes(self):
        self.assertEqual(without_tags("[happy] Hi! [wave] How are you?"), "Hi! How are you?")


if __name__ == "__main__":
    unittest.main()
