"""Makes training batches from the stream of conversations."""

import random
from typing import NamedTuple

import torch

from build_corpus import FRONT, normalised
from conversation import DEFAULT_SYSTEM, Conversations, opening
from kinds import MARK

OTHER_SHARE = 0.1
# So many conversations fill the context; each of them costs as much as fifty short ones.
LONG_SHARE = 0.003
OTHER_PART = 0.6
# How often the marks of what an answer was about still stand before it when the talk goes on. Nobody sends them back, so the
# model must do without; but where they are missing, they cannot be learned.
STAYING_MARKS = 0.5
# So many messages beside each part are heard only word by word.
MORE_MESSAGES = 200
# So many messages are given without tokens of several words, for what is known of the words to be known of both.
APART_SHARE = 0.2


class Part(NamedTuple):
    """A part of a step: rows that are learned at once.

    `wanted` are the flat places in the body whose next tokens, `targets`, are learned; `deciding` indexes in `wanted` the
    places right before an answer, and the first of `subjects` name what each such answer is to. `words` are the tokens of the
    messages that these answer, and of more messages, with the other subjects, that are nowhere else; each message's begin at
    one of `begins`. `about` [messages, 2] holds the marks of the answer to each, -1 where there is none.
    """

    prefix: torch.Tensor
    body: torch.Tensor
    wanted: torch.Tensor
    targets: torch.Tensor
    deciding: torch.Tensor
    words: torch.Tensor
    begins: torch.Tensor
    about: torch.Tensor
    subjects: list

    def moved(self, to):
        """The part with another form of its tensors."""
        return Part(*(to(tensor) for tensor in self[:-1]), self.subjects)


def marks_of(tokenizer, about):
    """The ids of the marks of what an answer is about, as Turn.about."""
    return [tokenizer.ids[MARK.format(name)] for name in about if MARK.format(name) in tokenizer.ids]


def render(tokenizer, turns, rng, most=None):
    """(ids, learned, answers): `learned` is True at the tokens an assistant writes, its end mark included, of each answer the
    first `most`, where that is given, and None at those that must not be learned: the marks of an answer without a subject,
    and what is only read; `answers` holds (place of the first of
    them, subject, tokens of the message, marks) of every answer that has a subject."""
    ids, learned, answers, message, marks = [], [], [], [], []
    for i, (who, text, subject, is_taught, about) in enumerate(turns):
        head = tokenizer.encode(f"<|im_start|>{who}\n")
        said = tokenizer.plain(text, who == "user" and rng.random() < APART_SHARE) + tokenizer.encode("<|im_end|>")
        tail = tokenizer.plain("\n")
        first = len(ids) + len(head)
        taught = [False if is_taught else None] * len(said)
        if who == "user":
            message = said[:-1]
        else:
            marks = marks_of(tokenizer, about)
            taught = [True if is_taught else None] * len(said)
            if marks and (i == len(turns) - 1 or rng.random() < STAYING_MARKS):
                said, taught = marks + said, [True if subject else None] * len(marks) + taught
            elif marks:
                taught[0] = None
            if most is not None:
                taught[most:] = [None] * len(taught[most:])
            if subject:
                answers.append((first, subject, message, marks))
        ids += head + said + tail
        learned += [False] * len(head) + taught + [False] * len(tail)
    return ids, learned, answers


