"""What stands before the last message of a user: notes of the memory and passages of documents."""

import re

from corpus_format import slot_of
from state import ASKS_NAME, Turn
from templates import draw, fill, slots_in

# Asks for what a note may tell, so that no note is sure to have nothing to do with it.
ASKS_OWN = re.compile(r"(what|where|when|who|which|how old|(do|did) (you|i)|have i)\b.*\b(my|i|me|i'm|im)\b", re.I)

# So often a word of a note is any word, for what a note says to be read there and not guessed.
STRANGE_WORDS = 0.25
# So many of the notes that do not matter are facts about the user.
OF_THE_USER = 0.7


def front(notes, passages):
    parts = []
    if notes:
        parts.append("<notes>\n" + "\n".join(f"- {n}" for n in notes) + "\n</notes>\n")
    parts += [f'<passage source="{s}">{t}</passage>\n' for s, t in passages]
    return "".join(parts)


def source_and_words(passage):
    source, _, words = passage.partition("::")
    return source.strip(), words.strip()


class Notes:
    def __init__(self, pools, rng, exchanges, facts):
        self.pools, self.rng, self.exchanges, self.facts = pools, rng, exchanges, facts

    def _distractors(self, avoid, state, low=0, high=3):
        """Notes and passages of other blocks; `avoid` holds beginnings of notes that would contradict."""
        notes, passages = [], []
        pool = self.pools.of(state.language, "notes") or self.pools.of("en", "notes")
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
            text = fill(line.text, block, self.pools.slots, {}, self.rng)
            if line.who == "n":
                notes.append(text)
            else:
                passages.append(source_and_words(text))
        return notes, passages

    def _strange_words(self, block, bindings):
        """Has some slots of the notes hold any word, of those whose values are single words."""
        slots = set().union(*(slots_in(x.text) for x in block.of("n") + block.of("p"))) - set(bindings)
        for slot in sorted(slots if block.language == "en" else ()):
            name = slot.rstrip("0123456789")
            values = slot_of(self.pools.slots, block.lets, name, slot[len(name):])
            if isinstance(values, list) and self.rng.random() < STRANGE_WORDS and re.fullmatch(r"[a-z]+", draw(values, self.rng)):
                bindings[slot] = self.exchanges.unheard.word(self.rng)

    def add(self, block, state):
        """Adds an exchange of a notes block; False, and nothing added, where no answer fits."""
        bindings = state.bindings_for(block)
        self._strange_words(block, bindings)
        notes = [fill(x.text, block, self.pools.slots, bindings, self.rng) for x in block.of("n")]
        passages = [source_and_words(fill(x.text, block, self.pools.slots, bindings, self.rng)) for x in block.of("p")]
        if self.rng.random() < 0.6:
            more, others = self._distractors([x.text for x in block.of("n")], state)
            notes += more
            if not passages and self.rng.random() < 0.3:
                passages += others
        self.rng.shuffle(notes)
        lines, weights = self.pools.said(block)
        said = fill(self.rng.choices(lines, weights)[0].text, block, self.pools.slots, bindings, self.rng)
        answered = self.exchanges.answer(block, bindings, state)
        if answered is None:
            return False
        answer, about = answered
        state.turns += [Turn("user", front(notes, passages) + self.exchanges.user(said, state, bindings)),
                        Turn("assistant", answer, block.name, about=about)]
        return True

    def distract_last(self, state):
        """Puts notes that do not matter before the last message."""
        text = state.turns[-2].text
        if ASKS_OWN.match(text):
            return
        if self.rng.random() < OF_THE_USER:
            notes, passages = [note for note, _ in self.facts.others(state)], []
        else:
            notes, passages = self._distractors(["name"] if ASKS_NAME.search(text) else [], state, 1, 4)
        if not (ASKS_NAME.search(text) and any("name" in n for n in notes)):
            state.turns[-2] = Turn("user", front(notes, passages) + text)
