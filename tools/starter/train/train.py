"""Trains the starter model.

    OPENBLAS_NUM_THREADS=2 python3 train.py --run main --threads 0

A run can be stopped at any time and goes on from its newest checkpoint. `RUN/control.json` may change `steps` and
`decay` while it runs.
"""

import argparse
import csv
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import torch
import torch.nn.functional as F

from batches import Batches, opening
from bpe import UNBYTES, Tokenizer, as_byte_characters, train_bpe
from build_corpus import CORPUS, EVAL, held_out_prompts, leaks
from conversation import Conversations
from corpus_format import load_corpus
from model import Config, Model
from muon import Muon
from threads import Threads

HERE = Path(__file__).resolve().parent


def make_tokenizer(corpus, path, vocab_size, seed, samples=12000):
    """Trains the BPE on a sample of the conversations; invented names count little in it."""
    split, counts = Tokenizer([]).split, Counter()
    stream = Conversations(corpus, seed)
    for i in range(samples):
        c = stream.next()
        text = "\n".join(t for _, t in c.turns) + "\n" + (c.system if i % 20 == 0 else "")
        counts.update(split.findall(text))
    for word, n in Counter(w for w in split.findall(opening(stream.next().system))).items():
        counts[word] += 20
    squeezed = {as_byte_characters(w): max(1, int(n ** 0.7)) for w, n in counts.items() if n >= 3}
    Tokenizer(train_bpe(squeezed, vocab_size)).save(path)


def learning_rate(step, steps, decay, warm=40):
    """Warm-up, stable, linear decay to zero over the last `decay` steps; a factor from 0 to 1."""
    return max(0.0, min(1.0, (step + 1) / warm, (steps - step) / max(decay, 1)))


def adopt(state, old, new, rows):
    """Makes the weights of a checkpoint fit another tokenizer: a new token gets the mean of its old pieces."""
    table = state["model"]["embed"]
    fresh = table.mean(0).repeat(rows, 1)
    for i, token in enumerate(new.vocab):
        if token in old.ids:
            fresh[i] = table[old.ids[token]]
        else:
            text = bytes(UNBYTES[c] for c in token).decode("utf-8", "replace")
            pieces = [old.ids[token[0]]] if "\ufffd" in text else old.plain(text)
            fresh[i] = table[pieces].mean(0)
    state["model"]["embed"] = fresh


def optimizers_for(model, muon_lr, embed_lr):
    """Muon for the matrices, AdamW for the rest. A group's `peak` is its rate where the schedule's factor is 1."""
    matrices, norms = [], []
    for layer in model.layers:
        half = layer.gate_up.shape[0] // 2
        matrices += [(layer.qkv, layer.rows), (layer.out, [layer.out.shape[0]]), (layer.gate_up, [half, half]),
                     (layer.down, [layer.down.shape[0]])]
        norms += [layer.norm_attention, layer.norm_mlp]
    muon = Muon(matrices, lr=muon_lr)
    muon.param_groups[0]["peak"] = muon_lr
    return [muon, torch.optim.AdamW([{"params": [model.embed], "peak": embed_lr}, {"params": norms, "peak": 0.004},
                                     {"params": [model.norm], "peak": 0.0004}], betas=(0.9, 0.95), weight_decay=0.0)]


