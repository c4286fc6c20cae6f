"""Which blocks of the corpus are used, how many answers of each, and how often."""

import json
import re
from pathlib import Path

from corpus_format import Corpus
from follow_ups import KIND as FOLLOW_UP
from kinds import Kinds, is_marked
from state import ASKS_NAME

# A model this small learns a few answers well or many badly. The first ones of an intent are taken.
MOST_ANSWERS = {"en": 5, "other": 3, "persona": 2}
# Of jokes and the like, which it must know by heart to the last word, and of stories, which are three times as long.
MANY_ANSWERS, MANY_STORIES = 16, 8
# How many blocks of a file are used, where a file holds more facts than so few parameters can learn for sure.
BUDGET = json.loads((Path(__file__).resolve().parent / "budget.json").read_text())
WITH_MANY_ANSWERS = re.compile(r"joke|e2_another|riddle|fact|poem|tongue|proverb|compliment_me|^un_")


def within_budget(corpus):
    """Keeps the first N blocks of a file, or an even share of them where its budget is below one."""
    used, kept = {}, []
    for block in corpus.blocks:
        file = block.where.split(":")[0]
        used[file] = n = used.get(file, 0) + 1
        budget = BUDGET.get(file, 1 << 30)
        if n <= budget if budget >= 1 else int(n * budget) > int((n - 1) * budget):
            kept.append(block)
    return Corpus(kept, corpus.slots, corpus.problems)


def keep_first(block, group_of, most):
    """Leaves at most `most` lines of each group in a block; lines without a group all stay."""
    seen, kept = {}, []
    for line in block.lines:
        group = group_of(line)
        if group:
            seen[group] = seen.get(group, 0) + 1
        if not group or seen[group] <= most:
            kept.append(line)
    block.lines = kept


# Of these every single one must be learned by itself.
FACTS = re.compile(r"en/1-(capitals|sums|knowledge)")
# What people say first, and say most: it must be known better than what hardly anybody says.
OFTEN = re.compile(r"en/(0-|1-(greetings|small-talk|feelings|encouragement|manners|opinions|jokes|stories)|3-core|(2|4-more)-recall)")

# So many times as often as any other line of its intent, one that stands in such a file is drawn.
OFTEN_LINE = 4
# What has no more words than these is said by many people, so many times as often as what is longer.
SHORT_WORDS, SHORT_LINE = 4, 2.5

# Each of these holds as many messages as twenty others.
BROAD = re.compile(r"en/7-broad")


def weight_of(block):
    """How often a block is drawn: more often the more there is to say in it."""
    often = next((times for kind, times in ((FACTS, 3), (OFTEN, 2.5), (BROAD, 4)) if kind.match(block.where)), 1)
    return block.weight * often * min(3.0, (len(block.of("u")) * len(block.of("a"))) ** 0.35 / 2)


def times_as_often(rate, usual):
    """How many times as often what is missed at a `rate` is drawn as what is missed as often as usual."""
    return min(2.5, (0.3 + rate / usual) / 1.3)


def ways(text):
    """About how many lines the choices of a written line make."""
    count = 1
    for group in re.findall(r"\(([^()]*)\)", text):
        count *= group.count("|") + 1
    return count


def times_of_line(line):
    """How many times as often as another line of its intent one is drawn."""
    is_short = len(re.sub(r"\(([^()|]*)[^()]*\)", r"\1", line.text).split()) <= SHORT_WORDS
    return (OFTEN_LINE if OFTEN.match(line.where) else 1) * (SHORT_LINE if is_short else 1)


