"""How many held-out messages are understood: sorted into the broad intent (7-broad*.txt) that somebody gave them.

    python3 understood.py --run main --wrong

Beside the subject head of a run stands its peer, a linear classifier of words, pairs of words and pieces of words that
learns from the same lines in a minute: where the run is worse, it is the training that fails and not the corpus.
"""

import argparse
import random
import re
import sys
import zlib
from collections import Counter

import torch
import torch.nn.functional as F
from torch import nn

from build_corpus import CORPUS, EVAL, heard_messages
from conversation import DEFAULT_SYSTEM
from corpus_format import load_corpus
from export import HERE, load_checkpoint, prompt
from kinds import Kinds
from subjects import SubjectHead
from templates import choose

FEATURES, WIDTH, ROUNDS, BATCH = 1 << 17, 64, 2, 256


def heard_by_head(run, messages, kinds):
    """The likeliest broad intent of each message, by what the subject head of a run gives to all subjects of each."""
    checkpoint = HERE / "runs" / run / "checkpoint.pt"
    model, tokenizer = load_checkpoint(checkpoint)
    weights, numbers = torch.load(checkpoint, map_location="cpu")["head"]
    head = SubjectHead(model.config.hidden_size, len(weights["table"]))
    head.take(weights, numbers)
    of_number = [kinds.of(subject) for subject in numbers]
    heard = []
    for message in messages:
        ids = torch.tensor(tokenizer.encode(prompt(DEFAULT_SYSTEM, [("user", message)])))
        with torch.no_grad():
            _, state = model.states(ids[:1], ids[None, 1:], torch.tensor([len(ids) - 2]))
            chances = head.logits(state)[0].softmax(0)
        of_kind = Counter()
        for kind, chance in zip(of_number, chances.tolist()):
            if kind:
                of_kind[kind] += chance
        heard.append(of_kind.most_common(1)[0][0])
    return heard


def features(text):
    """The numbers of a text's words, pairs of words and pieces of four letters."""
    words = ["<", *re.findall(r"[a-z']+|[?!0-9]", text.lower()), ">"]
    pieces = [f"<{word}>"[i:i + 4] for word in words for i in range(len(word) - 1)]
    pairs = [f"{a} {b}" for a, b in zip(words, words[1:])]
    return [zlib.crc32(x.encode()) % FEATURES for x in (*words, *pairs, *("_" + piece for piece in pieces))]


def bags(texts):
    """Texts as nn.EmbeddingBag takes them: (features one after the other, where each text begins)."""
    listed = [features(text) for text in texts]
    begins = torch.tensor([0, *map(len, listed[:-1])]).cumsum(0)
    return torch.tensor([x for one in listed for x in one]), begins


def heard_by_peer(corpus, messages, kinds, seed=1, rounds=ROUNDS):
    """The broad intent of each message, by a linear classifier that has learned from the lines of the corpus."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    lines = [(choose(line.text, rng), kinds.of(block.name)) for block in corpus.kind("intent") if block.language == "en"
             for line in block.of("u") if kinds.of(block.name)]
    names = sorted({kind for _, kind in lines})
    bag, out = nn.EmbeddingBag(FEATURES, WIDTH, mode="mean"), nn.Linear(WIDTH, len(names))
    nn.init.normal_(bag.weight, std=0.05)
    optimizer = torch.optim.Adam([*bag.parameters(), *out.parameters()], lr=0.01)
    for _ in range(rounds):
        rng.shuffle(lines)
        for i in range(0, len(lines), BATCH):
            texts, wanted = zip(*lines[i:i + BATCH])
            optimizer.zero_grad()
            F.cross_entropy(out(bag(*bags(texts))), torch.tensor([names.index(kind) for kind in wanted])).backward()
            optimizer.step()
    with torch.no_grad():
        return [names[i] for i in out(bag(*bags(messages))).argmax(1).tolist()]


def shares(heard, wanted, kinds):
    """(share of messages whose broad intent was heard, share of those whose whole was)"""
    pairs = list(zip(heard, wanted))
    return (sum(a == b for a, b in pairs) / len(pairs),
            sum(kinds.whole(a) == kinds.whole(b) for a, b in pairs) / len(pairs))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--wrong", action="store_true", help="name what the run has not understood")
    args = parser.parse_args()
    corpus = load_corpus(CORPUS)
    kinds = Kinds(corpus)
    wanted, messages = zip(*heard_messages(EVAL))
    heard = heard_by_head(args.run, messages, kinds)
    if args.wrong:
        for message, want, got in zip(messages, wanted, heard):
            if kinds.whole(want) != kinds.whole(got):
                print(f"{got}, not {want}: {message}")
    for name, of in ((args.run, heard), ("linear peer", heard_by_peer(corpus, messages, kinds))):
        kind, whole = shares(of, wanted, kinds)
        print(f"{name}: {kind:.1%} of {len(messages)} messages understood, {whole:.1%} broadly")
    return 0


if __name__ == "__main__":
    sys.exit(main())
