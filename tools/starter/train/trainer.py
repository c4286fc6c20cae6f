"""A model in training with all that a checkpoint keeps of it."""

import os
import time

import torch
import torch.nn.functional as F

from bpe import UNBYTES, Tokenizer
from model import cross_entropy, rms_norm
from muon import Muon
from subjects import SubjectHead


def learning_rate(step, steps, decay, warm=40):
    """Warm-up, stable, linear decay to zero over the last `decay` steps; a factor from 0 to 1."""
    return max(0.0, min(1.0, (step + 1) / warm, (steps - step) / max(decay, 1)))


def optimizers_for(model, muon_lr, embed_lr):
    """Muon for the matrices, AdamW for the rest. A group's `peak` is its rate where the schedule's factor is 1."""
    matrices, norms = [], []
    for layer in model.layers:
        half = layer.gate_up.shape[0] // 2
        matrices += [(layer.qkv, layer.rows), (layer.out, [layer.out.shape[0]]), (layer.gate_up, [half, half]),
                     (layer.down, [layer.down.shape[0]])]
        norms += [layer.norm_attention, layer.norm_mlp]
    muon = Muon(matrices, lr=muon_lr)
    muon.param_groups[0]["peak"] = muon_lr
    # The long memory of the embedding's second moment lets a rare word, whose gradient is mostly zero, take large steps.
    return [muon, torch.optim.AdamW([{"params": [model.embed], "peak": embed_lr, "betas": (0.9, 0.999)},
                                     {"params": norms, "peak": 0.004}, {"params": [model.norm], "peak": 0.0004}],
                                    betas=(0.9, 0.95), weight_decay=0.0)]


# The spread of the embedding of a mark that is new.
NEW_MARK = 0.1
# The spread of what a new unit of a layer hears, beside 1 over the root of the width.
NEW_UNIT = 0.6


def adopt(state, old, new, rows):
    """Makes the weights of a checkpoint fit another tokenizer: a new token of text gets the mean of its old pieces."""
    table = state["model"]["embed"]
    fresh = table.mean(0).repeat(rows, 1)
    for i, token in enumerate(new.vocab):
        if token in old.ids:
            fresh[i] = table[old.ids[token]]
        elif token in new.marks:
            fresh[i] = torch.randn(table.shape[1]) * NEW_MARK
        else:
            text = bytes(UNBYTES[c] for c in token).decode("utf-8", "replace")
            pieces = [old.ids[token[0]]] if "\ufffd" in text else old.plain(text)
            fresh[i] = table[pieces].mean(0)
    state["model"]["embed"] = fresh


def grow(state, layers, inner=0):
    """Gives the weights of a checkpoint more layers, or wider ones: a new layer stands behind one that it is a copy of, spread
    evenly. What is new adds nothing until it has learned to, so that the model says what it said before.

    @param inner width between the matrices of a layer; a smaller one leaves it as it is
    @raise ValueError where it has more layers already
    """
    for name in [name for name in state["model"] if name.endswith(".down")]:
        down, gate_up = state["model"][name], state["model"][name.replace(".down", ".gate_up")]
        more = inner - down.shape[1]
        if more > 0:
            fresh = torch.randn(2, more, gate_up.shape[1]) * NEW_UNIT / gate_up.shape[1] ** 0.5
            gate, up = gate_up.chunk(2)
            state["model"][name.replace(".down", ".gate_up")] = torch.cat((gate, fresh[0], up, fresh[1]))
            state["model"][name] = torch.cat((down, down.new_zeros(len(down), more)), 1)
    old = 1 + max(int(name.split(".")[1]) for name in state["model"] if name.startswith("layers."))
    if old > layers:
        raise ValueError(f"the checkpoint has {old} layers: --layers {old}")
    grown = {name: value for name, value in state["model"].items() if not name.startswith("layers.")}
    for i in range(layers):
        source = i * old // layers
        is_new = i > 0 and source == (i - 1) * old // layers
        for name, value in state["model"].items():
            if name.startswith(f"layers.{source}."):
                part = name.split(".")[2]
                grown[f"layers.{i}.{part}"] = torch.zeros_like(value) if is_new and part in ("out", "down") else value.clone()
    state["model"] = grown


# That of the loss of telling a subject from a mean of words, beside 1 for the next token.
WORDS_WEIGHT = 2.0
# That of a mark of what an answer is about, and of telling that mark, too, from the mean of words.
MARK_WEIGHT, MARK_OF_WORDS_WEIGHT = 3.0, 1.0


