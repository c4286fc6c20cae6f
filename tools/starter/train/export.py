"""Writes a checkpoint as the folder that tools/gguf reads: safetensors, config, tokenizer, reference logits.

    python3 export.py --run main --out runs/main/export
"""

import argparse
import json
import struct
import sys
from pathlib import Path

import torch

from bpe import Tokenizer
from conversation import DEFAULT_SYSTEM, opening
from model import Config, Model

HERE = Path(__file__).resolve().parent

REFERENCES = [
    (DEFAULT_SYSTEM, [("user", "hello")]),
    (DEFAULT_SYSTEM, [("user", "my name is Kim"), ("assistant", "[happy] Nice to meet you, Kim!"),
                      ("user", "what is my name?")]),
    ("", [("user", "tell me a joke")]),
    ("You are a helpful assistant.", [("user", "¿cómo estás? 元気ですか 2+2=4")]),
]


def load_checkpoint(path):
    """(model ready to use, tokenizer) of a checkpoint and the tokenizer.json beside it."""
    state = torch.load(path, map_location="cpu")
    model = Model(Config(**state["config"]))
    model.load_state_dict(state["model"])
    return model.eval(), Tokenizer.load(Path(path).parent / "tokenizer.json")


def prompt(system, turns):
    said = "".join(f"<|im_start|>{who}\n{text}<|im_end|>\n" for who, text in turns)
    return opening(system) + said + "<|im_start|>assistant\n"


def tensors(model):
    """The weights under the names of Hugging Face's Llama, fused matrices taken apart."""
    out = {"model.embed_tokens.weight": model.embed, "model.norm.weight": model.norm}
    for i, layer in enumerate(model.layers):
        at = f"model.layers.{i}."
        parts = zip("qkv", layer.qkv.split(layer.rows))
        out |= {f"{at}self_attn.{name}_proj.weight": part for name, part in parts}
        out[at + "self_attn.o_proj.weight"] = layer.out
        out[at + "mlp.gate_proj.weight"], out[at + "mlp.up_proj.weight"] = layer.gate_up.chunk(2)
        out[at + "mlp.down_proj.weight"] = layer.down
        out[at + "input_layernorm.weight"] = layer.norm_attention
        out[at + "post_attention_layernorm.weight"] = layer.norm_mlp
    return out


def write_safetensors(path, named):
    header, data, offset = {}, [], 0
    for name, tensor in named.items():
        raw = tensor.detach().float().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(raw)]}
        data.append(raw)
        offset += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        out.writelines(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--checkpoint", default="checkpoint.pt")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    run = HERE / "runs" / args.run
    out = args.out or run / "export"
    out.mkdir(parents=True, exist_ok=True)
    model, tokenizer = load_checkpoint(run / args.checkpoint)
    vocab_size = model.config.vocab_size
    # The matrix is padded to a multiple of 32 rows; the vocabulary must name as many tokens.
    tokenizer.vocab += [f"<|unused_{i}|>" for i in range(vocab_size - len(tokenizer.vocab))]
    tokenizer.save(out / "tokenizer.json")
    write_safetensors(out / "model.safetensors", tensors(model))
    (out / "config.json").write_text(json.dumps(vars(model.config), indent=2) + "\n")
    references = []
    for system, turns in REFERENCES:
        text = prompt(system, turns)
        ids = tokenizer.encode(text)
        logits = [round(x, 5) for x in model.last_logits(ids).tolist()]
        references.append({"prompt_token_ids": ids, "text": text, "last_logits": logits})
    (out / "reference-logits.json").write_text(json.dumps(references, ensure_ascii=False))
    print(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