class Pools:
    """The blocks to draw from, by language and kind. `intents` holds them by (language, name)."""

    def __init__(self, corpus):
        self.slots, self.kinds = corpus.slots, Kinds(corpus)
        corpus = within_budget(corpus)
        self.intents = {}
        for block in corpus.kind("intent"):
            key = (block.language, block.name)
            if key in self.intents:
                self.intents[key].lines += block.lines
                self.intents[key].lets.update(block.lets)
            else:
                self.intents[key] = block
        self.pools, self._said, self._lines = {}, {}, None
        for block in self.intents.values():
            most = MOST_ANSWERS["en" if block.language == "en" else "other"]
            if WITH_MANY_ANSWERS.search(block.name):
                most = MANY_ANSWERS
            elif "story" in block.name:
                most = MANY_STORIES
            keep_first(block, lambda x: x.who == "a" and "a", most)
            # What is said in the midst of a talk is said nowhere else.
            if self.kinds.whole(block.name) != FOLLOW_UP:
                self._add(block)
            asks = [x for x in block.of("u") if ASKS_NAME.search(x.text) and "{name}" not in x.text]
            if len(asks) * 2 > len(block.of("u")) and "not" in str([x.text for x in block.of("a")]):
                block.unless.add("name")
        for kind in ("dialogue", "notes", "fact"):
            for block in corpus.kind(kind):
                self._add(block)
        self.parts = {}
        for block in self.intents.values():
            if block.broad and block.broad != block.name and BROAD.match(block.where):
                self.parts.setdefault((block.language, block.broad), []).append(block)
        personas = corpus.kind("persona")
        for block in personas:
            keep_first(block, lambda x: x.who == "persona" and x.intent, MOST_ANSWERS["persona"])
        self.personas = [b for b in personas if b.of("persona")]
        self.plain = [b for b in personas if not b.of("persona")]
        self.written = {key: [weight_of(b) for b in pool] for key, pool in self.pools.items()}
        self.weights = dict(self.written)

    def _add(self, block):
        self.pools.setdefault((block.language, block.kind), []).append(block)

    def of(self, language, kind):
        return self.pools.get((language, kind), [])

    def favour(self, missed):
        """Has blocks drawn more often the more often their subjects are missed, of `missed`: {subject: 0 to 1}."""
        of_block = {}
        for subject, rate in missed.items():
            of_block.setdefault(subject.split("/")[0], []).append(rate)
        rate_of = {name: sum(rates) / len(rates) for name, rates in of_block.items()}
        for key, pool in self.pools.items():
            rates = [rate_of.get(block.name) for block in pool]
            known = [(w, r) for w, r in zip(self.written[key], rates) if r is not None]
            if known:
                usual = max(0.02, sum(w * r for w, r in known) / sum(w for w, _ in known))
                self.weights[key] = [w * times_as_often(usual if r is None else r, usual)
                                     for w, r in zip(self.written[key], rates)]

    def said(self, block):
        """(lines of the user in a block, how often each is drawn): more often the more ways of saying it a line holds."""
        if id(block) not in self._said:
            lines = block.of("u")
            self._said[id(block)] = lines, [times_of_line(x) * min(8.0, ways(x.text) ** 0.4) for x in lines]
        return self._said[id(block)]

    def about(self, block):
        """What an answer of a block is about, as Kinds.path; nothing where it has no marks."""
        return self.kinds.path(block.name) if is_marked(block) else ()

    def part_of(self, block, rng):
        """One of the parts that a broad intent is divided into, or the block itself."""
        parts = [block, *self.parts.get((block.language, block.name), ())]
        return rng.choices(parts, [len(part.of("u")) for part in parts])[0] if len(parts) > 1 else block

    def draw_by_lines(self, rng):
        """An English intent, the more often the more ways of saying it are written."""
        if not self._lines:
            self._lines = [sum(map(times_of_line, block.of("u"))) for block in self.of("en", "intent")]
        return rng.choices(self.of("en", "intent"), self._lines)[0]

    def draw(self, rng, language, kind):
        """A block by weight, or None where there is none of that kind."""
        pool = self.of(language, kind)
        return rng.choices(pool, self.weights[language, kind])[0] if pool else None
