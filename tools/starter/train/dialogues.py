"""Adds what dialogues say, several exchanges that belong together, to a conversation."""

from typing import NamedTuple

from corpus_format import REFERENCE
from follow_ups import begins_with, follow_up_kinds, is_talk
from kinds import is_broad
from state import Turn
from templates import fill, slots_in

# How often the answer is one of its kind, which fits every such message, and not that of the dialogue: at its beginning, and
# in its midst.
FIRST_SHARED, SHARED = 0.4, 0.55
# How often what is said next in a talk that nobody wrote is one of the few lines written for its kind.
WRITTEN_FOR_IT = 0.2


def turns_of(block):
    """The lines of a dialogue by turn: lines of one side that follow each other are alternatives; a gap stands alone."""
    turns, last = [], None
    for line in block.lines:
        if last is not None and line.who == last.who and line.who != "gap":
            turns[-1].append(line)
        else:
            turns.append([line])
        last = line
    return turns


def own(lines):
    """Those of some lines that are no reference to an intent, and have no slots."""
    return [line for line in lines if not REFERENCE.fullmatch(line.text) and not slots_in(line.text)]


class Heard(NamedTuple):
    """What the user of a dialogue said, and the block that it was taken from: the dialogue, or an intent that it names."""

    text: str
    source: object


class Dialogues:
    """Every method that adds turns to a state returns whether it did; if not, the state's turns are as before."""

    def __init__(self, pools, rng, exchanges):
        self.pools, self.rng, self.exchanges = pools, rng, exchanges
        # {the broadest kind of its beginning: [(what is said later in a talk, what is answered), ...]}
        self.later = {}
        for block in pools.of("en", "dialogue"):
            if is_talk(block) and begins_with(block):
                turns = turns_of(block)
                later = [(own(said), own(answers)) for said, answers in zip(turns[2::2], turns[3::2])]
                self.later.setdefault(pools.kinds.whole(begins_with(block)), []).extend(x for x in later if all(x))

    def add(self, block, state):
        if not state.allows(block) or state.persona and (
                not block.tells or any("tomo" in x.text.lower() for x in block.of("a"))):
            return False
        bindings = state.bindings_for(block)
        kept, heard = len(state.turns), None
        state.facts |= block.tells
        for place, options in enumerate(turns_of(block)):
            if options[0].who == "gap":
                for _ in range(self.rng.choice((0, 0, 1, 1, 2, 3))):
                    self.exchanges.any_intent(state)
                continue
            if options[0].who == "u":
                heard = said = self._said(block, options, bindings, state)
            else:
                said = heard and self._answered(block, place, heard, options, bindings, state)
            if not said:
                del state.turns[kept:]
                return False
        return True

    def follow_up(self, state):
        """Goes on, after an answer, with what was said later in a talk of the same broadest kind, and what fits always there."""
        answered_about = state.turns[-1].about if state.turns and not state.persona else ()
        later = answered_about and self.later.get(answered_about[0])
        if not later:
            return False
        said, answers = self.rng.choice(later)
        text = self.rng.choice(said).text
        kind = self._follow_up(text, self.rng.choice(answers).text, answered_about[0])
        if kind and self.rng.random() < WRITTEN_FOR_IT:
            text = self.rng.choice(kind.of("u")).text
        answered = kind and self.exchanges.answer(kind, {}, state)
        if not answered:
            return False
        answer, about = answered
        said = self.exchanges.user(fill(text, kind, self.pools.slots, {}, self.rng), state, {})
        state.turns += [Turn("user", said), Turn("assistant", answer, kind.name, about=about)]
        return True

    def _follow_up(self, said, answer, begun_with):
        """The intent that something said in the midst of a talk is of, as follow_up_kinds, or None."""
        names = follow_up_kinds(said, answer, begun_with)
        return next((self.pools.intents["en", x] for x in names if ("en", x) in self.pools.intents), None)

    def _named(self, block, name):
        """The intent of a name, in a dialogue's language or else in English, or None."""
        return self.pools.intents.get((block.language, name)) or self.pools.intents.get(("en", name))

    def _line(self, block, options, bindings, state):
        """(the text of one of the lines `options` of a dialogue, the block that it was taken from: this one, or an intent that
        the line names); None where no line fits."""
        fit = [x for x in options if x.who == "u" or "name" not in slots_in(x.text) or "name" in bindings or state.name]
        if not fit:
            return None
        line = self.rng.choice(state.not_yet_said(fit))
        if state.name and "name" not in bindings and line.who == "a":
            bindings["name"] = state.name
        reference = REFERENCE.fullmatch(line.text)
        if not reference:
            return line.text, block
        source = self._named(block, reference.group(1))
        if source and line.who == "u":
            source = self.pools.part_of(source, self.rng)
        lines = source and [x for x in source.of(line.who) if "name" not in slots_in(x.text) or "name" in bindings]
        return (self.rng.choice(state.not_yet_said(lines)).text, source) if lines else None

    def _said(self, block, options, bindings, state):
        """Adds a user's turn of a dialogue, and gives what was heard; None where no line fits."""
        line = self._line(block, options, bindings, state)
        if not line:
            return None
        text, source = line
        said = fill(text, source, self.pools.slots, bindings, self.rng)
        state.hear(source, text, bindings)
        state.turns.append(Turn("user", self.exchanges.user(said, state, bindings)))
        return Heard(said, source)

    def _answered(self, block, place, heard, options, bindings, state):
        """Adds a dialogue's answer at a place; gives whether any line fits."""
        line = self._line(block, options, bindings, state)
        if line:
            state.turns.append(self._answer(block, place, heard, *line, bindings, state))
        return line is not None

    def _answer(self, block, place, heard, text, source, bindings, state):
        """The answer at a place of a dialogue, as a turn, where the dialogue has `text` there, a line of the block `source`.

        What is answered to a message of an intent has that intent's subject, whoever wrote the answer. What a dialogue says
        to a message of a broad intent, or first of all, is only read: those have answers of their own.
        """
        text = fill(text, source, self.pools.slots, bindings, self.rng)
        if source is not block:
            return Turn("assistant", text, source.name, about=self.pools.about(source))
        if heard.source is not block:
            return Turn("assistant", text, heard.source.name, not is_broad(heard.source.name), self.pools.about(heard.source))
        first, subject = place == 1, f"{block.name}/{place}"
        kind = None
        if first and block.about:
            kind = self._named(block, block.about)
        elif not first and is_talk(block):
            began = begins_with(block)
            kind = self._follow_up(heard.text, text, began and self.pools.kinds.whole(began))
        if not kind:
            return Turn("assistant", text, subject)
        if first:
            subject = kind.name
        if self.rng.random() < (FIRST_SHARED if first else SHARED):
            answered = self.exchanges.answer(kind, bindings, state)
            if answered:
                return Turn("assistant", answered[0], subject, about=answered[1])
        return Turn("assistant", text, subject, not first, self.pools.about(kind))
