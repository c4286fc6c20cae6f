"""Quick checks of what an answer is about: `python3 -m unittest test_kinds` in this folder."""

import random
import tempfile
import unittest
from pathlib import Path

import torch

from batches import STAYING_MARKS, Batches, render
from bpe import Tokenizer
from conversation import Conversations
from kinds import MARK, Kinds, marks
from model import Config, Model, rms_norm
from state import Turn
from test_corpus import corpus_of
from trainer import Trainer
from vocabulary import make_tokenizer

TEXT = ("@intent broad_news\nu: guess what\na: Tell me!\n\n@intent broad_news_won\nu: we won\na: Hooray!\n\n"
        "@intent won_a_cup\nu: we have won a cup\na: A cup!\n\n@intent joke\nu: a joke\na: Ha!\n")
BROAD = {"broad_news": "broad_news", "broad_news_won": "broad_news", "won_a_cup": "broad_news_won"}


class KindsTest(unittest.TestCase):
    def test_the_whole_comes_before_the_part(self):
        kinds = Kinds(corpus_of(TEXT, BROAD))
        self.assertEqual(kinds.path("won_a_cup"), ("broad_news", "won_a_cup"))
        self.assertEqual(kinds.path("broad_news_won"), ("broad_news", "broad_news_won"))
        self.assertEqual(kinds.path("broad_news"), ("broad_news", "broad_news"))
        self.assertEqual(kinds.path("joke"), ("joke",))

    def test_an_answer_is_about_the_intent_whose_words_it_has(self):
        stream = Conversations(corpus_of(TEXT, BROAD), 3)
        about = {(t.text, t.about) for _ in range(400) for t in stream.next().turns if t.who == "assistant"}
        self.assertEqual(about, {("Tell me!", ("broad_news", "broad_news")), ("Hooray!", ("broad_news", "broad_news_won")),
                                 ("A cup!", ("broad_news", "won_a_cup")), ("Ha!", ("joke",))})


class MarksOfWordsTest(unittest.TestCase):
    def test_a_mark_comes_to_lie_where_the_words_of_its_messages_do(self):
        torch.manual_seed(3)
        tokenizer = Tokenizer([], marks=[MARK.format(x) for x in ("broad_news", "broad_news_won", "joke", "won_a_cup")])
        size, first = len(tokenizer.vocab), len(tokenizer.vocab) - 4
        trainer = Trainer(Model(Config(vocab_size=size, hidden_size=32, intermediate_size=64, num_hidden_layers=1,
                                       num_attention_heads=2, num_key_value_heads=1)), 0.0, 0.02, first_mark=first)
        batches = Batches(corpus_of(TEXT, BROAD), tokenizer, 1, pool=40, tokens_per_part=512)
        for _ in range(30):
            trainer.learn(batches.next(1, 0), 1.0)
        with torch.no_grad():
            for said, wanted in (("a joke", "joke"), ("guess what", "broad_news")):
                means = trainer.model.embed[torch.tensor(tokenizer.plain(said))].mean(0, keepdim=True)
                chances = rms_norm(means, trainer.model.norm, 1e-5) @ trainer.model.embed[first:].T
                self.assertEqual(tokenizer.vocab[first + int(chances.argmax())], MARK.format(wanted), said)


class MarksTest(unittest.TestCase):
    def setUp(self):
        self.tokenizer = Tokenizer([], marks=[MARK.format("b"), MARK.format("whole")])

    def test_marks_are_no_text_and_come_last(self):
        t = self.tokenizer
        mark = t.ids[MARK.format("b")]
        self.assertEqual(mark, len(t.vocab) - 2)
        self.assertEqual(t.decode([*t.plain("hi"), mark]), "hi")
        self.assertNotIn(mark, t.encode(MARK.format("b")))

    def test_marks_are_kept_with_the_tokenizer(self):
        path = Path(tempfile.mkdtemp()) / "tokenizer.json"
        self.tokenizer.save(path)
        self.assertEqual(Tokenizer.load(path).vocab, self.tokenizer.vocab)

    def test_an_english_intent_has_a_mark(self):
        self.assertEqual(marks(corpus_of("@intent b\nu: hi\na: Hello!\n\n@dialogue d\nu: x\na: y\nu: x\na: y\n").blocks),
                         [MARK.format("b")])

    def test_a_tokenizer_that_has_marks_gets_those_of_new_intents_behind_them(self):
        corpus = corpus_of("@intent a\nu: hi\na: Hello!\n\n@intent b\nu: bye\na: Bye!\n")
        longer = make_tokenizer(corpus, 1, 300, 0, self.tokenizer)
        self.assertEqual(longer.vocab, [*self.tokenizer.vocab, MARK.format("a")])

    def test_the_last_answer_begins_with_its_marks(self):
        turns = [Turn("user", "hello"), Turn("assistant", "help", "b", about=("whole", "b"))]
        ids, learned, answers = render(self.tokenizer, turns, random.Random(1))
        first = learned.index(True)
        self.assertEqual([self.tokenizer.vocab[i] for i in ids[first:first + 2]], [MARK.format("whole"), MARK.format("b")])
        self.assertEqual(answers[0][:2], (first, "b"))

    def test_the_marks_of_an_answer_without_a_subject_are_read_only(self):
        turns = [Turn("user", "hello", taught=False), Turn("assistant", "help", about=("b",))]
        ids, learned, answers = render(self.tokenizer, turns, random.Random(1))
        mark = ids.index(self.tokenizer.ids[MARK.format("b")])
        self.assertEqual(self.tokenizer.decode([i for i, x in zip(ids, learned) if x]), "help<|im_end|>")
        self.assertEqual((learned[mark], answers), (None, []))
        self.assertEqual(set(learned[:mark]), {False, None})

    def test_an_earlier_answer_without_its_marks_does_not_teach_how_it_begins(self):
        turns = [Turn("user", "hello"), Turn("assistant", "help", "b", about=("b",)), Turn("user", "more"),
                 Turn("assistant", "I am", "b", about=("b",))]
        without, rng = 0, random.Random(1)
        for _ in range(400):
            ids, learned, _ = render(self.tokenizer, turns, rng)
            if ids.count(self.tokenizer.ids[MARK.format("b")]) == 1:
                without += 1
                taught = self.tokenizer.decode([i for i, x in zip(ids, learned) if x])
                self.assertEqual(taught, "elp<|im_end|>I am<|im_end|>")
                self.assertIs(learned[learned.index(True) - 1], None)
        self.assertAlmostEqual(without / 400, 1 - STAYING_MARKS, delta=0.1)

    def test_what_must_not_be_learned_never_is(self):
        text = "@intent broad_a\nu: one\na: No.\n\n@dialogue on\nu: <broad_a>\na: Zebra.\nu: go on\na: Good.\n"
        corpus = corpus_of(text)
        tokenizer = Tokenizer([], marks=marks(corpus.blocks))
        learned = set()
        for part in Batches(corpus, tokenizer, 1, tokens_per_part=512, pool=60).next(12, 4):
            learned.update(part.targets.tolist())
        self.assertIn(tokenizer.ids["N"], learned)
        self.assertNotIn(tokenizer.ids["Z"], learned)


if __name__ == "__main__":
    unittest.main()
