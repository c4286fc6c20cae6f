"""Combines corpus blocks into whole conversations, in a seeded stream that can be made again."""

import random
from dataclasses import dataclass

from dialogues import Dialogues
from exchanges import Exchanges
from facts import Facts
from notes import Notes
from pools import Pools
from reflection import Reflections
from state import State
from templates import fill, without_tags
from typing_noise import pick_style

PERSONA = ("You are Tomo, a small cheerful companion who lives on the user's desktop. "
           "You speak in short, warm, natural sentences that are good to listen to.")
LESSON = ("Show how you feel with a tag before a sentence: [happy] [sad] [angry] [relaxed] [surprised] [neutral]. "
          "Move with [nod] [shake_head] [wave] [gesture_explain] [think] [bow] [laugh] [shrug], at most twice an "
          "answer. Never explain the tags.")
DEFAULT_SYSTEM = PERSONA + "\n\n" + LESSON

LANGUAGE_SHARE = {"en": 0.85, "ja": 0.03, "zh": 0.03, "es": 0.03, "de": 0.03, "fr": 0.03}
SYSTEM_SHARE = {"default": 0.74, "untagged": 0.03, "persona": 0.17, "plain": 0.03, "none": 0.03}
# Of those with Tomo's own system prompt, so many are brief: more first messages are heard in the same time of training.
BRIEF_SHARE = 0.75
# How many exchanges these have: what is said must be understood in the midst of a talk, whatever came before. With three at
# most, messages that have nothing to do with what came before were understood a tenth less often than at the beginning.
BRIEF_EXCHANGES = (1, 1, 1, 2, 2, 3, 4, 5, 7)
# Of the brief, so many are one message alone, of whose answer only the marks and the first word are learned: more messages
# are heard in the same time.
HEARD_SHARE = 0.2
HEARD_TOKENS = 3
# How often notes that do not matter stand before the last message, in a brief conversation and in another.
# Most things are said with notes of the user before them that have nothing to do with it.
BRIEF_DISTRACTED, DISTRACTED, HEARD_DISTRACTED = 0.45, 0.4, 0.3
# How often the next exchanges are those of a dialogue.
BRIEF_DIALOGUES, DIALOGUES = 0.3, 0.45
# How often a brief one goes on, after an answer, with what somebody said later in a talk about such things.
FOLLOWED = 0.12
NOTES_SHARE = 0.5
# How often a brief one holds strange words that are said back, and how often it ends with notes that matter.
STRANGE_SHARE, BRIEF_NOTES = 0.1, 0.16
# Of the notes that matter, so many are facts about the user, noted or not.
FACTS_SHARE = 0.65
# So many of the brief in English are of one line of the corpus as often as of any other.
BRIEF_BY_LINES = 0.6


@dataclass
class Conversation:
    system: str
    turns: list
    kind: str
    brief: bool = False
    # So many tokens of each answer are learned, or all of them.
    cut: int | None = None


def opening(system):
    """What a conversation with a system prompt begins with, as text."""
    return f"<|im_start|>system\n{system}<|im_end|>\n" if system else ""


class Conversations:
    def __init__(self, corpus, seed=1):
        self.rng = random.Random(seed)
        self.pools = Pools(corpus)
        self.exchanges = Exchanges(self.pools, self.rng)
        self.dialogues = Dialogues(self.pools, self.rng, self.exchanges)
        self.facts = Facts(self.pools, self.rng, self.exchanges)
        self.notes = Notes(self.pools, self.rng, self.exchanges, self.facts)
        self.reflections = Reflections(self.pools, self.rng, self.exchanges)

    def next(self, long=False, alone=False):
        """One conversation; `long` asks for one that fills a context of about a thousand tokens, `alone` for one message of
        which only what its answer is about is learned."""
        rng = self.rng
        while True:
            language = rng.choices(list(LANGUAGE_SHARE), list(LANGUAGE_SHARE.values()))[0]
            if not self.pools.of(language, "intent"):
                language = "en"
            state = State(language, pick_style(rng))
            kind, system, tagged = ("default", DEFAULT_SYSTEM, True) if alone else self._system(state)
            brief = alone or kind == "default" and not long and rng.random() < BRIEF_SHARE
            heard = alone or brief and rng.random() < HEARD_SHARE
            wanted = 2 if heard else rng.choice(BRIEF_EXCHANGES if brief else (1, 1, 2, 2, 3, 3, 4, 5, 6)) * 2
            if long:
                wanted = rng.randint(24, 44)
            with_notes = not heard and rng.random() < (BRIEF_NOTES if brief else NOTES_SHARE)
            dialogues = 0 if heard else BRIEF_DIALOGUES if brief else DIALOGUES
            while len(state.turns) < wanted - 2 * with_notes:
                if brief and not heard and language == "en" and rng.random() < STRANGE_SHARE and self.reflections.strange(state):
                    continue
                if brief and rng.random() < FOLLOWED and self.dialogues.follow_up(state):
                    continue
                if rng.random() < dialogues and self._try("dialogue", self.dialogues.add, state):
                    continue
                if brief and language == "en" and rng.random() < BRIEF_BY_LINES:
                    self.exchanges.intent(self.pools.draw_by_lines(rng), state)
                elif not self.exchanges.any_intent(state):
                    break
            if kind == "default" and state.language == "en":
                state.turns = self.reflections.among(state.turns)
            if with_notes:
                if not (language == "en" and not state.persona and rng.random() < FACTS_SHARE and self.facts.add(state)):
                    self._try("notes", self.notes.add, state)
            elif state.language == "en" and state.turns and rng.random() < self._distracted(brief, heard):
                self.notes.distract_last(state)
            if state.turns:
                turns = state.turns if tagged else [t._replace(text=without_tags(t.text)) if t.who == "assistant" else t
                                                    for t in state.turns]
                return Conversation(system, turns, kind, brief, HEARD_TOKENS if heard else None)

    def message(self):
        """(what a user says, the answer), as turns in English; any line of the corpus as often as any other."""
        while True:
            state = State("en", pick_style(self.rng))
            if self.exchanges.intent(self.pools.draw_by_lines(self.rng), state):
                return state.turns

    @staticmethod
    def _distracted(brief, heard):
        """How often notes that do not matter stand before the last message."""
        return HEARD_DISTRACTED if heard else BRIEF_DISTRACTED if brief else DISTRACTED

    def _try(self, kind, add, state):
        block = self.pools.draw(self.rng, state.language, kind)
        return block is not None and add(block, state)

    def _system(self, state):
        """(kind, system prompt, whether the answers have tags); draws the state's persona too."""
        rng, pools = self.rng, self.pools
        kind = rng.choices(list(SYSTEM_SHARE), list(SYSTEM_SHARE.values()))[0]
        if kind == "persona" and pools.personas and state.language == "en":
            state.persona = rng.choices(pools.personas, [b.weight for b in pools.personas])[0]
            text = fill(rng.choice(state.persona.of("s")).text, state.persona, pools.slots, state.persona_bindings, rng)
            tagged = rng.random() < 0.9
            return kind, text + ("\n\n" + LESSON if tagged else ""), tagged
        if kind == "plain" and pools.plain:
            block = rng.choice(pools.plain)
            tagged = rng.random() < 0.4
            text = fill(rng.choice(block.of("s")).text, block, pools.slots, {}, rng)
            return kind, text + ("\n\n" + LESSON if tagged else ""), tagged
        if kind == "untagged":
            return kind, PERSONA, False
        if kind == "none":
            return kind, "", False
        return "default", DEFAULT_SYSTEM, True
