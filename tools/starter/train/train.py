"""Trains the starter model.

    OPENBLAS_NUM_THREADS=2 python3 train.py --run main --threads 0

A run can be stopped at any time and goes on from its newest checkpoint. `RUN/control.json` may change `steps` and
`decay` while it runs.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import torch

from bpe import Tokenizer
from build_corpus import CORPUS, EVAL, held_out_prompts, leaks
from corpus_format import load_corpus
from feed import Feed
from loss_log import LossLog
from model import Config, HalvedLinear, Model
from threads import Threads
from trainer import Trainer, learning_rate
from vocabulary import make_tokenizer

HERE = Path(__file__).resolve().parent
# After so many steps it is looked at again which blocks are hard.
FAVOUR_EVERY = 50
# At which the head learns alone, in the beginning.
HEAD_RATE = 0.01


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--vocab", type=int, default=5120)
    parser.add_argument("--superwords", type=int, default=9000, help="so many tokens of several words are added to that")
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--inner", type=int, default=704)
    parser.add_argument("--steps", type=int, default=4800)
    parser.add_argument("--decay", type=int, default=4700)
    parser.add_argument("--muon-lr", type=float, default=0.02)
    parser.add_argument("--embed-lr", type=float, default=0.006)
    parser.add_argument("--subject-weight", type=float, default=6.0, help="of the loss of knowing what is talked about")
    parser.add_argument("--tokens-per-part", type=int, default=3072)
    parser.add_argument("--default-parts", type=int, default=2)
    parser.add_argument("--other-parts", type=int, default=1)
    parser.add_argument("--heard-parts", type=int, default=0, help="of messages of whose answers only the marks are learned")
    parser.add_argument("--halved", action="store_true", help="products of bfloat16, on a processor that has AVX512-BF16")
    parser.add_argument("--threads", type=int, default=1, help="0: one, or two while the machine is quiet")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda where there is a GPU")
    parser.add_argument("--workers", type=int, default=0, help="processes that make the batches; 0: this one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--init", type=Path, help="checkpoint to start from (its tokenizer is taken too)")
    parser.add_argument("--embed-scale", type=float, default=1, help="with --init: enlarge the embedding by this")
    parser.add_argument("--head-steps", type=int, default=0, help="with --init: teach so many steps the subject head alone")
    parser.add_argument("--new-tokenizer", action="store_true", help="with --init: train a new tokenizer all the same")
    parser.add_argument("--save-minutes", type=float, default=4)
    return parser.parse_args()


def tokenizer_for(run, corpus, args):
    """The tokenizer of the run: its own, or a new one, or that of the run it begins from, which may be extended."""
    path = run / "tokenizer.json"
    if not path.exists():
        start = None if args.new_tokenizer or not args.init else Tokenizer.load(args.init.parent / "tokenizer.json")
        make_tokenizer(corpus, args.seed, args.vocab, args.superwords, start).save(path)
    return Tokenizer.load(path)


def main():
    args = options()
    torch.manual_seed(args.seed)
    threads = Threads(args.threads)
    run = HERE / "runs" / args.run
    run.mkdir(parents=True, exist_ok=True)
    corpus, held_out = load_corpus(CORPUS), held_out_prompts(EVAL)
    refused = [str(p) for p in corpus.problems] + leaks(corpus, held_out)
    if refused:
        print("\n".join(refused), file=sys.stderr)
        return 1
    tokenizer, newest = tokenizer_for(run, corpus, args), run / "checkpoint.pt"
    trainer = Trainer(Model(Config(vocab_size=-(-len(tokenizer.vocab) // 32) * 32, hidden_size=args.hidden,
                                   intermediate_size=args.inner, num_hidden_layers=args.layers)),
                      args.muon_lr, args.embed_lr, args.subject_weight, args.device,
                      first_mark=len(tokenizer.vocab) - len(tokenizer.marks))
    if args.halved:
        trainer.model.linear = HalvedLinear.apply
    if newest.exists():
        trainer.go_on_from(newest)
    elif args.init:
        trainer.begin_from(args.init, tokenizer, args.embed_scale)
    feed = Feed(corpus, tokenizer, args.seed * 1000 + trainer.step, args.workers, (args.default_parts, args.other_parts, args.heard_parts),
                tokens_per_part=args.tokens_per_part, held_out=held_out)
    print(f"{sum(p.numel() for p in trainer.model.parameters())} parameters, vocabulary {len(tokenizer.vocab)}, "
          f"prefix {len(feed.prefix)} tokens, from step {trainer.step}", flush=True)

    for i in range(args.head_steps if trainer.step == 0 else 0):
        trainer.learn_head(feed.next(), HEAD_RATE * (1 - i / args.head_steps))
    log, saved_at = LossLog(run / "loss.csv", args.default_parts), time.time()
    while True:
        control = run / "control.json"
        settings = json.loads(control.read_text()) if control.exists() else {}
        steps, decay = settings.get("steps", args.steps), settings.get("decay", args.decay)
        if trainer.step >= steps:
            break
        factor = learning_rate(trainer.step, steps, decay)
        threads.look_around()
        log.add(trainer.learn(feed.next(), factor))
        if trainer.step % FAVOUR_EVERY == 0:
            feed.favour(trainer.head.rates())
        if trainer.step % 10 == 0:
            log.write(trainer, factor, threads.count)
        if time.time() - saved_at > args.save_minutes * 60:
            trainer.save(newest)
            saved_at = time.time()
    trainer.save(newest)
    feed.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
