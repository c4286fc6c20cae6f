"""The tokenizer of a training: tokens of words, and of several words ("my name is", "I'm sorry") beside them.

A model this small keeps what a word means in its embedding, and has little room for what two words mean together; and what
is said in fewer tokens is learned in fewer steps. After Liu et al., SuperBPE: Space Travel for Language Models (2025).
"""

import re
from collections import Counter

from bpe import SUPER, Tokenizer, as_byte_characters, join_pairs, train_bpe
from conversation import Conversations, opening
from kinds import marks
from pools import within_budget

# Of so many conversations.
SAMPLES, SAMPLES_OF_WORDS = 30_000, 12_000
# No token is longer, in bytes, or seen less often among the texts.
LONGEST, LEAST = 40, 4
# What is said by users counts so much more than what is answered.
USERS_WEIGHT = 3
# What stands around a turn, for which tokens of their own are made first.
HEADS = ["user\n", "assistant\n", "system\n"]
# No token goes on behind the end of a sentence or of a tag, nor over a number or a line's end; a user's not over a comma either.
OF_USER = re.compile(r"[^\w\s'’]|[\d\n]")
OF_ANSWER = re.compile(r"(?<=[.!?\]])|(?=\[)|[\d\n\"“”<>*_()]")


def stretches(text, who):
    """The parts of a text, as written, over which tokens may reach."""
    parts = (OF_USER if who == "user" else OF_ANSWER).split(text)
    return [part.rstrip() for part in parts if " " in part.strip() or part.startswith("[")]


def word_tokenizer(corpus, seed, room):
    """A tokenizer of words, from a sample of the conversations; invented names count little in it."""
    split, counts = Tokenizer([]).split, Counter()
    stream = Conversations(corpus, seed)
    for i in range(SAMPLES_OF_WORDS):
        c = stream.next()
        text = "\n".join(t.text for t in c.turns) + "\n" + (c.system if i % 20 == 0 else "")
        counts.update(split.findall(text))
    for word, n in Counter(w for w in split.findall(opening(stream.next().system))).items():
        counts[word] += 20
    squeezed = {as_byte_characters(w): max(1, int(n ** 0.7)) for w, n in counts.items() if n >= 3}
    return Tokenizer(train_bpe(squeezed, room))


def with_superwords(tokenizer, turns, more):
    """A tokenizer that begins with the tokens of another and has at most so many more; `turns` yields (who, text)."""
    seen = Counter()
    for who, text in turns:
        for part in stretches(text, who):
            seen[who, part] += USERS_WEIGHT if who == "user" else 1

    def symbols(text):
        return tuple(tokenizer.vocab[i] for i in tokenizer.plain(text))

    sequences = Counter()
    for (_, part), count in seen.items():
        sequences[symbols(part)] += count
    merges = join_pairs({symbols(head): LEAST for head in HEADS}, more, LEAST)
    merges += join_pairs(sequences, more - len(merges), LEAST, LONGEST)
    return Tokenizer([*tokenizer.merges, *merges], SUPER)


def make_tokenizer(corpus, seed, room, superwords, start=None):
    """A tokenizer for a corpus: `room` tokens of words, or those of the tokenizer `start`, and so many of several words.

    A `start` that has some of these already keeps its tokens, and its marks of what an answer is about before the new ones.
    """
    words = start or word_tokenizer(corpus, seed, room)
    if superwords and words.pre != SUPER:
        stream = Conversations(corpus, seed)
        words = with_superwords(words, [turn[:2] for _ in range(SAMPLES) for turn in stream.next().turns], superwords)
    known = set(words.marks)
    more = [mark for mark in marks(within_budget(corpus).blocks) if mark not in known]
    return Tokenizer(words.merges, words.pre, words.marks + more)
