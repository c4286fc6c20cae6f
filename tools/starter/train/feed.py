"""Makes the batches of a training on several processor cores, where one cannot feed the machine that learns."""

import multiprocessing
import queue

import torch

from batches import Batches, Part

# So many steps are made before they are wanted, by each worker.
AHEAD = 4


class Feed:
    """Steps as of Batches.next, in turn from one stream of batches or from one of each worker (0: from our own process).

    The same seeds and workers give the same steps, as long as `favour` is called at the same places.
    """

    def __init__(self, corpus, tokenizer, seed, workers=0, parts=(2, 1), **of_batches):
        self.parts, self.turn = parts, 0
        if workers == 0:
            self.own, self.workers = Batches(corpus, tokenizer, seed, **of_batches), []
            return
        context = multiprocessing.get_context("spawn")
        self.workers = [Worker(context, corpus, tokenizer, seed + i * 1_000_003, parts, of_batches)
                        for i in range(workers)]

    @property
    def prefix(self):
        """The ids that every batch with Tomo's own system prompt begins with."""
        return self.own.prefix if not self.workers else self.workers[0].prefix

    def next(self):
        if not self.workers:
            return self.own.next(*self.parts)
        self.turn += 1
        return self.workers[self.turn % len(self.workers)].next()

    def favour(self, missed):
        """As Pools.favour, in every stream; a worker hears of it before the step it makes next."""
        if not self.workers:
            self.own.stream.pools.favour(missed)
        for worker in self.workers:
            worker.missed.put(missed)

    def close(self):
        for worker in self.workers:
            # What it was to hear of and will not read would keep this process from its end.
            worker.missed.cancel_join_thread()
            worker.process.terminate()
            worker.process.join()


class Worker:
    def __init__(self, context, corpus, tokenizer, seed, parts, of_batches):
        self.steps, self.missed = context.Queue(AHEAD), context.Queue()
        self.process = context.Process(target=make_steps, daemon=True, args=(
            corpus, tokenizer, seed, parts, of_batches, self.steps, self.missed))
        self.process.start()
        self.prefix = self._take()

    def next(self):
        # As arrays: a tensor in a queue holds a file open for as long as anybody has it.
        return [Part(*part).moved(torch.from_numpy) for part in self._take()]

    def _take(self):
        """@raise RuntimeError where the worker has ended"""
        while True:
            try:
                return self.steps.get(timeout=5)
            except queue.Empty:
                if not self.process.is_alive():
                    raise RuntimeError(f"a worker that makes batches ended with {self.process.exitcode}") from None


def make_steps(corpus, tokenizer, seed, parts, of_batches, steps, missed):
    torch.set_num_threads(1)
    batches = Batches(corpus, tokenizer, seed, **of_batches)
    steps.put(batches.prefix)
    while True:
        while not missed.empty():
            batches.stream.pools.favour(missed.get())
        steps.put([tuple(part.moved(torch.Tensor.numpy)) for part in batches.next(*parts)])
