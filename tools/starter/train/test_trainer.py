"""Quick checks of what learns and of what is kept of it: `python3 -m unittest test_trainer` in this folder."""

import tempfile
import unittest
from pathlib import Path

import torch

from batches import Part
from model import Config, Model
from muon import orthogonal
from subjects import SubjectHead
from test_training import lively_model
from trainer import Trainer, grow, optimizers_for


def small_trainer():
    return Trainer(Model(Config(vocab_size=64, hidden_size=32, intermediate_size=64, num_hidden_layers=2,
                                num_attention_heads=2, num_key_value_heads=1)), 0.02, 0.006)


def part_of_two(wanted):
    """Two rows of three tokens, the first of which tells them apart, with a decision at each of the places `wanted`."""
    body, both = torch.tensor([[1, 7, 3], [2, 7, 3]]), torch.tensor([0, 1])
    return Part(body[0][:0], body, wanted, torch.tensor([9, 9]), both, torch.tensor([1, 7, 2, 7]), torch.tensor([0, 2]),
                torch.tensor([[60, 61], [60, -1]]), ["a", "b"])


class TrainerTest(unittest.TestCase):
    def test_a_saved_run_goes_on_as_if_it_had_never_stopped(self):
        torch.manual_seed(3)

        def one_step(trainer):
            places = torch.arange(24)
            part = Part(places[:0], places.view(2, 12), places, places, places[[3, 15]], places, places[[0, 12]],
                        torch.full((2, 2), -1), ["a", "b"])
            return trainer.learn([part], 1.0)

        trainer, other = small_trainer(), small_trainer()
        one_step(trainer)
        path = Path(tempfile.mkdtemp()) / "checkpoint.pt"
        trainer.save(path)
        other.go_on_from(path)
        self.assertEqual(one_step(trainer), one_step(other))
        for ours, theirs in zip(trainer.model.parameters(), other.model.parameters()):
            self.assertTrue(torch.equal(ours, theirs))

    def test_the_subject_of_a_message_is_learned_before_the_answer(self):
        torch.manual_seed(5)
        trainer = small_trainer()
        part = part_of_two(torch.tensor([2, 5]))
        missed = [trainer.learn([part], 1.0)[0][2] for _ in range(60)]
        self.assertGreater(missed[0], 0)
        self.assertEqual(missed[-1], 0)
        self.assertLess(max(trainer.head.rates().values()), 0.1)

    def test_the_words_of_a_message_learn_its_subject_by_themselves(self):
        torch.manual_seed(7)
        trainer = small_trainer()
        for _ in range(60):
            trainer.learn([part_of_two(torch.tensor([2, 5]))], 1.0)
        with torch.no_grad():
            means = trainer.model.embed[torch.tensor([[1, 7], [2, 7], [4, 5]])].mean(1)
            known, unknown = (trainer.head.loss_of_words(means[i], ["a", "b"][:len(means[i])]) for i in ([0, 1], [2]))
        self.assertLess(known, 0.5)
        self.assertGreater(unknown, 0.5)

    def test_a_head_goes_on_from_one_with_less_room(self):
        small, head = SubjectHead(4, room=2), SubjectHead(4, room=5)
        with torch.no_grad():
            small.table.fill_(1.0)
        small.number("a")
        head.take(small.state_dict(), small.numbers)
        self.assertEqual(head.table[:, 0].tolist(), [1, 1, 0, 0, 0])
        self.assertEqual([head.number(subject) for subject in "abc"], [0, 1, 2])

    def test_the_head_can_learn_alone(self):
        torch.manual_seed(6)
        trainer = small_trainer()
        before = [p.detach().clone() for p in trainer.model.parameters()]
        part = part_of_two(torch.tensor([0, 3]))
        for _ in range(120):
            trainer.learn_head([part], 0.01)
        self.assertLess(max(trainer.head.rates().values()), 0.1)
        for ours, theirs in zip(trainer.model.parameters(), before):
            self.assertTrue(torch.equal(ours, theirs))
        self.assertEqual(trainer.step, 0)

    def test_a_model_that_has_grown_says_what_it_said_before(self):
        torch.manual_seed(8)
        model = lively_model()
        ids = torch.randint(64, (9,)).tolist()
        said = model.last_logits(ids)
        state = {"model": model.state_dict()}
        grow(state, 3)
        model.config.num_hidden_layers = 3
        grown = Model(model.config)
        grown.load_state_dict(state["model"])
        self.assertTrue(torch.allclose(grown.last_logits(ids), said, atol=1e-5))
        self.assertTrue(torch.equal(grown.layers[1].qkv, model.layers[0].qkv))
        self.assertFalse(grown.layers[1].down.any())
        self.assertTrue(grown.layers[2].down.any())
        with self.assertRaisesRegex(ValueError, "has 3 layers"):
            grow(state, 2)

    def test_wider_layers_say_what_the_narrow_ones_said(self):
        torch.manual_seed(8)
        model = lively_model()
        ids = torch.randint(64, (9,)).tolist()
        said = model.last_logits(ids)
        state, config = {"model": model.state_dict()}, model.config
        narrow = config.intermediate_size
        config.intermediate_size += 24
        grow(state, config.num_hidden_layers, config.intermediate_size)
        grown = Model(config)
        grown.load_state_dict(state["model"])
        self.assertTrue(torch.allclose(grown.last_logits(ids), said, atol=1e-5))
        down = grown.layers[0].down
        self.assertEqual(down.shape[1], narrow + 24)
        self.assertFalse(down[:, narrow:].any())
        self.assertGreater(grown.layers[0].gate_up[-24:].std().item(), 0.01)
        grow(state, config.num_hidden_layers, narrow)
        self.assertEqual(state["model"]["layers.0.down"].shape[1], narrow + 24)

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