class Trainer:
    """`subject_weight` is that of the loss of the subject head, beside 1 for the next token; the tokens from `first_mark` on
    are marks of what an answer is about."""

    def __init__(self, model, muon_lr, embed_lr, subject_weight=6.0, device="cpu", first_mark=1 << 30):
        self.model, self.subject_weight, self.device = model.to(device), subject_weight, device
        self.first_mark = first_mark
        self.head = SubjectHead(model.config.hidden_size).to(device)
        self.optimizers = optimizers_for(model, muon_lr, embed_lr)
        self.optimizers.append(torch.optim.AdamW([{"params": list(self.head.parameters()), "peak": embed_lr}], betas=(0.9, 0.95)))
        self.step, self.tokens = 0, 0
        self._head_alone = None
        self._before, self._began = 0.0, time.time()

    @property
    def seconds(self):
        """Spent on this run, earlier starts included."""
        return self._before + time.time() - self._began

    def begin_from(self, path, tokenizer, embed_scale=1.0):
        """Takes the weights of another run, which may have fewer layers or another tokenizer; the optimizers begin afresh."""
        state = torch.load(path, map_location="cpu")
        theirs = Tokenizer.load(path.parent / "tokenizer.json")
        if theirs.vocab != tokenizer.vocab:
            adopt(state, theirs, tokenizer, self.model.config.vocab_size)
        grow(state, self.model.config.num_hidden_layers, self.model.config.intermediate_size)
        state["model"]["embed"] *= embed_scale
        state["model"]["norm"] /= embed_scale
        self.model.load_state_dict(state["model"])
        if state.get("head"):
            self.head.take(*state["head"])

    def go_on_from(self, path):
        """Takes up a run where it was saved; the rates may be other ones now."""
        state = torch.load(path, map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.head.take(*state["head"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            for group, ours in zip(saved["param_groups"], optimizer.param_groups):
                group.update({k: ours[k] for k in ("peak", "betas") if k in ours})
            optimizer.load_state_dict(saved)
        self.step, self.tokens, self._before = state["step"], state["tokens"], state["seconds"]

    def save(self, path):
        partial = path.with_suffix(".partial")
        torch.save({"config": vars(self.model.config), "model": self.model.state_dict(), "step": self.step,
                    "tokens": self.tokens, "seconds": self.seconds, "head": (self.head.state_dict(), self.head.numbers),
                    "optimizers": [o.state_dict() for o in self.optimizers]}, partial)
        os.replace(partial, path)

    def learn_head(self, parts, rate):
        """One step of the subject head alone at a rate, on the parts of Batches.next."""
        if self._head_alone is None:
            self._head_alone = torch.optim.AdamW([self.head.table], betas=(0.9, 0.95), weight_decay=0.0)
        self._head_alone.param_groups[0]["lr"] = rate
        self.head.table.grad = None
        total = sum(len(part.deciding) for part in parts)
        for part in parts:
            part = part.moved(lambda x: x.to(self.device))
            with torch.no_grad():
                _, earlier = self.model.states(part.prefix, part.body, part.wanted)
            (self.head.loss(earlier[part.deciding], part.subjects[:len(part.deciding)])[0] / total).backward()
        self._head_alone.step()

    def learn(self, parts, factor):
        """One step on the parts of Batches.next at a share `factor` of the peak rates.

        Gives for each part (summed loss, tokens learned, subjects missed, subjects).
        """
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
        for p in (*self.model.parameters(), *self.head.parameters()):
            p.grad = None
        total = sum(len(part.targets) for part in parts)
        seen = [self._gradients(part, total) for part in parts]
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        return seen

    def _marks_of_words(self, means, about):
        """Summed cross-entropy of the marks of answers, as if the mean of a message's words were the last layer's state.

        So the mark of a kind comes to lie where the words of its messages do, and a layer need only pass these on.
        """
        marks = self.model.embed[self.first_mark:]
        if not len(marks):
            return means.new_zeros(())
        logits = F.linear(rms_norm(means, self.model.norm, self.model.config.rms_norm_eps), marks)
        targets = torch.where(about < 0, about, about - self.first_mark)
        return (cross_entropy(logits.clone(), targets[:, 0]) + cross_entropy(logits, targets[:, 1])).sum()

    def _gradients(self, part, total):
        part = part.moved(lambda x: x.to(self.device))
        # Halved precision is for tensor cores; a processor has none.
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device != "cpu"):
            last, earlier = self.model.states(part.prefix, part.body, part.wanted)
            losses = cross_entropy(F.linear(last, self.model.embed), part.targets)
            loss = losses.sum()
            of_marks = losses[part.targets >= self.first_mark].sum()
            of_subjects, right = self.head.loss(earlier[part.deciding], part.subjects[:len(part.deciding)])
            means = F.embedding_bag(part.words, self.model.embed, part.begins, mode="mean")
            of_words = self.head.loss_of_words(means, part.subjects)
            of_words = WORDS_WEIGHT * of_words + MARK_OF_WORDS_WEIGHT * self._marks_of_words(means, part.about)
        extra = (MARK_WEIGHT - 1) * of_marks + self.subject_weight * of_subjects + of_words
        ((loss + extra) / total).backward()
        self.tokens += part.body.numel()
        return loss.item(), len(part.targets), len(part.deciding) - right, len(part.deciding)
