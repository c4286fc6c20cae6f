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
    if fused.C:
        return fused.RmsNorm.apply(x, weight, eps)
    return x * (torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps)) * weight


def rotate(x, cos, sin):
    """Rotary positions in the rotate-half convention; x is [tokens, heads, head size]."""
    half = x.shape[-1] // 2
    a, b = x[..., :half], x[..., half:]
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


def split_and_rotate(mixed, cos, sin, heads, kv, h, scale):
    """q [tokens, heads, h], k and v [tokens, kv, h] of the fused projection; q is scaled."""
    if fused.C:
        return fused.SplitAndRotate.apply(mixed, cos, sin, heads, kv, h, scale)
    cos, sin = cos[:, None], sin[:, None]
    q, k, v = mixed.split([heads * h, kv * h, kv * h], 1)
    q = rotate(q.view(-1, heads, h), cos * scale, sin * scale)
    return q, rotate(k.view(-1, kv, h), cos, sin), v.reshape(-1, kv, h)


def causal_softmax(scores, p):
    """scores [blocks, t, s] -> weights; row i sees the first p + i + 1 columns."""
    if fused.C:
        return fused.CausalSoftmax.apply(scores, p)
    return torch.softmax(scores + torch.full(scores.shape[1:], float("-inf")).triu(p + 1), -1)


def swiglu(gate_up):
    if fused.C:
        return fused.SwiGlu.apply(gate_up)
    gate, up = gate_up.chunk(2, 1)
    return F.silu(gate) * up


class Model(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = c = config
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

    def attend(self, q, k, v, p):
        """q [B, T, heads, h]; k and v [B, p + T, kv heads, h]. Gives [B*T, hidden]."""
        b, t, heads, h = q.shape
        s, kv = k.shape[1], k.shape[2]
        group = heads // kv
        q = q.reshape(b, t, kv, group, h).permute(0, 2, 3, 1, 4).reshape(b * kv, group * t, h)
        k = k.permute(0, 2, 3, 1).reshape(b * kv, h, s)
        v = v.permute(0, 2, 1, 3).reshape(b * kv, s, h)
        scores = torch.bmm(q, k).view(b * kv * group, t, s)
        out = torch.bmm(causal_softmax(scores, p).view(b * kv, group * t, s), v).view(b, kv, group, t, h)
        return out.permute(0, 3, 1, 2, 4).reshape(b * t, heads * h)

    def forward(self, prefix, body, wanted):
        """Logits [len(wanted), vocab] after the body tokens with the flat indices `wanted`.

        prefix: ids [P] that all rows begin with (P may be 0); body: ids [B, T], padded on the right.
        """
        c, h = self.config, self.head
        p, (b, t) = len(prefix), body.shape
        tokens = torch.cat((prefix, body.reshape(-1)))
        position = torch.cat((torch.arange(p), torch.arange(p, p + t).repeat(b)))
        cos, sin = self.cos[position], self.sin[position]
        x = F.embedding(tokens, self.embed)
        scale = 1 / math.sqrt(h)
        kv = c.num_key_value_heads
        for i, layer in enumerate(self.layers):
            mixed = F.linear(rms_norm(x, layer.norm_attention, c.rms_norm_eps), layer.qkv)
            q, k, v = split_and_rotate(mixed, cos, sin, c.num_attention_heads, kv, h, scale)
            body_k, body_v = k[p:].view(b, t, kv, h), v[p:].view(b, t, kv, h)
            if p:
                body_k = torch.cat((k[:p].expand(b, p, kv, h), body_k), 1)
                body_v = torch.cat((v[:p].expand(b, p, kv, h), body_v), 1)
            seen = self.attend(q[p:].view(b, t, -1, h), body_k, body_v, p)
            if i == len(self.layers) - 1:
                # Nothing after the last attention looks at other tokens: go on with the wanted ones alone.
                seen, x = seen[wanted], x[wanted + p]
            elif p:
                seen = torch.cat((self.attend(q[None, :p], k[None, :p], v[None, :p], 0), seen))
            x = x + F.linear(seen, layer.out)
            inner = swiglu(F.linear(rms_norm(x, layer.norm_mlp, c.rms_norm_eps), layer.gate_up))
            x = x + F.linear(inner, layer.down)
        return F.linear(rms_norm(x, self.norm, c.rms_norm_eps), self.embed)

    @torch.no_grad()
    def last_logits(self, ids):
        body = torch.tensor([ids[-self.config.max_position_embeddings:]])
        return self(torch.empty(0, dtype=torch.long), body, torch.tensor([body.shape[1] - 1]))[0]
