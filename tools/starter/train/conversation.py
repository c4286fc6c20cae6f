"""Combines corpus blocks into whole conversations, in a seeded stream that can be made again."""

import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from corpus_format import REFERENCE, Corpus
from templates import fill, slots_in, without_tags
from typing_noise import pick_style, typed

PERSONA = ("You are Tomo, a small cheerful companion who lives on the user's desktop. "
           "You speak in short, warm, natural sentences that are good to listen to.")
LESSON = ("Show how you feel with a tag before a sentence: [happy] [sad] [angry] [relaxed] [surprised] [neutral]. "
          "Move with [nod] [shake_head] [wave] [gesture_explain] [think] [bow] [laugh] [shrug], at most twice an "
          "answer. Never explain the tags.")
DEFAULT_SYSTEM = PERSONA + "\n\n" + LESSON

TELLS_NAME = re.compile(r"(\b(name is|name's|names|i'm|im|i am|call me|it's|this is|here is)\b[^{.?!]{0,80}\{name\}|^\{name\})"
                        r"(?!'s|\w)", re.I)
ASKS_NAME = re.compile(r"\b(my name|who (am i|i am)|called me|call me)\b", re.I)
LANGUAGE_SHARE = {"en": 0.87, "ja": 0.03, "zh": 0.03, "es": 0.025, "de": 0.02, "fr": 0.025}
SYSTEM_SHARE = {"default": 0.74, "untagged": 0.04, "persona": 0.14, "plain": 0.04, "none": 0.04}
# A model this small learns a few answers well or many badly. The first ones of an intent are taken.
MOST_ANSWERS = {"en": 5, "other": 3, "persona": 2}
# How many blocks of a file are used, where a file holds more facts than so few parameters can learn for sure.
BUDGET = json.loads((Path(__file__).resolve().parent / "budget.json").read_text())
# In these a character answers with the words that were written for them, never with an all-purpose line.
GRAVE = re.compile(r"self_harm|abuse|hopeless|grief|died|heartbroken")
WITH_MANY_ANSWERS = re.compile(r"joke|riddle|fact|story|poem|tongue|proverb|compliment_me")


@dataclass
class Conversation:
    system: str
    turns: list
    kind: str = "default"


@dataclass
class State:
    """What has been said so far in one conversation."""
    rng: random.Random
    language: str
    style: str
    name: str = None
    facts: set = field(default_factory=set)
    persona: object = None
    persona_bindings: dict = field(default_factory=dict)
    turns: list = field(default_factory=list)

    def bindings_for(self, block):
        bindings = {}
        said = " ".join(line.text for line in block.lines if line.who in "un")
        if self.name and ("name" not in slots_in(said) or "name" in block.tells
                          or any(TELLS_NAME.search(x.text) for x in block.of("u")) or "user's name is {name}" in said):
            bindings["name"] = self.name
        return bindings


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


