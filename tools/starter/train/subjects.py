"""Teaches the model to know what is being talked about before it answers.

The words of an answer say it only bit by bit, and one of five answers at random; a head beside the last layer says it at
once. The head is thrown away after the training.
"""

import torch
import torch.nn.functional as F
from torch import nn


class SubjectHead(nn.Module):
    """A linear classifier of states [n, hidden] into at most `room` subjects, numbered as they turn up."""

    def __init__(self, hidden, room=4096):
        super().__init__()
        self.table = nn.Parameter(torch.zeros(room, hidden))
        self.numbers = {}

    def number(self, subject):
        """The number of a subject; None where there is no more room."""
        if subject not in self.numbers and len(self.numbers) < len(self.table):
            self.numbers[subject] = len(self.numbers)
        return self.numbers.get(subject)

    def loss(self, states, subjects):
        """Summed cross-entropy, and how many were right; subjects [n] are numbers."""
        normed = F.layer_norm(states, states.shape[1:])
        logits = F.linear(normed, self.table[:len(self.numbers)])
        return F.cross_entropy(logits, subjects, reduction="sum"), int((logits.argmax(1) == subjects).sum())
