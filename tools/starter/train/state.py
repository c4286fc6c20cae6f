"""What has been said so far in one conversation, and how people tell and ask a name."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from templates import slots_in

TELLS_NAME = re.compile(r"(\b(name is|name's|names|i'm|im|i am|call me|it's|this is|here is)\b[^{.?!]{0,80}\{name\}|^\{name\})"
                        r"(?!'s|\w)", re.I)
ASKS_NAME = re.compile(r"\b(my name|who (am i|i am)|called me|call me)\b", re.I)


class Turn(NamedTuple):
    who: str
    text: str
    # Of an answer: which of all things said before it answers, e.g. an intent's name; empty where that cannot be told.
    subject: str = ""
    # Whether its words are learned, too: what a dialogue says to a broad intent, which has its own answers, is only read, and
    # so is what nobody would say.
    taught: bool = True
    # Of an answer to an intent: the names of what it is about, the whole first; the marks of these stand before its words.
    about: tuple = ()


@dataclass
class State:
    language: str
    style: str
    name: str = None
    facts: set = field(default_factory=set)
    persona: object = None
    persona_bindings: dict = field(default_factory=dict)
    turns: list = field(default_factory=list)

    def bindings_for(self, block):
        """The slots that one use of a block begins with: the name, unless the block tells a new one."""
        bindings = {}
        said = " ".join(line.text for line in block.lines if line.who in "un")
        if self.name and ("name" not in slots_in(said) or "name" in block.tells
                          or any(TELLS_NAME.search(x.text) for x in block.of("u")) or "user's name is {name}" in said):
            bindings["name"] = self.name
        return bindings

    def allows(self, block):
        return not (block.unless & self.facts) and not ("name" in block.unless and self.name)

    def not_yet_said(self, lines):
        """Those of some lines that were not said before in the same words; all of them where each was."""
        said = {turn.text for turn in self.turns}
        return [line for line in lines if line.text not in said] or lines

    def hear(self, block, line_text, bindings):
        """Remembers the name that a user's line tells."""
        told = TELLS_NAME.search(line_text) or "name" in block.tells and "name" in slots_in(line_text)
        if "name" in bindings and told:
            self.name = bindings["name"]
