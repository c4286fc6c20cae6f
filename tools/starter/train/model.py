"""A Llama-style decoder in plain torch, arranged for training on few CPU cores.

Rows that begin with the same system prompt share it: its keys and values are computed once per batch.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

import fused


class Config:
    def __init__(self, vocab_size=4096, hidden_size=256, intermediate_size=704, num_hidden_layers=4,
                 num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=1024, rms_norm_eps=1e-5,
                 rope_theta=10000.0):
        self.vocab_size = vocab_size
        self.hidden_size = hidden_size
        self.intermediate_size = intermediate_size
        self.num_hidden_layers = num_hidden_layers
        self.num_attention_heads = num_attention_heads
        self.num_key_value_heads = num_key_value_heads
        self.max_position_embeddings = max_position_embeddings
        self.rms_norm_eps = rms_norm_eps
        self.rope_theta = rope_theta


class HalvedLinear(torch.autograd.Function):
    """F.linear of floats with products of bfloat16, which processors with AVX512-BF16 make twice as fast; sums are floats."""

    @staticmethod
    def forward(ctx, x, weight):
        x, weight = x.bfloat16(), weight.bfloat16()
        ctx.save_for_backward(x, weight)
        return (x @ weight.t()).float()

    @staticmethod
    def backward(ctx, grad):
        x, weight = ctx.saved_tensors
        grad = grad.bfloat16()
        return (grad @ weight).float(), (grad.t() @ x).float()


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        head = c.hidden_size // c.num_attention_heads
        self.rows = [c.hidden_size, head * c.num_key_value_heads, head * c.num_key_value_heads]
        self.norm_attention = nn.Parameter(torch.ones(c.hidden_size))
        self.norm_mlp = nn.Parameter(torch.ones(c.hidden_size))
        self.qkv = nn.Parameter(torch.empty(sum(self.rows), c.hidden_size))
        self.out = nn.Parameter(torch.empty(c.hidden_size, c.hidden_size))
        self.gate_up = nn.Parameter(torch.empty(2 * c.intermediate_size, c.hidden_size))
        self.down = nn.Parameter(torch.empty(c.hidden_size, c.intermediate_size))
        std = 1 / math.sqrt(c.hidden_size)
        for weight in (self.qkv, self.gate_up):
            nn.init.normal_(weight, std=0.6 * std)
        for weight in (self.out, self.down):
            nn.init.zeros_(weight)


def rms_norm(x, weight, eps):
    if fused.serves(x, weight):
        return fused.RmsNorm.apply(x, weight, eps)
    return x * (torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps)) * weight


def rotate(x, cos, sin):
    """Rotary positions in the rotate-half convention; x is [tokens, heads, head size]."""
    half = x.shape[-1] // 2
    a, b = x[..., :half], x[..., half:]
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


def split_and_rotate(mixed, cos, sin, heads, kv, h, scale):
    """q [tokens, heads, h], k and v [tokens, kv, h] of the fused projection; q is scaled."""
    if fused.serves(mixed, cos):
        return fused.SplitAndRotate.apply(mixed, cos, sin, heads, kv, h, scale)
    cos, sin = cos[:, None], sin[:, None]
    q, k, v = mixed.split([heads * h, kv * h, kv * h], 1)
    q = rotate(q.view(-1, heads, h), cos * scale, sin * scale)
    return q, rotate(k.view(-1, kv, h), cos, sin), v.reshape(-1, kv, h)


def attention(q, k, v, prefix_k, prefix_v, rows):
    """Causal attention of `rows` rows that begin with one prefix.

    q [rows t, heads, h], scaled; k, v [rows t, kv, h]; prefix_k, prefix_v [p, kv, h]. Gives [rows t, heads h].
    """
    if fused.serves(q, k, v, prefix_k, prefix_v):
        return fused.Attention.apply(q, k, v, prefix_k, prefix_v, rows)
    n, heads, h = q.shape
    p, kv, t = len(prefix_k), k.shape[1], n // rows
    group, s = heads // kv, p + t
    k = torch.cat((prefix_k.expand(rows, p, kv, h), k.view(rows, t, kv, h)), 1)
    v = torch.cat((prefix_v.expand(rows, p, kv, h), v.view(rows, t, kv, h)), 1)
    q = q.view(rows, t, kv, group, h).permute(0, 2, 3, 1, 4).reshape(rows * kv, group * t, h)
    scores = torch.bmm(q, k.permute(0, 2, 3, 1).reshape(rows * kv, h, s)).view(-1, t, s)
    weights = torch.softmax(scores + torch.full((t, s), float("-inf"), device=q.device).triu(p + 1), -1).to(v.dtype)
    out = torch.bmm(weights.view(rows * kv, group * t, s), v.permute(0, 2, 1, 3).reshape(rows * kv, s, h))
    return out.view(rows, kv, group, t, h).permute(0, 3, 1, 2, 4).reshape(n, heads * h)


def swiglu(gate_up):
    if fused.serves(gate_up):
        return fused.SwiGlu.apply(gate_up)
    gate, up = gate_up.chunk(2, 1)
    return F.silu(gate) * up


def cross_entropy(logits, targets):
    """-log softmax(logits)[targets] of each row, 0 where its target is negative; the logits [n, v] are spent."""
    if fused.serves(logits):
        return fused.CrossEntropy.apply(logits, targets)
    return F.cross_entropy(logits, targets.clamp(min=-1), reduction="none", ignore_index=-1)


class Model(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = c = config
        # How a layer multiplies: F.linear or HalvedLinear.apply.
        self.linear = F.linear
        self.head = c.hidden_size // c.num_attention_heads
        # The embedding is also the head. It is large, so that a token's identity survives beside what the layers
        # add (copying a name depends on it); the last norm is small, so that the first logits are small too.
        self.embed = nn.Parameter(torch.empty(c.vocab_size, c.hidden_size).normal_(std=0.5))
        self.layers = nn.ModuleList(Layer(c) for _ in range(c.num_hidden_layers))
        self.norm = nn.Parameter(torch.full((c.hidden_size,), 0.06))
        frequency = c.rope_theta ** (-torch.arange(0, self.head, 2).float() / self.head)
        angle = torch.outer(torch.arange(c.max_position_embeddings).float(), frequency)
        self.register_buffer("cos", angle.cos(), persistent=False)
        self.register_buffer("sin", angle.sin(), persistent=False)

    def forward(self, prefix, body, wanted):
        """Logits [len(wanted), vocab] after the body tokens with the flat indices `wanted`."""
        return F.linear(self.states(prefix, body, wanted)[0], self.embed)

    def states(self, prefix, body, wanted):
        """Two states [len(wanted), hidden] of the body tokens with the flat indices `wanted`: the last one, normed, from
        which the next token is told, and the one that goes into the last layer.

        prefix: ids [P] that all rows begin with (P may be 0); body: ids [B, T], padded on the right.
        """
        c, h = self.config, self.head
        p, (b, t) = len(prefix), body.shape
        tokens = torch.cat((prefix, body.reshape(-1)))
        position = torch.cat((torch.arange(p), torch.arange(p, p + t).repeat(b))).to(body.device)
        cos, sin = self.cos[position], self.sin[position]
        x = F.embedding(tokens, self.embed)
        scale = 1 / math.sqrt(h)
        kv = c.num_key_value_heads
        for i, layer in enumerate(self.layers):
            mixed = self.linear(rms_norm(x, layer.norm_attention, c.rms_norm_eps), layer.qkv)
            q, k, v = split_and_rotate(mixed, cos, sin, c.num_attention_heads, kv, h, scale)
            seen = attention(q[p:], k[p:], v[p:], k[:p], v[:p], b)
            if i == len(self.layers) - 1:
                # Nothing after the last attention looks at other tokens: go on with the wanted ones alone.
                seen, x = seen[wanted], x[wanted + p]
                before = x
            elif p:
                seen = torch.cat((attention(q[:p], k[:p], v[:p], k[:0], v[:0], 1), seen))
            x = x + self.linear(seen, layer.out)
            inner = swiglu(self.linear(rms_norm(x, layer.norm_mlp, c.rms_norm_eps), layer.gate_up))
            x = x + self.linear(inner, layer.down)
        return rms_norm(x, self.norm, c.rms_norm_eps), before

    @torch.no_grad()
    def last_logits(self, ids):
        body = torch.tensor([ids[-self.config.max_position_embeddings:]])
        return self(torch.empty(0, dtype=torch.long), body, torch.tensor([body.shape[1] - 1]))[0]