class Batches:
    """`next()` gives the parts of one step.

    No user's message in them is one of the prompts `held_out` (normalised), not even by a chance of the typist.
    """

    def __init__(self, corpus, tokenizer, seed, tokens_per_part=2048, pool=960, context=1024, held_out=()):
        self.held_out = held_out
        self.tokenizer, self.part, self.pool_size, self.context = tokenizer, tokens_per_part, pool, context
        self.rng = random.Random(seed)
        self.stream = Conversations(corpus, seed)
        self.prefix = tokenizer.encode(opening(DEFAULT_SYSTEM))
        self.ready = {"default": [], "other": [], "heard": []}
        self.waiting = {"default": [], "other": [], "heard": []}

    def _gather(self, heard):
        """Adds conversations, or messages that are only heard, until one pool is full, then cuts that pool into parts of similar
        lengths."""
        while True:
            c = self.stream.next(alone=True) if heard else self.stream.next(long=self.rng.random() < LONG_SHARE)
            if any(t.who == "user" and normalised(FRONT.sub("", t.text)) in self.held_out for t in c.turns):
                continue
            kind = "heard" if heard else "default" if c.system == DEFAULT_SYSTEM else "other"
            head = [] if kind != "other" else self.tokenizer.encode(opening(c.system))
            ids, learned, answers = render(self.tokenizer, c.turns, self.rng, c.cut)
            if True not in learned:
                continue
            end = len(learned) - learned[::-1].index(True)
            ids, learned = ids[:end], learned[:end]
            ids, learned = head + ids, [False] * len(head) + learned
            answers = {at + len(head): answer for at, *answer in answers}
            room = self.context - (len(self.prefix) if kind != "other" else 0)
            waiting = self.waiting[kind]
            waiting.append((ids[:room], learned[:room], answers))
            if len(waiting) >= self.pool_size:
                break
        waiting.sort(key=lambda x: len(x[0]))
        size = self.part if kind != "other" else int(self.part * OTHER_PART)
        rows, parts = [], []
        for row in waiting:
            if rows and (len(rows) + 1) * len(row[0]) > size:
                parts.append(rows)
                rows = []
            rows.append(row)
        parts.append(rows)
        self.waiting[kind] = []
        self.rng.shuffle(parts)
        self.ready[kind] += parts

    def next(self, default_parts, other_parts, heard_parts=0):
        taken = []
        for kind, count in (("default", default_parts), ("other", other_parts), ("heard", heard_parts)):
            while len(self.ready[kind]) < count:
                self._gather(kind == "heard")
            taken += [self._tensors(kind, self.ready[kind].pop()) for _ in range(count)]
        return taken

    def _message(self):
        """(tokens, subject, marks of the answer) of something that a user may say first."""
        while True:
            said, answer = self.stream.message()
            if normalised(said.text) not in self.held_out:
                ids = self.tokenizer.plain(said.text, self.rng.random() < APART_SHARE)
                if ids:
                    return ids, answer.subject, marks_of(self.tokenizer, answer.about)

    def _tensors(self, kind, rows):
        length = max(len(ids) for ids, *_ in rows) - 1
        body = torch.zeros(len(rows), length, dtype=torch.long)
        wanted, targets, deciding, words, begins, about, subjects = [], [], [], [], [], [], []
        for r, (ids, learned, answers) in enumerate(rows):
            body[r, :len(ids) - 1] = torch.tensor(ids[:-1])
            for t in range(len(ids) - 1):
                # The user's side is learned from a part of its tokens: cheaper than a small weight on all.
                if learned[t + 1] or learned[t + 1] is False and self.rng.random() < OTHER_SHARE:
                    if t + 1 in answers:
                        subject, message, marks = answers[t + 1]
                        deciding.append(len(wanted))
                        subjects.append(subject)
                        about.append(marks)
                        begins.append(len(words))
                        words += message
                    wanted.append(r * length + t)
                    targets.append(ids[t + 1])
        prefix = self.prefix if kind != "other" else []
        for _ in range(MORE_MESSAGES):
            message, subject, marks = self._message()
            subjects.append(subject)
            about.append(marks)
            begins.append(len(words))
            words += message
        about = [(*marks, -1, -1)[:2] for marks in about]
        tensors = (torch.tensor(x, dtype=torch.long) for x in (wanted, targets, deciding, words, begins, about))
        return Part(torch.tensor(prefix, dtype=torch.long), body, *tensors, subjects)
