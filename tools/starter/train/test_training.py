"""Quick checks of the training, with torch: `python3 -m unittest test_training` in this folder."""

import json
import random
import tempfile
import unittest
from pathlib import Path

import torch
import torch.nn.functional as F

import fused
from batches import MORE_MESSAGES, Batches, Part, render
from bpe import Tokenizer
from corpus_format import load_corpus
from feed import Feed
from from_gguf import model_of, read_gguf, tokenizer_of
from kinds import Kinds, marks
from model import Config, HalvedLinear, Model, cross_entropy
from state import Turn
from understood import heard_by_peer, shares


class BatchesTest(unittest.TestCase):
    def test_only_the_assistants_words_are_learned(self):
        tokenizer = Tokenizer([])
        ids, learned, answers = render(tokenizer, [Turn("user", "hello"), Turn("assistant", "help", "a")], random.Random(1))
        taught = tokenizer.decode([i for i, x in zip(ids, learned) if x])
        self.assertEqual(taught, "help<|im_end|>")
        place, subject, message, _ = answers[0]
        self.assertEqual((place, subject, tokenizer.decode(message)), (learned.index(True), "a", "hello"))

    def test_of_each_answer_of_a_conversation_that_is_cut_the_first_tokens_are_learned(self):
        tokenizer = Tokenizer([])
        turns = [Turn("user", "hello"), Turn("assistant", "help", "a"), Turn("user", "more"), Turn("assistant", "I am", "b")]
        ids, learned, answers = render(tokenizer, turns, random.Random(1), 2)
        self.assertEqual(tokenizer.decode([x for x, y in zip(ids, learned) if y]), "heI ")
        self.assertEqual([tokenizer.decode(ids[at:at + 2]) for at, *_ in answers], ["he", "I "])

    def test_words_that_are_not_taught_are_read_only(self):
        tokenizer = Tokenizer([])
        turns = [Turn("user", "hello"), Turn("assistant", "help", "a", False), Turn("user", "more"), Turn("assistant", "I am", "b")]
        ids, learned, _ = render(tokenizer, turns, random.Random(1))
        self.assertEqual(tokenizer.decode([x for x, y in zip(ids, learned) if y]), "I am<|im_end|>")

    def test_no_held_out_prompt_gets_into_a_batch_by_a_chance_of_the_typist(self):
        root = Path(tempfile.mkdtemp())
        (root / "en").mkdir()
        (root / "en" / "a.txt").write_text("@intent a\nu: hello\nu: erase it\na: Yes.\n")
        tokenizer = Tokenizer([])

        def heard(held_out):
            batches = Batches(load_corpus(root), tokenizer, 1, pool=100, held_out=held_out)
            return [tokenizer.decode(row) for body in (part[1] for part in batches.next(6, 2)) for row in body.tolist()]

        def saying_hello(texts):
            return [x for x in texts if "user\nhello<" in x.lower()]

        self.assertTrue(saying_hello(heard(())))
        self.assertFalse(saying_hello(heard({"hello"})))

    def test_beside_the_messages_that_are_answered_more_are_heard(self):
        root = Path(tempfile.mkdtemp())
        (root / "en").mkdir()
        (root / "en" / "a.txt").write_text("@intent a\nu: hello\na: Yes.\n\n@intent b\nu: good bye\na: No.\n")
        tokenizer = Tokenizer([])
        part, = Batches(load_corpus(root), tokenizer, 1, pool=100).next(1, 0)
        ends = [*part.begins[1:].tolist(), len(part.words)]
        heard = [tokenizer.decode(part.words[a:b].tolist()).lower() for a, b in zip(part.begins, ends)]
        self.assertEqual(len(heard), len(part.subjects))
        self.assertEqual(len(heard) - len(part.deciding), MORE_MESSAGES)
        self.assertGreater(sum(("b" if "bye" in said else "a") == subject for said, subject in zip(heard, part.subjects)),
                           0.9 * len(heard))


