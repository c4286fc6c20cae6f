"""Quick checks: `python3 -m unittest test_starter` in this folder."""

import random
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import torch

import fused
from batches import render
from bpe import Tokenizer, as_byte_characters, train_bpe
from build_corpus import held_out_prompts, leaks, normalised
from conversation import Conversations
from corpus_format import load_corpus
from model import Config, Model
from muon import orthogonal
from templates import choose, fill, without_tags
from train import optimizers_for, save
from typing_noise import typed

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


def corpus_of(text):
    root = Path(tempfile.mkdtemp())
    (root / "en").mkdir()
    (root / "en" / "a.txt").write_text(text)
    return load_corpus(root)


class CorpusTest(unittest.TestCase):
    def test_choices_nest_and_may_be_empty(self):
        made = {choose("a(b|(c|d)|)", random.Random(i)) for i in range(60)}
        self.assertEqual(made, {"ab", "ac", "ad", "a"})

    def test_a_bad_line_is_named_by_file_and_line(self):
        corpus = corpus_of("@intent x\nu: hi\na: [happpy] Hello {nothing}\n")
        self.assertIn("en/a.txt:3", str(corpus.problems[0]))

    def test_a_told_name_is_answered_whatever_was_said_between(self):
        stream = Conversations(corpus_of(CORPUS), 3)
        asked = 0
        for _ in range(300):
            name = None
            for (_, said), (_, answer) in zip(*[iter(stream.next().turns)] * 2):
                if "my name is" in said.lower() and "what" not in said.lower():
                    name = answer.split("Hi ")[-1].rstrip("!")
                elif "You are" in answer and name:
                    asked += 1
                    self.assertIn(name, answer)
        self.assertGreater(asked, 50)

    def test_a_weight_that_is_no_number_is_named_by_file_and_line(self):
        corpus = corpus_of("@intent x\n@weight much\nu: hi\na: Hello\n")
        self.assertIn("en/a.txt:2", str(corpus.problems[0]))

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
        answers = [[said for who, said in stream.next().turns if who == "assistant"] for _ in range(300)]
        self.assertTrue(any(a[-1] == "You have told me of none." for a in answers))
        for said in answers:
            told = said.index("A cat!") if "A cat!" in said else len(said)
            self.assertNotIn("You have told me of none.", said[told:])

    def test_a_heavier_block_is_drawn_more_often(self):
        blocks = "".join(f"@intent {name}\n@weight {n}\nu: {name}\na: {name}\n\n" for name, n in (("rare", 0.5), ("often", 4)))
        stream = Conversations(corpus_of(blocks), 5)
        drawn = Counter(said for _ in range(300) for who, said in stream.next().turns if who == "assistant")
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
        for _ in range(400):
            for who, said in stream.next().turns:
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

    def test_typing_noise_leaves_names_alone(self):
        rng = random.Random(2)
        for _ in range(200):
            self.assertIn("skolandra", typed("my name is Skolandra", rng, "sloppy", ["Skolandra"]).lower())


class TokenizerTest(unittest.TestCase):
    def setUp(self):
        counts = Counter({as_byte_characters(w): 5 for w in ("hello", " hello", " there", "help", "元気")})
        self.tokenizer = Tokenizer(train_bpe(counts, 300))

    def test_any_text_survives(self):
        for text in ("hello there", "¿Qué tal?  ok\n\n", "元気ですか 12½", "[happy] don't", "🙂\t x"):
            self.assertEqual(self.tokenizer.decode(self.tokenizer.encode(text)), text)

    def test_special_tokens_are_single_ids_only_where_meant(self):
        self.assertEqual(len(self.tokenizer.encode("<|im_end|>")), 1)
        self.assertGreater(len(self.tokenizer.plain("<|im_end|>")), 1)

    def test_only_the_assistants_words_are_learned(self):
        ids, learned = render(self.tokenizer, [("user", "hello"), ("assistant", "help")])
        taught = self.tokenizer.decode([i for i, x in zip(ids, learned) if x])
        self.assertEqual(taught, "help<|im_end|>")


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
        model = Model(Config(vocab_size=64, hidden_size=64, intermediate_size=96, num_hidden_layers=2,
                             num_attention_heads=4, num_key_value_heads=2))
        for layer in model.layers:
            torch.nn.init.normal_(layer.out, std=0.1)
            torch.nn.init.normal_(layer.down, std=0.1)
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

    def test_a_saved_run_goes_on_as_if_it_had_never_stopped(self):
        torch.manual_seed(3)

        def beginning():
            model = Model(Config(vocab_size=64, hidden_size=32, intermediate_size=64, num_hidden_layers=2,
                                 num_attention_heads=2, num_key_value_heads=1))
            return model, optimizers_for(model, 0.02, 0.006)

        def one_step(model, optimizers):
            model.zero_grad()
            model(torch.empty(0, dtype=torch.long), torch.arange(24).view(2, 12), torch.arange(24)).pow(2).sum().backward()
            for optimizer in optimizers:
                optimizer.step()

        model, optimizers = beginning()
        one_step(model, optimizers)
        path = Path(tempfile.mkdtemp()) / "checkpoint.pt"
        save(path, model, optimizers, 1, 24, 0.0)
        other, others = beginning()
        state = torch.load(path)
        other.load_state_dict(state["model"])
        for optimizer, saved in zip(others, state["optimizers"]):
            optimizer.load_state_dict(saved)
        for pair in ((model, optimizers), (other, others)):
            one_step(*pair)
        for ours, theirs in zip(model.parameters(), other.parameters()):
            self.assertTrue(torch.equal(ours, theirs))

    def test_every_parameter_is_trained_once(self):
        model = Model(Config(vocab_size=64, hidden_size=32, intermediate_size=64, num_attention_heads=2,
                             num_key_value_heads=1))
        trained = [id(p) for optimizer in optimizers_for(model, 0.02, 0.006)
                   for group in optimizer.param_groups for p in group["params"]]
        self.assertEqual(sorted(trained), sorted(id(p) for p in model.parameters()))

    def test_newton_schulz_brings_singular_values_near_one(self):
        values = torch.linalg.svdvals(orthogonal(torch.randn(2, 16, 40)))
        self.assertTrue(((values > 0.5) & (values < 1.4)).all())


if __name__ == "__main__":
    unittest.main()
