"""Teaches the model to know what is being talked about before it answers.

The words of an answer say it only bit by bit, and one of five answers at random; a head beside the last layer says it at
once. A second one says it from the mean of the embedding of the message's tokens, so that each of them soon says by itself
what it is likely about (as in Joulin et al., Bag of Tricks for Efficient Text Classification, 2016). Both are thrown away
after the training.
"""

import torch
import torch.nn.functional as F
from torch import nn

from model import cross_entropy

# How much the newest try counts in how often a subject is missed.
LATELY = 0.05


class SubjectHead(nn.Module):
    """A linear classifier of states [n, hidden] into at most `room` subjects, numbered as they turn up.

    `missed` holds how often each of them was missed lately, from 0 to 1.
    """

    def __init__(self, hidden, room=8192):
        super().__init__()
        self.table = nn.Parameter(torch.zeros(room, hidden))
        self.table_of_words = nn.Parameter(torch.zeros(room, hidden))
        self.register_buffer("missed", torch.full((room,), 0.5))
        self.numbers = {}

    def take(self, weights, numbers):
        """Goes on from the weights and the numbers of another head, which may have had less room."""
        own = self.state_dict()
        for name, values in weights.items():
            own[name][:len(values)] = values
        self.numbers = numbers

    def number(self, subject):
        """The number of a subject. @raise ValueError where there is no more room."""
        if subject not in self.numbers:
            if len(self.numbers) == len(self.table):
                raise ValueError(f"more than {len(self.table)} subjects")
            self.numbers[subject] = len(self.numbers)
        return self.numbers[subject]

    def logits(self, states):
        """[n, subjects known by now] of states [n, hidden]."""
        return F.linear(F.layer_norm(states, states.shape[1:]), self.table[:len(self.numbers)])

    def numbered(self, subjects, device):
        return torch.tensor([self.number(subject) for subject in subjects], dtype=torch.long, device=device)

    def loss_of_words(self, means, subjects):
        """Summed cross-entropy from the means [n, hidden] of the embedding of each message's tokens."""
        subjects = self.numbered(subjects, means.device)
        logits = F.linear(F.layer_norm(means, means.shape[1:]), self.table_of_words[:len(self.numbers)])
        return cross_entropy(logits, subjects).sum()

    def loss(self, states, subjects):
        """Summed cross-entropy, and how many were right; `subjects` names what each of the states is about."""
        subjects = self.numbered(subjects, states.device)
        logits = self.logits(states)
        wrong = (logits.argmax(1) != subjects).float()
        # A subject that stands here more than once counts once: it comes back soon enough.
        self.missed[subjects] += LATELY * (wrong - self.missed[subjects])
        return cross_entropy(logits, subjects).sum(), len(subjects) - int(wrong.sum())

    def rates(self):
        """{subject: how often it was missed lately}."""
        return {subject: self.missed[n].item() for subject, n in self.numbers.items()}
