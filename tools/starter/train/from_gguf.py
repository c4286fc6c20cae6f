"""Takes the model that ships apart again, so that a run can begin from it.

    python3 from_gguf.py ../../../resources/models/tomo-starter.gguf --run shipped
    python3 train.py --run more --init runs/shipped/checkpoint.pt

Of its training only the weights are left, rounded to halves: the subject head and the optimizers begin afresh.
The file format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

import argparse
import struct
import sys
from pathlib import Path

import numpy
import torch

from bpe import SPECIALS, Tokenizer
from model import Config, Model

HERE = Path(__file__).resolve().parent
# By the number in front of a value: how struct reads it.
SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
TEXT, ARRAY = 8, 9
# By the number of a tensor's type. Blocks with scales of their own (Q8_0) are not taken apart here.
TENSORS = {0: numpy.dtype("<f4"), 1: numpy.dtype("<f2")}
ALIGNMENT = 32
# llama.cpp's type of a token that stands for no text.
CONTROL = 3


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def scalar(self, kind):
        value, = struct.unpack_from("<" + kind, self.data, self.at)
        self.at += struct.calcsize("<" + kind)
        return value

    def text(self):
        length = self.scalar("Q")
        self.at += length
        return self.data[self.at - length:self.at].decode("utf-8")

    def value(self, kind):
        if kind == TEXT:
            return self.text()
        if kind == ARRAY:
            of = self.scalar("I")
            return [self.value(of) for _ in range(self.scalar("Q"))]
        return self.scalar(SCALARS[kind])


def read_gguf(path):
    """(metadata, {name: tensor}) of a GGUF file of version 3. @raise ValueError where it is another kind of file."""
    reader = Reader(Path(path).read_bytes())
    if reader.data[:8] != b"GGUF" + struct.pack("<I", 3):
        raise ValueError("not a GGUF file of version 3")
    reader.at = 8
    tensor_count, value_count = reader.scalar("Q"), reader.scalar("Q")
    metadata = {}
    for _ in range(value_count):
        key = reader.text()
        metadata[key] = reader.value(reader.scalar("I"))
    infos = []
    for _ in range(tensor_count):
        name = reader.text()
        # The innermost dimension stands first.
        shape = [reader.scalar("Q") for _ in range(reader.scalar("I"))][::-1]
        infos.append((name, shape, reader.scalar("I"), reader.scalar("Q")))
    begin = -(-reader.at // ALIGNMENT) * ALIGNMENT
    tensors = {}
    for name, shape, kind, offset in infos:
        if kind not in TENSORS:
            raise ValueError(f"{name} holds neither halves nor floats")
        values = numpy.frombuffer(reader.data, TENSORS[kind], int(numpy.prod(shape)), begin + offset)
        tensors[name] = torch.from_numpy(values.astype("<f4")).view(shape)
    return metadata, tensors


def rotated_halves(weight, heads):
    """The rows of a projection in the order of the training, from llama.cpp's, where the two of a rotation are neighbours."""
    rows, width = weight.shape
    return weight.view(heads, rows // heads // 2, 2, width).transpose(1, 2).reshape(rows, width)


def model_of(metadata, tensors):
    """The model that was written to a file by export-gguf.ts."""
    of = {key.removeprefix("llama."): value for key, value in metadata.items()}
    config = Config(len(tensors["token_embd.weight"]), of["embedding_length"], of["feed_forward_length"], of["block_count"],
                    of["attention.head_count"], of["attention.head_count_kv"], of["context_length"],
                    of["attention.layer_norm_rms_epsilon"], of["rope.freq_base"])
    state = {"embed": tensors["token_embd.weight"], "norm": tensors["output_norm.weight"]}
    for i in range(config.num_hidden_layers):
        part = {name: tensors[f"blk.{i}.{name}.weight"] for name in
                ("attn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_up", "ffn_down")}
        state |= {f"layers.{i}.{name}": weight for name, weight in {
            "norm_attention": part["attn_norm"],
            "norm_mlp": part["ffn_norm"],
            "qkv": torch.cat((rotated_halves(part["attn_q"], config.num_attention_heads),
                              rotated_halves(part["attn_k"], config.num_key_value_heads), part["attn_v"])),
            "out": part["attn_output"],
            "gate_up": torch.cat((part["ffn_gate"], part["ffn_up"])),
            "down": part["ffn_down"],
        }.items()}
    model = Model(config)
    model.load_state_dict(state)
    return model


def tokenizer_of(metadata):
    tokens, types = metadata["tokenizer.ggml.tokens"], metadata["tokenizer.ggml.token_type"]
    marks = [token for token, kind in zip(tokens, types) if kind == CONTROL and token not in SPECIALS]
    return Tokenizer((merge.split(" ") for merge in metadata["tokenizer.ggml.merges"]), metadata["tokenizer.ggml.pre"], marks)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--run", required=True)
    args = parser.parse_args()
    run = HERE / "runs" / args.run
    if (run / "checkpoint.pt").exists():
        print(f"{run} has a checkpoint already", file=sys.stderr)
        return 1
    try:
        metadata, tensors = read_gguf(args.file)
    except (OSError, ValueError, struct.error) as error:
        print(f"{args.file} cannot be read: {error}", file=sys.stderr)
        return 1
    model = model_of(metadata, tensors)
    run.mkdir(parents=True, exist_ok=True)
    tokenizer_of(metadata).save(run / "tokenizer.json")
    torch.save({"config": vars(model.config), "model": model.state_dict()}, run / "checkpoint.pt")
    print(run / "checkpoint.pt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
