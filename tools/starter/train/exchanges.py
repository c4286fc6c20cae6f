"""Adds single exchanges of a user and an assistant, from intents, to a conversation."""

import re

from pools import BROAD
from state import Turn
from templates import fill, slots_in
from typing_noise import pick_style, typed, with_smiley
from unheard import Unheard, manner
from word_classes import word_classes

# In these a character answers with the words that were written for them, never with an all-purpose line.
GRAVE = re.compile(r"self_harm|abuse|hopeless|grief|died|heartbroken|addiction|hospital|ill_relative|"
                   r"broad_(loss|low)")

# How often an intent is answered with what fits everything of its kind, which the model falls back on where it hesitates
# between many intents of a kind: where none is likelier than 0.1 / (1 - 0.1).
BROAD_SHARE = 0.1

# How often a message is one that nobody wrote an answer for, and how often a question has something told before it.
UNHEARD_SHARE, TOLD_BEFORE_SHARE = 0.008, 0.07
TOLD_BEFORE_WORDS = 12
# How often a message is two of one kind.
TWO_SHARE, TWO_WORDS = 0.14, 12
# In what is asked about the app its words have their own meaning: a microphone is no other device.
OF_THE_APP = re.compile(r"broad_(how_in_app|is_it_safe)")
# What is said so in English, too, begins no talk in another language.
AS_IN_ENGLISH = re.compile(
    r"(ok|okay|oki|yes|yeah|no+|nope|hello|hi|he+y+|yo|re|bye( bye)?|ciao|thx|thanks|super|meh|eh|jo|si( si)?|sos|ai|"
    r"(ha)+|asdf\w*|z+|\w*bla(bla)*|(la)+|tralala|pardon|fun fact|do you speak .*)( tomo)?", re.I)
TOLD = re.compile(r"(i|i'm|im|i've|ive|my|we|we're|our|it|it's|today|there's|he|she|they|just) ", re.I)
SERIOUS = re.compile(r"\[(sad|relaxed|angry)\]")


class Exchanges:
    """Every method that adds turns to a state returns whether it did; if not, the state's turns are as before."""

    def __init__(self, pools, rng):
        self.pools, self.rng = pools, rng
        self.unheard = Unheard(pools.of("en", "intent"))

    def user(self, text, state, bindings):
        style = state.style if self.rng.random() < 0.7 else pick_style(self.rng)
        return typed(text, self.rng, style, [v for k, v in bindings.items() if k != "daypart"], state.language == "en")

    def answer(self, block, bindings, state):
        """(an answer of the block, or of its broad intent, whose {name} or {said} is known; what it is about); None if there is none."""
        if block.broad and self.rng.random() < BROAD_SHARE:
            block = self.pools.intents.get((block.language, block.broad), block)
        fit = [x for x in block.of("a") if not ({"name", "said"} & slots_in(x.text)) - set(bindings)]
        if state.persona:
            fit = [x for x in fit if "tomo" not in x.text.lower()]
        fit = state.not_yet_said(fit)
        if not fit:
            return None
        return fill(self.rng.choice(fit).text, block, self.pools.slots, bindings, self.rng), self.pools.about(block)

    def _persona_answer(self, block, bindings, state):
        lines = state.persona.of("persona")
        own = [x for x in lines if x.intent == block.name]
        other = [x for x in lines if x.intent == "*"]
        if not own and (not other or GRAVE.search(block.name) or self.rng.random() < 0.3):
            return self.answer(block, bindings, state)
        mixed = dict(state.persona_bindings)
        if "name" not in mixed and state.name:
            mixed["name"] = state.name
        fit = [x for x in own or other if "name" not in slots_in(x.text) or "name" in mixed]
        if not fit:
            return None
        return fill(self.rng.choice(fit).text, state.persona, self.pools.slots, mixed, self.rng), self.pools.about(block)

    def intent(self, block, state):
        if not state.allows(block):
            return False
        bindings = state.bindings_for(block)
        lines, weights = self.pools.said(block)
        line = self.rng.choices(lines, weights)[0]
        said = fill(line.text, block, self.pools.slots, bindings, self.rng)
        if state.language != "en" and not state.turns and AS_IN_ENGLISH.fullmatch(said.strip(" .,!?…、。！？")):
            return False
        answer_of = self._persona_answer if state.persona else self.answer
        answered = answer_of(block, bindings, state)
        if answered is None:
            return False
        answer, about = answered
        if state.language == "en" and self.rng.random() < TOLD_BEFORE_SHARE and manner(said) != "statement":
            said = self._told_before() + said
        elif block.broad and self.rng.random() < TWO_SHARE:
            said += self._another_of_its_kind(block, said)
        if BROAD.match(block.where) and state.language == "en" and not bindings and not OF_THE_APP.search(block.name):
            said = word_classes().swap(said, self.rng)
        state.hear(block, line.text, bindings)
        state.facts |= block.tells
        said = self.user(said, state, bindings)
        if state.language == "en":
            said = with_smiley(said, answer, self.rng)
        state.turns += [Turn("user", said), Turn("assistant", answer, block.name, about=about)]
        return True

    def _told_before(self):
        """Something short and harmless that is told before a question, or nothing."""
        block = self.pools.draw(self.rng, "en", "intent")
        if GRAVE.search(block.name) or block.tells or any(SERIOUS.search(x.text) for x in block.of("a")):
            return ""
        lines = [x.text for x in block.of("u") if TOLD.match(x.text) and not re.search(r"[{}()|?]", x.text)
                 and 3 < len(x.text.split()) <= TOLD_BEFORE_WORDS]
        if not lines:
            return ""
        return self.rng.choice(lines).rstrip(".!") + self.rng.choice((". ", ". ", ", ", "! ", "... ", " and "))

    def _another_of_its_kind(self, block, said):
        """Something else of a broad intent, or of that of a finer one, to be said after `said`; nothing where that gets long."""
        broad = block if BROAD.match(block.where) else self.pools.intents.get((block.language, block.broad))
        short = broad and [x.text for x in broad.of("u") if len(x.text.split()) <= TWO_WORDS]
        if not short or len(said.split()) > TWO_WORDS:
            return ""
        ending = "" if said[-1] in ".!?" else self.rng.choice((".", ".", "!", ",", "...", " and"))
        return f"{ending} {fill(self.rng.choice(short), broad, self.pools.slots, {}, self.rng)}"

    def _nobody_wrote(self, state):
        said = self.unheard.next(self.rng)
        block = said and self.pools.intents.get(("en", f"un_{manner(said)}"))
        if not block:
            return False
        answer, about = self.answer(block, {}, state)
        state.turns += [Turn("user", self.user(said, state, {})), Turn("assistant", answer, block.name, about=about)]
        return True

    def any_intent(self, state):
        if state.language == "en" and not state.persona and self.rng.random() < UNHEARD_SHARE and self._nobody_wrote(state):
            return True
        for _ in range(6):
            block = self._persona_intent(state) if state.persona else self.pools.draw(self.rng, state.language, "intent")
            if block and self.intent(block, state):
                return True
        return False

    def _persona_intent(self, state):
        named = [x.intent for x in state.persona.of("persona") if x.intent != "*"]
        if named and self.rng.random() < 0.65:
            return self.pools.intents.get(("en", self.rng.choice(named)))
        return self.pools.draw(self.rng, "en", "intent")
