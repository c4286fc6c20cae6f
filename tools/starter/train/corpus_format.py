"""Reads the corpus files (format: ../corpus/README.md) into blocks."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

EMOTIONS = ["happy", "sad", "angry", "relaxed", "surprised", "neutral"]
GESTURES = ["nod", "shake_head", "wave", "gesture_explain", "think", "bow", "laugh", "shrug"]
LANGUAGES = ["en", "ja", "zh", "es", "de", "fr"]
KINDS = ("intent", "dialogue", "notes", "fact", "persona", "more")
INVENTED = {"name", "number", "daypart", "said", "told"}
GAP = "..."

TAG = re.compile(r"\[([a-z_]+)\]")
SLOT = re.compile(r"\{([A-Za-z_]+?)(\d*)\}")
REFERENCE = re.compile(r"<([a-z0-9_]+)>")


class CorpusError(Exception):
    """A line that cannot be used; the message starts with FILE:LINE."""


@dataclass
class Line:
    who: str
    text: str
    where: str
    # Of a persona's answer: the intent that it answers, or "*".
    intent: str = None


@dataclass
class Block:
    kind: str
    name: str
    language: str
    where: str
    lines: list = field(default_factory=list)
    lets: dict = field(default_factory=dict)
    unless: set = field(default_factory=set)
    tells: set = field(default_factory=set)
    weight: float = 1.0
    # The intent whose answers fit everything of its kind; a broad intent that is no part of another is its own.
    broad: str = None
    # Of a fact: the intent that asks Tomo the same.
    twin: str = None
    # Of a dialogue: the intent that its first message is of, where that is written in its own words.
    about: str = None

    def of(self, who):
        return [line for line in self.lines if line.who == who]


@dataclass
class Corpus:
    blocks: list
    slots: dict
    problems: list

    def kind(self, kind):
        return [b for b in self.blocks if b.kind == kind]


def split_alternatives(text):
    """'a|(b|c)|' -> ['a', '(b|c)', '']; a bar inside a nested group does not split."""
    parts, depth, start = [], 0, 0
    for i, char in enumerate(text):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == "|" and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    parts.append(text[start:])
    return parts


def matching_paren(text, start):
    depth = 0
    for i in range(start, len(text)):
        if text[i] == "(":
            depth += 1
        elif text[i] == ")":
            depth -= 1
            if depth == 0:
                return i
    return -1


def slot_of(slots, lets, name, digits):
    """The list a `{slot}` or `{slot2}` draws from, or None if nothing of that name exists."""
    for key in (name + digits, name, (name + digits).lower(), name.lower()):
        if key in lets:
            return lets[key]
        if key in slots:
            return slots[key]
        if key in INVENTED:
            return key
    return None


def check_line(line, block, slots, intents):
    text = line.text
    if text.count("(") != text.count(")"):
        raise CorpusError(f"{line.where}: unbalanced parentheses: {text}")
    if text.count("{") != text.count("}"):
        raise CorpusError(f"{line.where}: unbalanced braces: {text}")
    for name, digits in SLOT.findall(text):
        if slot_of(slots, block.lets, name, digits) is None:
            raise CorpusError(f"{line.where}: no slots/{name}.txt for {{{name}{digits}}}")
    if line.who in ("a", "x", "persona"):
        for tag in TAG.findall(text):
            if tag not in EMOTIONS and tag not in GESTURES:
                raise CorpusError(f"{line.where}: unknown tag [{tag}]")
    if block.kind == "dialogue" and REFERENCE.fullmatch(text):
        target = REFERENCE.fullmatch(text).group(1)
        if target not in intents:
            raise CorpusError(f"{line.where}: no intent called {target}")


def parse_file(path, language, root):
    """Yields (block, problem): one of them is None."""
    block = None
    shown = path.relative_to(root)
    for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        text, where = raw.strip(), f"{shown}:{number}"
        if text.startswith("#"):
            continue
        if not text:
            if block:
                yield block, None
            block = None
            continue
        if text.startswith("@"):
            keyword, _, rest = text[1:].partition(" ")
            rest = rest.strip()
            if keyword in KINDS:
                if block:
                    yield block, None
                block = Block(keyword, rest, language, where)
                if not re.fullmatch(r"[a-z0-9_]+", rest):
                    yield None, CorpusError(f"{where}: a block needs a lower_case name, not '{rest}'")
            elif block is None:
                yield None, CorpusError(f"{where}: @{keyword} outside a block")
            elif keyword == "let":
                name, _, values = rest.partition("=")
                block.lets[name.strip()] = [v.strip() for v in values.split("|") if v.strip()]
            elif keyword == "unless":
                block.unless.update(rest.split())
            elif keyword == "tells":
                block.tells.update(rest.split())
            elif keyword == "about":
                block.about = rest
            elif keyword == "twin":
                block.twin = rest
            elif keyword == "weight":
                if re.fullmatch(r"\d+(\.\d+)?", rest):
                    block.weight = float(rest)
                else:
                    yield None, CorpusError(f"{where}: @weight needs a number, not '{rest}'")
            else:
                yield None, CorpusError(f"{where}: unknown @{keyword}")
            continue
        if block is None:
            yield None, CorpusError(f"{where}: a line outside a block: {text[:60]}")
            continue
        if text == GAP and block.kind == "dialogue":
            block.lines.append(Line("gap", GAP, where))
            continue
        who, colon, rest = text.partition(":")
        who, rest = who.strip(), rest.strip()
        allowed = {"intent": "ua", "dialogue": "ua", "notes": "npua", "fact": "nfuax", "persona": "s", "more": "us"}[block.kind]
        if colon and len(who) == 1 and who in allowed:
            block.lines.append(Line(who, rest, where))
        elif colon and block.kind == "persona" and re.fullmatch(r"\*|[a-z0-9_]+", who):
            block.lines.append(Line("persona", rest, where, who))
        else:
            yield None, CorpusError(f"{where}: not a line of @{block.kind}: {text[:60]}")
    if block:
        yield block, None


def shape_problem(block):
    """What is missing in a block as a whole, or None."""
    if block.kind in ("intent", "notes", "fact"):
        if not block.of("u") or not block.of("a"):
            return "needs at least one u: and one a: line"
    if block.kind == "notes" and not block.of("n") and not block.of("p"):
        return "needs an n: or p: line"
    if block.kind == "fact" and not block.of("x"):
        return "needs an x: line"
    if block.kind == "fact" and bool(block.of("n")) != bool(block.of("f")):
        return "needs n: and f: lines, or none of both"
    if block.kind == "more" and not block.lines:
        return "needs a line"
    if block.kind == "persona" and not block.of("s"):
        return "needs an s: line"
    if block.kind == "dialogue":
        turns = [line.who for line in block.lines if line.who != "gap"]
        if not turns or turns[0] != "u" or turns[-1] != "a":
            return "must begin with u: and end with a:"
    return None


def add_to_named(block, by_name):
    """Adds the lines of a @more block to the blocks they are meant for: `u:` to an intent, notes or a fact, `s:` to a persona."""
    for line in block.lines:
        kinds = ("intent", "notes", "fact") if line.who == "u" else ("persona",)
        target = next((by_name[k] for k in ((block.language, kind, block.name) for kind in kinds) if k in by_name), None)
        if target is None:
            raise CorpusError(f"{line.where}: no {' or '.join(kinds)} is called {block.name}")
        target.lines.append(line)


def name_broad(path, by_name):
    """Tells English intents which broad intent they belong to, as `path` says: {intent: broad intent}.

    Yields a problem for every name that there is not.
    """
    for name, broad in (json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}).items():
        missing = [x for x in (name, broad) if ("en", "intent", x) not in by_name]
        if missing:
            yield CorpusError(f"{path.name}: no intent called {' or '.join(missing)}")
        else:
            by_name["en", "intent", name].broad = broad
            whole = by_name["en", "intent", broad]
            whole.broad = whole.broad or broad


def load_corpus(root):
    """Reads the corpus under `root`; unusable blocks are left out and named in `problems`."""
    root = Path(root)
    slots, problems, blocks, more = {}, [], [], []
    for path in sorted((root / "slots").glob("*.txt")):
        values = [v.strip() for v in path.read_text(encoding="utf-8").split("\n")]
        values = [v for v in values if v and not v.startswith("#")]
        if values and path.stem not in INVENTED:
            slots[path.stem] = values
    files = [(p, lang) for lang in LANGUAGES for p in sorted((root / lang).glob("*.txt"))]
    files += [(p, "en") for p in sorted((root / "personas").glob("*.txt"))]
    for path, language in files:
        for block, problem in parse_file(path, language, root):
            if problem:
                problems.append(problem)
            else:
                (more if block.kind == "more" else blocks).append(block)
    by_name = {}
    for block in blocks:
        by_name.setdefault((block.language, block.kind, block.name), block)
    for block in more:
        try:
            add_to_named(block, by_name)
        except CorpusError as error:
            problems.append(error)
    problems += name_broad(root / "broad.json", by_name)
    intents = {b.name for b in blocks if b.kind == "intent"}
    good = []
    for block in blocks:
        try:
            problem = shape_problem(block)
            if not problem and block.about and block.about not in intents:
                problem = f"is about {block.about}, and there is no such intent"
            if not problem and block.twin and block.twin not in intents:
                problem = f"is the twin of {block.twin}, and there is no such intent"
            if problem:
                raise CorpusError(f"{block.where}: @{block.kind} {block.name} {problem}")
        except CorpusError as error:
            problems.append(error)
            continue
        kept = []
        for line in block.lines:
            try:
                check_line(line, block, slots, intents)
                kept.append(line)
            except CorpusError as error:
                problems.append(error)
        if len(kept) == len(block.lines):
            good.append(block)
        elif block.kind != "dialogue":
            block.lines = kept
            if not shape_problem(block):
                good.append(block)
    return Corpus(good, slots, problems)