def save(path, model, optimizers, step, tokens, seconds):
    partial = path.with_suffix(".partial")
    torch.save({"config": vars(model.config), "model": model.state_dict(), "step": step, "tokens": tokens,
                "seconds": seconds, "optimizers": [o.state_dict() for o in optimizers]}, partial)
    os.replace(partial, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--vocab", type=int, default=4096)
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--inner", type=int, default=704)
    parser.add_argument("--steps", type=int, default=3600)
    parser.add_argument("--decay", type=int, default=3500)
    parser.add_argument("--muon-lr", type=float, default=0.02)
    parser.add_argument("--embed-lr", type=float, default=0.006)
    parser.add_argument("--tokens-per-part", type=int, default=2048)
    parser.add_argument("--default-parts", type=int, default=2)
    parser.add_argument("--other-parts", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="0: one, or two while the machine is quiet")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--init", type=Path, help="checkpoint to start from (its tokenizer is taken too)")
    parser.add_argument("--embed-scale", type=float, default=1, help="with --init: enlarge the embedding by this")
    parser.add_argument("--new-tokenizer", action="store_true", help="with --init: train a new tokenizer all the same")
    parser.add_argument("--save-minutes", type=float, default=4)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    threads = Threads(args.threads)
    run = HERE / "runs" / args.run
    run.mkdir(parents=True, exist_ok=True)
    corpus = load_corpus(CORPUS)
    held_out = held_out_prompts(EVAL)
    refused = [str(p) for p in corpus.problems] + leaks(corpus, held_out)
    if refused:
        print("\n".join(refused), file=sys.stderr)
        return 1
    tokenizer_path, newest = run / "tokenizer.json", run / "checkpoint.pt"
    if not tokenizer_path.exists():
        if args.init and not args.new_tokenizer:
            tokenizer_path.write_bytes((args.init.parent / "tokenizer.json").read_bytes())
        else:
            make_tokenizer(corpus, tokenizer_path, args.vocab, args.seed)
    tokenizer = Tokenizer.load(tokenizer_path)
    model = Model(Config(vocab_size=-(-len(tokenizer.vocab) // 32) * 32, hidden_size=args.hidden,
                         intermediate_size=args.inner, num_hidden_layers=args.layers))
    optimizers = optimizers_for(model, args.muon_lr, args.embed_lr)
    step, tokens, before = 0, 0, 0.0
    source = newest if newest.exists() else args.init
    if source:
        state = torch.load(source)
        if args.new_tokenizer and source != newest:
            adopt(state, Tokenizer.load(source.parent / "tokenizer.json"), tokenizer, model.config.vocab_size)
        if source != newest:
            state["model"]["embed"] *= args.embed_scale
            state["model"]["norm"] /= args.embed_scale
        # A run that starts from another's checkpoint may have fewer layers, and begins with fresh optimizers.
        model.load_state_dict({k: state["model"][k] for k in model.state_dict()})
        if source == newest:
            for optimizer, saved in zip(optimizers, state["optimizers"]):
                optimizer.load_state_dict(saved)
            step, tokens, before = state["step"], state["tokens"], state["seconds"]
    batches = Batches(corpus, tokenizer, args.seed * 1000 + step, args.tokens_per_part, held_out=held_out)
    print(f"{sum(p.numel() for p in model.parameters())} parameters, vocabulary {len(tokenizer.vocab)}, "
          f"prefix {len(batches.prefix)} tokens, from step {step}", flush=True)

    log = (run / "loss.csv").open("a", newline="")
    rows = csv.writer(log)
    if log.tell() == 0:
        rows.writerow(["step", "tokens", "seconds", "loss", "loss_default", "loss_other", "learning_rate"])
    started = saved_at = time.time()
    sums = {"default": [0.0, 0], "other": [0.0, 0]}
    while True:
        control = run / "control.json"
        settings = json.loads(control.read_text()) if control.exists() else {}
        steps, decay = settings.get("steps", args.steps), settings.get("decay", args.decay)
        if step >= steps:
            break
        factor = learning_rate(step, steps, decay)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
        threads.look_around()
        parts = batches.next(args.default_parts, args.other_parts)
        total = sum(len(part[3]) for part in parts)
        for p in model.parameters():
            p.grad = None
        for i, (prefix, body, wanted, targets) in enumerate(parts):
            loss = F.cross_entropy(model(prefix, body, wanted), targets, reduction="sum")
            (loss / total).backward()
            kind = sums["default" if i < args.default_parts else "other"]
            kind[0] += loss.item()
            kind[1] += len(targets)
            tokens += body.numel()
        for optimizer in optimizers:
            optimizer.step()
        step += 1
        seconds = before + time.time() - started
        if step % 10 == 0:
            means = [s / max(n, 1) for s, n in sums.values()]
            mean = sum(s for s, _ in sums.values()) / sum(n for _, n in sums.values())
            rows.writerow([step, tokens, round(seconds), *(round(x, 4) for x in (mean, *means)), round(factor, 4)])
            log.flush()
            print(f"step {step} tokens {tokens} {tokens / seconds:.0f}/s loss {mean:.3f} "
                  f"(default {means[0]:.3f}, other {means[1]:.3f}) rate {factor:.2f} threads {threads.count}", flush=True)
            sums = {"default": [0.0, 0], "other": [0.0, 0]}
        if time.time() - saved_at > args.save_minutes * 60:
            save(newest, model, optimizers, step, tokens, seconds)
            saved_at = time.time()
    save(newest, model, optimizers, step, tokens, before + time.time() - started)
    return 0


if __name__ == "__main__":
    sys.exit(main())
