"""Checks the corpus and writes a sample of the conversations made from it.

    python3 build_corpus.py --check
    python3 build_corpus.py --out runs/corpus.jsonl --count 20000 --seed 1
"""

import argparse
import json
import re
import sys
from pathlib import Path

from conversation import Conversations
from corpus_format import load_corpus, matching_paren, split_alternatives
from word_classes import read_classes

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"
EVAL = HERE.parent / "eval"
HEARD = "heard.tsv"

# What memory and documents put before a message.
FRONT = re.compile(r"^(<notes>.*?</notes>\n|<passage .*?</passage>\n)*", re.S)


def normalised(text):
    return re.sub(r"[^\w]+", " ", text.lower().replace("'", "")).strip()


def every_choice(text, limit=4000):
    """All the plain lines a template can become (slots left as they are), up to `limit`."""
    start = text.find("(")
    end = matching_paren(text, start) if start >= 0 else -1
    if end < 0:
        return [text]
    out = []
    tails = every_choice(text[end + 1:], limit)
    for option in split_alternatives(text[start + 1:end]):
        for head in every_choice(option, limit):
            out += [text[:start] + head + tail for tail in tails]
            if len(out) > limit:
                return out
    return out


def heard_messages(folder):
    """(broad intent, message) of every message that is held out to see how many are understood (understood.py)."""
    path = folder / HEARD
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def held_out_prompts(folder):
    """Every user message of the evaluation files, without notes and passages, and the file it stands in.

    Items with `says` are what strangers say first; the corpus holds that on purpose.
    """
    prompts = {normalised(text): HEARD for _, text in heard_messages(folder)}
    for path in sorted(folder.glob("*.json")):
        for item in json.loads(path.read_text(encoding="utf-8")):
            for message in item.get("messages", ()):
                if message["role"] == "user":
                    prompts[normalised(FRONT.sub("", message["content"]))] = path.name
    prompts.pop("", None)
    return prompts


def leaks(corpus, prompts):
    """Written user lines that are also held-out prompts, as 'FILE:LINE: text (eval file)'."""
    found = []
    for block in corpus.blocks:
        for line in block.of("u"):
            for text in every_choice(line.text):
                if normalised(text) in prompts:
                    found.append(f"{line.where}: '{text}' is a held-out prompt of {prompts[normalised(text)]}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only check, write nothing")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    corpus = load_corpus(CORPUS)
    classes, unusable = read_classes()
    problems = [*corpus.problems, *unusable]
    for problem in problems:
        print(problem, file=sys.stderr)
    held = leaks(corpus, held_out_prompts(EVAL))
    for leak in held:
        print(leak, file=sys.stderr)
    kinds = {k: len(corpus.kind(k)) for k in ("intent", "dialogue", "notes", "fact", "persona")}
    lines = sum(len(b.lines) for b in corpus.blocks)
    print(f"{kinds}, {lines} lines, {len(corpus.slots)} slot lists, {len(classes)} classes of words, {len(problems)} problems, "
          f"{len(held)} held-out prompts in the training text")
    if args.out:
        stream = Conversations(corpus, args.seed)
        args.out.parent.mkdir(parents=True, exist_ok=True)
        with args.out.open("w", encoding="utf-8") as out:
            for _ in range(args.count):
                c = stream.next()
                out.write(json.dumps({"kind": c.kind, "system": c.system, "turns": [t[:2] for t in c.turns]},
                                     ensure_ascii=False) + "\n")
    return 1 if problems or held else 0


if __name__ == "__main__":
    sys.exit(main())
