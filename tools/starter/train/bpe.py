"""Byte-level BPE that splits text as llama.cpp does for the same `tokenizer.ggml.pre`.

With `gpt-2` no token reaches over the end of a word; with `superbpe` only numbers stand alone, in groups of three digits.
"""

import heapq
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict

WORDS, SUPER = "gpt-2", "superbpe"
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


def word_splitter():
    letter, number = character_class("L"), character_class("N")
    return re.compile(rf"'s|'t|'re|'ve|'m|'ll|'d| ?[{letter}]+| ?[{number}]+| ?[^\s{letter}{number}]+|\s+(?!\S)|\s+")


def number_splitter():
    number = character_class("N")
    return re.compile(rf"[{number}]{{1,3}}(?=(?:[{number}]{{3}})*(?![{number}]))|[^{number}]+")


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


def join_pairs(sequences, count, least=2, longest=1 << 30):
    """At most `count` merges for `sequences` (symbols -> how often), most frequent pair first, ties by text.

    No pair is joined that is seen less often than `least` or gives a symbol of more than `longest` characters.
    """
    texts = [(list(symbols), n) for symbols, n in sorted(sequences.items())]
    pairs, where = Counter(), defaultdict(set)
    for i, (symbols, n) in enumerate(texts):
        for pair in zip(symbols, symbols[1:]):
            pairs[pair] += n
            where[pair].add(i)
    queue, merges = [(-n, pair) for pair, n in pairs.items()], []
    heapq.heapify(queue)
    while len(merges) < count and queue:
        often, best = heapq.heappop(queue)
        now = pairs.get(best, 0)
        if now < least or len(best[0]) + len(best[1]) > longest:
            continue
        if now != -often:
            # It became rarer when others were joined; each change that made it more frequent is in the queue.
            heapq.heappush(queue, (-now, best))
            continue
        merges.append(best)
        touched = set()
        for i in where.pop(best):
            symbols, n = texts[i]
            joined = join(symbols, best)
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] -= n
            for pair in zip(joined, joined[1:]):
                pairs[pair] += n
                where[pair].add(i)
                touched.add(pair)
            texts[i] = (joined, n)
        del pairs[best]
        for pair in touched:
            heapq.heappush(queue, (-pairs[pair], pair))
    return merges


def join(symbols, pair):
    """Symbols with every occurrence of a pair made one."""
    out, i = [], 0
    while i < len(symbols):
        if symbols[i] == pair[0] and symbols[i + 1:i + 2] == [pair[1]]:
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return out


def train_bpe(counts, vocab_size):
    """Merges for `counts` (pre-token in byte characters -> how often)."""
    return join_pairs({tuple(word): n for word, n in counts.items()}, vocab_size - len(SPECIALS) - 256)


def merged(symbols, rank):
    """Symbols merged as llama.cpp does: the pair of the lowest rank first, of equal ones the leftmost."""
    symbols, after, before = list(symbols), list(range(1, len(symbols) + 1)), list(range(-1, len(symbols) - 1))
    queue = [(rank[pair], i, pair) for i, pair in enumerate(zip(symbols, symbols[1:])) if pair in rank]
    heapq.heapify(queue)
    while queue:
        _, i, pair = heapq.heappop(queue)
        j = after[i]
        # One of the two may have become a part of something else.
        if symbols[i] != pair[0] or j >= len(symbols) or symbols[j] != pair[1]:
            continue
        symbols[i], symbols[j], after[i] = pair[0] + pair[1], None, after[j]
        if after[j] < len(symbols):
            before[after[j]] = i
        for left, right in ((before[i], i), (i, after[i])):
            if left >= 0 and right < len(symbols) and (symbols[left], symbols[right]) in rank:
                heapq.heappush(queue, (rank[symbols[left], symbols[right]], left, (symbols[left], symbols[right])))
    return [symbol for symbol in symbols if symbol is not None]


class Tokenizer:
    """`pre` is one of WORDS and SUPER, and says where text is split before its bytes are merged.

    `marks` are tokens that no text has, and that are no text.
    """

    def __init__(self, merges, pre=WORDS, marks=()):
        self.pre, self.marks = pre, list(marks)
        self.merges = [tuple(m) for m in merges]
        self.vocab = SPECIALS + [BYTES[b] for b in range(256)]
        known = set(self.vocab)
        for a, b in self.merges:
            if a + b not in known:
                known.add(a + b)
                self.vocab.append(a + b)
        self.vocab += self.marks
        self.ids = {t: i for i, t in enumerate(self.vocab)}
        self.rank = {m: i for i, m in enumerate(self.merges)}
        space = BYTES[32]
        self.rank_in_words = {m: i for m, i in self.rank.items() if space not in (m[0] + m[1])[1:]}
        self.split = word_splitter() if pre == WORDS else number_splitter()
        self.special = re.compile("(" + "|".join(re.escape(s) for s in SPECIALS) + ")")
        self.cache = {}

    def _merged(self, text, apart):
        ids = self.cache.get((text, apart))
        if ids is None:
            symbols = merged(as_byte_characters(text), self.rank_in_words if apart else self.rank)
            ids = [self.ids[symbol] for symbol in symbols]
            if len(self.cache) < 200_000:
                self.cache[text, apart] = ids
        return ids

    def plain(self, text, apart=False):
        """Ids of text in which the special tokens have no meaning; `apart`: without tokens of several words."""
        return [i for part in self.split.findall(text) for i in self._merged(part, apart)]

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
        out, marks = bytearray(), set(self.marks)
        for i in ids:
            token = self.vocab[i]
            if token in marks:
                continue
            out += token.encode() if i < len(SPECIALS) else bytes(UNBYTES[c] for c in token)
        return out.decode("utf-8", "replace")

    def save(self, path):
        path.write_text(json.dumps({
            "pre": self.pre,
            "vocab": self.vocab,
            "special": {s: self.ids[s] for s in SPECIALS + self.marks},
            "merges": [f"{a} {b}" for a, b in self.merges],
        }, ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def load(path):
        saved = json.loads(path.read_text(encoding="utf-8"))
        marks = [token for token in saved["special"] if token not in SPECIALS]
        return Tokenizer([merge.split(" ") for merge in saved["merges"]], saved["pre"], marks)