class UnderstoodTest(unittest.TestCase):
    def setUp(self):
        root = Path(tempfile.mkdtemp())
        (root / "en").mkdir()
        (root / "en" / "a.txt").write_text(
            "@intent job\nu: i got the (job|post)\na: Yes.\n\n@intent broad_news\nu: guess what\na: Yes.\n\n"
            "@intent broad_news_work\nu: my boss praised me\nu: they gave me the job\na: Yes.\n\n"
            "@intent broad_loss\nu: my dog died\nu: grandma died\na: No.\n")
        (root / "broad.json").write_text(json.dumps({"job": "broad_news_work", "broad_news_work": "broad_news"}))
        self.corpus = load_corpus(root)
        self.kinds = Kinds(self.corpus)

    def test_a_subject_belongs_to_a_broad_intent_and_that_to_a_whole(self):
        self.assertEqual([self.kinds.of(x) for x in ("job", "job/2", "broad_loss", "greeting")],
                         ["broad_news_work", "broad_news_work", "broad_loss", None])
        self.assertEqual(self.kinds.whole("broad_news_work"), "broad_news")

    def test_counts_what_is_understood_and_what_is_so_broadly(self):
        heard = ["broad_news", "broad_loss", "broad_loss", "broad_news"]
        wanted = ["broad_news_work", "broad_loss", "broad_news", "broad_news"]
        self.assertEqual(shares(heard, wanted, self.kinds), (0.5, 0.75))

    def test_the_peer_learns_from_the_corpus(self):
        heard = heard_by_peer(self.corpus, ["my cat died", "the boss gave me a job"], self.kinds, rounds=60)
        self.assertEqual(heard, ["broad_loss", "broad_news_work"])


class FeedTest(unittest.TestCase):
    def setUp(self):
        root = Path(tempfile.mkdtemp())
        (root / "en").mkdir()
        (root / "en" / "a.txt").write_text("@intent a\nu: hello\na: Yes.\n\n@intent b\nu: erase it\na: No.\n")
        self.corpus = load_corpus(root)

    def test_workers_make_what_their_seeds_would_make_here(self):
        tokenizer, options = Tokenizer([]), {"tokens_per_part": 512, "pool": 20}
        feed = Feed(self.corpus, tokenizer, 5, 2, (1, 1), **options)
        self.addCleanup(feed.close)
        here = [Batches(self.corpus, tokenizer, seed, **options) for seed in (5 + 1_000_003, 5)]
        self.assertEqual(feed.prefix, here[0].prefix)
        for batches in here * 2:
            for ours, theirs in zip(feed.next(), batches.next(1, 1)):
                self.assertEqual([x.tolist() for x in ours[:-1]], [x.tolist() for x in theirs[:-1]])
                self.assertEqual(ours[-1], theirs[-1])

    def test_a_worker_that_ends_is_told(self):
        feed = Feed(self.corpus, Tokenizer([]), 5, 1, (1, 1), pool=20)
        feed.close()
        with self.assertRaisesRegex(RuntimeError, "ended"):
            for _ in range(20):
                feed.next()

    def test_parts_of_messages_that_are_only_heard(self):
        tokenizer = Tokenizer([], marks=marks(self.corpus.blocks))
        *_, part = Batches(self.corpus, tokenizer, 1, pool=40, tokens_per_part=1024).next(1, 0, 1)
        self.assertEqual(len(part.deciding), len(part.body))
        # The mark, the first two letters of the answer, and a tenth of what the user says.
        self.assertLess(len(part.targets), 8 * len(part.body))

    def test_what_is_missed_is_drawn_more_often(self):
        pools = Batches(self.corpus, Tokenizer([]), 1).stream.pools
        names = [block.name for block in pools.of("en", "intent")]
        before = dict(zip(names, pools.weights["en", "intent"]))
        for _ in range(2):
            pools.favour({"a": 0.6, "b": 0.2, "gone": 0.9})
        after = dict(zip(names, pools.weights["en", "intent"]))
        self.assertAlmostEqual(after["a"] / before["a"], (0.3 + 1.5) / 1.3)
        self.assertAlmostEqual(after["b"] / before["b"], (0.3 + 0.5) / 1.3)


def lively_model():
    """A small model whose layers change something, as those of a new one do not."""
    model = Model(Config(vocab_size=64, hidden_size=64, intermediate_size=96, num_hidden_layers=2,
                         num_attention_heads=4, num_key_value_heads=2))
    for layer in model.layers:
        torch.nn.init.normal_(layer.out, std=0.1)
        torch.nn.init.normal_(layer.down, std=0.1)
    return model


