"""Asks for what the memory has noted of somebody, where it is noted and where it is not.

The same question has another answer with other notes, so that the model learns to look there. What an answer begins with
names what was asked for first, and then, where it is not noted, that it is not (kinds.py).
"""

from kinds import UNTOLD
from notes import front
from state import Turn
from templates import fill

# How often what is asked for is noted, and how often the name of the one who asks is noted among the rest.
NOTED, NAMED = 0.65, 0.7
# How often Tomo is asked the same instead, of whom no note tells.
OF_TOMO = 0.2
# How many other facts are noted.
OTHERS, OTHERS_WEIGHTS = (0, 1, 2, 3, 5), (4, 4, 3, 2, 1)
# How often a similar fact stands there: the brother's name where the sister's is asked for.
SIMILAR = 0.35
# Two notes that begin with the same words tell the same thing.
BEGINNING_WORDS = 4
NAME = "my_name"


def beginning(note):
    return " ".join(note.split()[:BEGINNING_WORDS])


class Facts:
    def __init__(self, pools, rng, exchanges):
        self.pools, self.rng, self.exchanges = pools, rng, exchanges
        facts = pools.of("en", "fact")
        self.noted = [block for block in facts if block.of("n")]
        self.names = [block for block in self.noted if block.name == NAME]

    def _note(self, block, bindings):
        return fill(self.rng.choice(block.of("n")).text, block, self.pools.slots, bindings, self.rng)

    def _told(self, block, bindings):
        return fill(self.rng.choice(block.of("f")).text, block, self.pools.slots, bindings, self.rng)

    def others(self, state, besides=None, count=None):
        """[(note, how it is told)] of facts that have nothing to do with `besides`, the user's name often among them."""
        rng, out = self.rng, []
        blocks = self.names if rng.random() < NAMED else []
        count = rng.choices(OTHERS, OTHERS_WEIGHTS)[0] if count is None else count
        blocks = blocks + [rng.choice(self.noted) for _ in range(count if self.noted else 0)]
        seen = set()
        for block in blocks:
            bindings = {"name": state.name} if block.name == NAME and state.name else {}
            note = self._note(block, bindings)
            if not (besides and block.name in {besides.name, *besides.unless}) and beginning(note) not in seen:
                seen.add(beginning(note))
                out.append((note, self._told(block, bindings)))
        return out

    def _similar(self, block, bindings, note):
        """Another fact of a block, of somebody or something else."""
        of_another = {}
        similar = self._note(block, of_another)
        if "who" in block.lets and of_another.get("who") != bindings.get("who") and beginning(similar) != beginning(note):
            return [(similar, self._told(block, of_another))]
        return []

    def _of_tomo(self, block, state):
        """Adds a question that asks Tomo the same, with notes that do not matter; whether it did."""
        twin = self.pools.intents.get(("en", block.twin))
        if not twin or not self.exchanges.intent(twin, state):
            return False
        notes = [note for note, _ in self.others(state)]
        state.turns[-2] = state.turns[-2]._replace(text=front(notes, []) + state.turns[-2].text)
        return True

    def add(self, state):
        """Adds a question for a fact and its answer, with the notes there are; whether it did."""
        facts = self.pools.of("en", "fact")
        if not facts:
            return False
        rng = self.rng
        block = rng.choices(facts, [block.weight for block in facts])[0]
        if rng.random() < OF_TOMO and self._of_tomo(block, state):
            return True
        bindings = {"name": state.name} if block.name == NAME and state.name else {}
        notes = self.others(state, block)
        if block.of("n"):
            own = self._note(block, bindings)
            if rng.random() < SIMILAR:
                notes += self._similar(block, bindings, own)
            noted = rng.random() < NOTED
            # A pet's name may stand in another fact, too.
            notes = [(note, told) for note, told in notes if beginning(note) != beginning(own)]
            notes += [(own, self._told(block, bindings))] if noted else []
        else:
            noted = bool(notes)
            bindings.update(zip(("told", "told2"), rng.sample([told for _, told in notes], min(2, len(notes)))))
        rng.shuffle(notes)
        said = fill(rng.choice(block.of("u")).text, block, self.pools.slots, bindings, rng)
        answers = [x for x in block.of("a" if noted else "x") if not ("{told2}" in x.text and "told2" not in bindings)]
        answer = fill(rng.choice(answers).text, block, self.pools.slots, bindings, rng)
        about = (block.name,) if noted else (block.name, UNTOLD.format(block.name))
        state.turns += [Turn("user", front([note for note, _ in notes], []) + self.exchanges.user(said, state, bindings)),
                        Turn("assistant", answer, about[-1], about=about)]
        return True
