"""Byte-level BPE with GPT-2's pre-tokenizer, so that llama.cpp (`tokenizer.ggml.pre = gpt-2`) splits text the same."""

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict

SPECIALS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def character_class(initial):
    """The ranges of all characters whose general category begins with `initial`, for a regular expression."""
    ranges, start = [], None
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and unicodedata.category(chr(code))[0] == initial
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            ranges.append(f"\\U{start:08x}-\\U{code - 1:08x}")
            start = None
    return "".join(ranges)


def splitter():
    letter, number = character_class("L"), character_class("N")
    return re.compile(rf"'s|'t|'re|'ve|'m|'ll|'d| ?[{letter}]+| ?[{number}]+| ?[^\s{letter}{number}]+|\s+(?!\S)|\s+")


def byte_characters():
    """GPT-2's printable stand-in for each byte."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table, extra = {}, 0
    for byte in range(256):
        if byte in plain:
            table[byte] = chr(byte)
        else:
            table[byte] = chr(256 + extra)
            extra += 1
    return table


BYTES = byte_characters()
UNBYTES = {c: b for b, c in BYTES.items()}


def as_byte_characters(text):
    return "".join(BYTES[b] for b in text.encode("utf-8"))


def train_bpe(counts, vocab_size):
    """Merges for `counts` (pre-token in byte characters -> how often), most frequent pair first, ties by text."""
    words = [(list(w), n) for w, n in sorted(counts.items())]
    pairs, where = Counter(), defaultdict(set)
    for i, (symbols, n) in enumerate(words):
        for pair in zip(symbols, symbols[1:]):
            pairs[pair] += n
            where[pair].add(i)
    merges = []
    while len(SPECIALS) + 256 + len(merges) < vocab_size and pairs:
        best = max(pairs, key=lambda p: (pairs[p], p))
        if pairs[best] < 2:
            break
        merges.append(best)
        joined = best[0] + best[1]
        for i in list(where[best]):
            symbols, n = words[i]
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] -= n
                if pairs[pair] <= 0:
                    del pairs[pair]
            out, j = [], 0
            while j < len(symbols):
                if j + 1 < len(symbols) and symbols[j] == best[0] and symbols[j + 1] == best[1]:
                    out.append(joined)
                    j += 2
                else:
                    out.append(symbols[j])
                    j += 1
            words[i] = (out, n)
            for pair in zip(out, out[1:]):
                pairs[pair] += n
                where[pair].add(i)
        where.pop(best, None)
        pairs.pop(best, None)
    return merges


class Tokenizer:
    def __init__(self, merges):
        self.merges = [tuple(m) for m in merges]
        self.vocab = SPECIALS + [BYTES[b] for b in range(256)]
        known = set(self.vocab)
        for a, b in self.merges:
            if a + b not in known:
                known.add(a + b)
                self.vocab.append(a + b)
        self.ids = {t: i for i, t in enumerate(self.vocab)}
        self.rank = {m: i for i, m in enumerate(self.merges)}
        self.split = splitter()
        self.special = re.compile("(" + "|".join(re.escape(s) for s in SPECIALS) + ")")
        self.cache = {}

    def _word(self, word):
        ids = self.cache.get(word)
        if ids is None:
            symbols = list(as_byte_characters(word))
            while len(symbols) > 1:
                ranks = [self.rank.get(p, 1 << 30) for p in zip(symbols, symbols[1:])]
                best = min(ranks)
                if best == 1 << 30:
                    break
                # llama.cpp merges the leftmost of the best pairs first; all of one rank come before the next.
                i = ranks.index(best)
                symbols[i:i + 2] = [symbols[i] + symbols[i + 1]]
            ids = [self.ids[s] for s in symbols]
            if len(self.cache) < 200_000:
                self.cache[word] = ids
        return ids

    def plain(self, text):
        """Ids of text in which the special tokens have no meaning."""
        return [i for word in self.split.findall(text) for i in self._word(word)]

    def encode(self, text):
        """Ids of text; `<|im_start|>` and the like become single ids."""
        ids = []
        for part in self.special.split(text):
            if part in SPECIALS:
                ids.append(self.ids[part])
            elif part:
                ids += self.plain(part)
        return ids

    def decode(self, ids):
        out = bytearray()
        for i in ids:
            token = self.vocab[i]
            out += token.encode() if i < len(SPECIALS) else bytes(UNBYTES[c] for c in token)
        return out.decode("utf-8", "replace")

    def save(self, path):
        path.write_text(json.dumps({
            "pre": "gpt-2",
            "vocab": self.vocab,
            "special": {s: i for i, s in enumerate(SPECIALS)},
            "merges": [f"{a} {b}" for a, b in self.merges],
        }, ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def load(path):
        return Tokenizer([m.split(" ") for m in json.loads(path.read_text(encoding="utf-8"))["merges"]])