class Conversations:
    def __init__(self, corpus, seed=1):
        self.slots = corpus.slots
        corpus = within_budget(corpus)
        self.rng = random.Random(seed)
        self.intents = {}
        for block in corpus.kind("intent"):
            key = (block.language, block.name)
            if key in self.intents:
                self.intents[key].lines += block.lines
                self.intents[key].lets.update(block.lets)
            else:
                self.intents[key] = block
        self.pools = {}
        for block in self.intents.values():
            most = MOST_ANSWERS["en" if block.language == "en" else "other"]
            if not WITH_MANY_ANSWERS.search(block.name):
                self._keep(block, lambda x: x.who == "a" and "a", most)
            self._pool(block.language, "intent").append(block)
            asks = [x for x in block.of("u") if ASKS_NAME.search(x.text) and "{name}" not in x.text]
            if len(asks) * 2 > len(block.of("u")) and "not" in str([x.text for x in block.of("a")]):
                block.unless.add("name")
        for kind in ("dialogue", "notes"):
            for block in corpus.kind(kind):
                self._pool(block.language, kind).append(block)
        personas = corpus.kind("persona")
        for block in personas:
            self._keep(block, lambda x: x.who == "persona" and x.intent, MOST_ANSWERS["persona"])
        self.personas = [b for b in personas if b.of("persona")]
        self.plain = [b for b in personas if not b.of("persona")]
        self.weights = {id(pool): [self._weight(b) for b in pool] for pool in self.pools.values()}

    @staticmethod
    def _keep(block, group_of, most):
        """Leaves at most `most` lines of each group in a block; lines without a group all stay."""
        seen, kept = {}, []
        for line in block.lines:
            group = group_of(line)
            if group:
                seen[group] = seen.get(group, 0) + 1
            if not group or seen[group] <= most:
                kept.append(line)
        block.lines = kept

    def _pool(self, language, kind):
        return self.pools.setdefault((language, kind), [])

    @staticmethod
    def _weight(block):
        return block.weight * min(3.0, (len(block.of("u")) * len(block.of("a"))) ** 0.35 / 2)

    def _pick(self, language, kind):
        pool = self.pools.get((language, kind))
        return self.rng.choices(pool, self.weights[id(pool)])[0] if pool else None

    # -- one exchange -----------------------------------------------------------------------------------------

    def _user(self, text, state, bindings):
        style = state.style if self.rng.random() < 0.7 else pick_style(self.rng)
        return typed(text, self.rng, style, [v for k, v in bindings.items() if k != "daypart"])

    def _answer(self, block, lines, bindings, state):
        """A line among `lines` whose {name} is known; None if there is none."""
        fit = [x for x in lines if "name" not in slots_in(x.text) or "name" in bindings]
        if state.persona:
            fit = [x for x in fit if "tomo" not in x.text.lower()]
        if not fit:
            return None
        return fill(self.rng.choice(fit).text, block, self.slots, bindings, self.rng)

    def _hear(self, block, line_text, bindings, state):
        told = TELLS_NAME.search(line_text) or "name" in block.tells and "name" in slots_in(line_text)
        if "name" in bindings and told:
            state.name = bindings["name"]

    def _allowed(self, block, state):
        return not (block.unless & state.facts) and not ("name" in block.unless and state.name)

    def _intent(self, block, state, front=""):
        if not self._allowed(block, state):
            return False
        bindings = state.bindings_for(block)
        line = self.rng.choice(block.of("u"))
        said = fill(line.text, block, self.slots, bindings, self.rng)
        if state.persona:
            answer = self._persona_answer(block, state, bindings)
        else:
            answer = self._answer(block, block.of("a"), bindings, state)
        if answer is None:
            return False
        self._hear(block, line.text, bindings, state)
        state.facts |= block.tells
        state.turns += [("user", front + self._user(said, state, bindings)), ("assistant", answer)]
        return True

    def _persona_answer(self, block, state, bindings):
        lines = state.persona.of("persona")
        own = [x for x in lines if x.intent == block.name]
        other = [x for x in lines if x.intent == "*"]
        if not own and (not other or GRAVE.search(block.name) or self.rng.random() < 0.3):
            return self._answer(block, block.of("a"), bindings, state)
        mixed = dict(state.persona_bindings)
        if "name" not in mixed and state.name:
            mixed["name"] = state.name
        fit = [x for x in own or other if "name" not in slots_in(x.text) or "name" in mixed]
        return fill(self.rng.choice(fit).text, state.persona, self.slots, mixed, self.rng) if fit else None

    def _dialogue(self, block, state):
        if not self._allowed(block, state) or state.persona and (
                not block.tells or any("tomo" in x.text.lower() for x in block.of("a"))):
            return False
        bindings = state.bindings_for(block)
        turns, last = [], None
        for line in block.lines:
            if last is not None and line.who == last.who and line.who != "gap":
                turns[-1].append(line)
            else:
                turns.append([line])
            last = line
        kept = len(state.turns)
        state.facts |= block.tells
        for options in turns:
            if options[0].who == "gap":
                for _ in range(self.rng.choice((0, 0, 1, 1, 2, 3))):
                    self._any_intent(state)
                continue
            fit = [x for x in options if x.who == "u" or "name" not in slots_in(x.text) or "name" in bindings
                   or state.name]
            if not fit:
                del state.turns[kept:]
                return False
            line = self.rng.choice(fit)
            if state.name and "name" not in bindings and line.who == "a":
                bindings["name"] = state.name
            reference, source = REFERENCE.fullmatch(line.text), block
            text = line.text
            if reference:
                source = self.intents.get((block.language, reference.group(1))) or \
                    self.intents.get(("en", reference.group(1)))
                options = source and [x for x in source.of(line.who) if "name" not in slots_in(x.text) or "name" in bindings]
                if not options:
                    del state.turns[kept:]
                    return False
                text = self.rng.choice(options).text
            said = fill(text, source, self.slots, bindings, self.rng)
            if line.who == "u":
                self._hear(source, text, bindings, state)
                state.turns.append(("user", self._user(said, state, bindings)))
            else:
                state.turns.append(("assistant", said))
        return True

    def _any_intent(self, state):
        for _ in range(6):
            block = self._persona_intent(state) if state.persona else self._pick(state.language, "intent")
            if block and self._intent(block, state):
                return True
        return False

    def _persona_intent(self, state):
        named = [x.intent for x in state.persona.of("persona") if x.intent != "*"]
        if named and self.rng.random() < 0.65:
            return self.intents.get(("en", self.rng.choice(named)))
        return self._pick("en", "intent")

    # -- notes and passages -----------------------------------------------------------------------------------

    def _front(self, notes, passages):
        parts = []
        if notes:
            parts.append("<notes>\n" + "\n".join(f"- {n}" for n in notes) + "\n</notes>\n")
        parts += [f'<passage source="{s}">{t}</passage>\n' for s, t in passages]
        return "".join(parts)

    def _distractors(self, avoid, state, low=0, high=3):
        """Notes and passages of other blocks; `avoid` holds beginnings of notes that would contradict."""
        notes, passages = [], []
        pool = self.pools.get((state.language, "notes")) or self.pools.get(("en", "notes")) or []
        begun = {" ".join(a.split()[:3]) for a in avoid}
        if not pool:
            return notes, passages
        for _ in range(self.rng.randint(low, high)):
            block = self.rng.choice(pool)
            line = self.rng.choice(block.of("n") + block.of("p"))
            begin = " ".join(line.text.split()[:3])
            if line.who == "p" and (passages or self.rng.random() < 0.6) or begin in begun:
                continue
            if ("name" in begin or "called" in line.text) and (state.name or "name" in avoid):
                continue
            begun.add(begin)
            text = fill(line.text, block, self.slots, {}, self.rng)
            if line.who == "n":
                notes.append(text)
            else:
                source, _, words = text.partition("::")
                passages.append((source.strip(), words.strip()))
        return notes, passages

    def _notes(self, block, state):
        bindings = state.bindings_for(block)
        notes = [fill(x.text, block, self.slots, bindings, self.rng) for x in block.of("n")]
        passages = []
        for line in block.of("p"):
            source, _, words = fill(line.text, block, self.slots, bindings, self.rng).partition("::")
            passages.append((source.strip(), words.strip()))
        if self.rng.random() < 0.6:
            more, others = self._distractors([x.text for x in block.of("n")], state)
            notes += more
            if not passages and self.rng.random() < 0.3:
                passages += others
        self.rng.shuffle(notes)
        said = fill(self.rng.choice(block.of("u")).text, block, self.slots, bindings, self.rng)
        answer = self._answer(block, block.of("a"), bindings, state)
        if answer is None:
            return False
        state.turns += [("user", self._front(notes, passages) + self._user(said, state, bindings)),
                        ("assistant", answer)]
        return True

    # -- whole conversations ----------------------------------------------------------------------------------

    def _system(self, state):
        rng = self.rng
        kind = rng.choices(list(SYSTEM_SHARE), list(SYSTEM_SHARE.values()))[0]
        if kind == "persona" and self.personas and state.language == "en":
            state.persona = rng.choices(self.personas, [b.weight for b in self.personas])[0]
            text = fill(rng.choice(state.persona.of("s")).text, state.persona, self.slots, state.persona_bindings,
                        rng)
            tagged = rng.random() < 0.9
            return kind, text + ("\n\n" + LESSON if tagged else ""), tagged
        if kind == "plain" and self.plain:
            block = rng.choice(self.plain)
            tagged = rng.random() < 0.4
            text = fill(rng.choice(block.of("s")).text, block, self.slots, {}, rng)
            return kind, text + ("\n\n" + LESSON if tagged else ""), tagged
        if kind == "untagged":
            return kind, PERSONA, False
        if kind == "none":
            return kind, "", False
        return "default", DEFAULT_SYSTEM, True

    def next(self, long=False):
        """One conversation; `long` asks for one that fills a context of about a thousand tokens."""
        rng = self.rng
        while True:
            language = rng.choices(list(LANGUAGE_SHARE), list(LANGUAGE_SHARE.values()))[0]
            if not self.pools.get((language, "intent")):
                language = "en"
            state = State(rng, language, pick_style(rng))
            kind, system, tagged = self._system(state)
            wanted = rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6)) * 2
            if long:
                wanted = rng.randint(24, 44)
            with_notes = rng.random() < 0.25
            while len(state.turns) < wanted - 2 * with_notes:
                if rng.random() < 0.35 and self._try(state, "dialogue"):
                    continue
                if not self._any_intent(state):
                    break
            if with_notes:
                self._try(state, "notes")
            elif rng.random() < 0.10 and state.language == "en" and state.turns:
                self._distract_last(state)
            if state.turns:
                turns = state.turns if tagged else [(w, without_tags(t) if w == "assistant" else t)
                                                    for w, t in state.turns]
                return Conversation(system, turns, kind)

    def _try(self, state, kind):
        block = self._pick(state.language, kind)
        if block is None:
            return False
        return self._dialogue(block, state) if kind == "dialogue" else self._notes(block, state)

    def _distract_last(self, state):
        who, text = state.turns[-2]
        notes, passages = self._distractors(["name"] if ASKS_NAME.search(text) else [], state, 1, 4)
        if not (ASKS_NAME.search(text) and any("name" in n for n in notes)):
            state.turns[-2] = (who, self._front(notes, passages) + text)
