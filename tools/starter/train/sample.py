"""Answers prompts with a checkpoint, greedily or with a temperature, for reading.

    python3 sample.py --run main hello "my name is Kim // what is my name?"

`//` separates the user's messages of one conversation. `-` reads such lines from standard input.
"""

import argparse
import sys
from pathlib import Path

import torch

from conversation import DEFAULT_SYSTEM
from export import HERE, load_checkpoint, prompt


def answer(model, tokenizer, system, turns, temperature=0.0, limit=120, generator=None):
    ids = tokenizer.encode(prompt(system, turns))
    end, start = tokenizer.ids["<|im_end|>"], len(ids)
    while len(ids) - start < limit:
        logits = model.last_logits(ids)[:len(tokenizer.vocab)]
        if temperature:
            logits = logits / temperature
            chances = torch.softmax(logits, 0)
            chances[chances < 0.05 * chances.max()] = 0
            token = int(torch.multinomial(chances, 1, generator=generator))
        else:
            token = int(logits.argmax())
        if token == end:
            break
        ids.append(token)
    return tokenizer.decode(ids[start:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--checkpoint", default="checkpoint.pt")
    parser.add_argument("--system", default=DEFAULT_SYSTEM)
    parser.add_argument("--temperature", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("prompts", nargs="+")
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, tokenizer = load_checkpoint(HERE / "runs" / args.run / args.checkpoint)
    generator = torch.Generator().manual_seed(args.seed)
    lines = sys.stdin.read().splitlines() if args.prompts == ["-"] else args.prompts
    for line in filter(None, (x.strip() for x in lines)):
        turns = []
        for said in line.split("//"):
            turns.append(("user", said.strip().replace("\\n", "\n")))
            reply = answer(model, tokenizer, args.system, turns, args.temperature, generator=generator)
            turns.append(("assistant", reply))
        print("\n".join(f"{'> ' if who == 'user' else '  '}{text}" for who, text in turns), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