class ModelTest(unittest.TestCase):
    def test_a_shared_prefix_changes_nothing(self):
        torch.manual_seed(1)
        model = Model(Config(vocab_size=64, hidden_size=32, intermediate_size=64, num_hidden_layers=2,
                             num_attention_heads=2, num_key_value_heads=1))
        prefix, body = torch.randint(64, (5,)), torch.randint(64, (3, 7))
        wanted = torch.arange(21)
        shared = model(prefix, body, wanted)
        whole = torch.cat((prefix.expand(3, 5), body), 1)
        at = (torch.arange(3)[:, None] * 12 + torch.arange(5, 12)).flatten()
        plain = model(prefix[:0], whole, at)
        self.assertTrue(torch.allclose(shared, plain, atol=1e-5))

    @unittest.skipUnless(fused.C, "no C compiler")
    def test_the_compiled_kernels_agree_with_torch(self):
        torch.manual_seed(2)
        model = lively_model()
        prefix, body, wanted = torch.randint(64, (5,)), torch.randint(64, (3, 9)), torch.arange(2, 25, 3)
        results = []
        compiled = fused.C
        for kernels in (compiled, None):
            fused.C = kernels
            model.zero_grad()
            logits = model(prefix, body, wanted)
            logits.pow(2).sum().backward()
            results.append([logits.detach(), *(p.grad.clone() for p in model.parameters())])
        fused.C = compiled
        for ours, theirs in zip(*results):
            self.assertTrue(torch.allclose(ours, theirs, rtol=1e-3, atol=1e-4))

    @unittest.skipUnless(fused.C, "no C compiler")
    def test_the_compiled_cross_entropy_agrees_with_torch(self):
        torch.manual_seed(3)
        logits, targets, weights = torch.randn(50, 1001) * 5, torch.randint(1001, (50, 2))[:, 0], torch.rand(50)
        targets[3] = -1
        results = []
        compiled = fused.C
        for kernels in (compiled, None):
            fused.C = kernels
            leaf = logits.clone().requires_grad_()
            losses = cross_entropy(leaf * 1, targets)
            (losses * weights).sum().backward()
            results.append((losses.detach(), leaf.grad))
        fused.C = compiled
        for ours, theirs in zip(*results):
            self.assertTrue(torch.allclose(ours, theirs, atol=1e-5))
        self.assertEqual(results[0][0][3], 0)
        self.assertFalse(results[0][1][3].any())

    def test_halved_products_give_about_the_same(self):
        torch.manual_seed(4)
        x, weight, wanted = torch.randn(40, 32), torch.randn(24, 32), torch.randn(40, 24)
        results = []
        for linear in (HalvedLinear.apply, F.linear):
            leaves = x.clone().requires_grad_(), weight.clone().requires_grad_()
            out = linear(*leaves)
            (out * wanted).sum().backward()
            results.append((out.detach(), *(leaf.grad for leaf in leaves)))
        for half, whole in zip(*results):
            self.assertEqual(half.dtype, torch.float32)
            self.assertLess((half - whole).norm() / whole.norm(), 0.01)

    def test_half_the_precision_gives_about_the_same(self):
        # The way of a GPU, as far as a processor can go it.
        torch.manual_seed(4)
        model = lively_model()
        prefix, body, wanted = torch.randint(64, (5,)), torch.randint(64, (3, 9)), torch.arange(27)
        results = []
        for half in (False, True):
            model.zero_grad()
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                logits = model(prefix, body, wanted)
            logits.float().pow(2).sum().backward()
            results.append([logits.detach().float(), *(p.grad.clone() for p in model.parameters())])
        for whole, half in zip(*results):
            self.assertLess(((whole - half).norm() / whole.norm()).item(), 0.03)

    def test_the_model_that_ships_can_be_taken_apart_again(self):
        models = Path(__file__).resolve().parents[3] / "resources/models"
        metadata, tensors = read_gguf(models / "tomo-starter.gguf")
        model = model_of(metadata, tensors).eval()
        tokenizer = tokenizer_of(metadata)
        for prompt in json.loads((models / "tomo-starter.reference.json").read_text(encoding="utf-8"))["prompts"]:
            self.assertEqual(tokenizer.encode(prompt["text"]), prompt["ids"])
            found = torch.log_softmax(model.last_logits(prompt["ids"]), 0)
            for token, expected in prompt["logProbabilities"]:
                self.assertAlmostEqual(found[token].item(), expected, delta=0.02)

    def test_another_kind_of_file_is_not_taken_for_a_model(self):
        path = Path(tempfile.mkdtemp()) / "a.gguf"
        path.write_bytes(b"GGML and more")
        with self.assertRaisesRegex(ValueError, "not a GGUF file"):
            read_gguf(path)


if __name__ == "__main__":
    unittest.main()
