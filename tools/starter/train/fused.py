"""The kernels of kernels.c and attention.c as differentiable torch functions; compiled at first use, or None without a C compiler."""

import ctypes
import hashlib
import subprocess
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
SOURCES = [HERE / "kernels.c", HERE / "attention.c"]
FLAGS = ["-O3", "-march=native", "-mprefer-vector-width=512", "-ffast-math", "-fopenmp", "-shared", "-fPIC"]


def compiled():
    """The shared library, or None where it cannot be built."""
    source = b"".join(path.read_bytes() for path in SOURCES)
    target = HERE / "runs" / f"kernels-{hashlib.sha256(source).hexdigest()[:12]}.so"
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        command = ["cc", *FLAGS, *map(str, SOURCES), "-o", str(target), "-lm"]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
    return ctypes.CDLL(str(target))


C = compiled()


def serves(*tensors):
    """Whether the kernels can be used on tensors: they know 32-bit numbers in the processor's memory."""
    return C is not None and all(x.device.type == "cpu" and x.dtype == torch.float32 for x in tensors)


def at(tensor, offset=0):
    return ctypes.c_void_p(tensor.data_ptr() + 4 * offset)


def size(n):
    return ctypes.c_long(n)


class RmsNorm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, eps):
        y, r = torch.empty_like(x), torch.empty(len(x))
        C.rms_forward(at(x), at(w), ctypes.c_float(eps), at(y), at(r), size(x.shape[0]), size(x.shape[1]))
        ctx.save_for_backward(x, w, r)
        return y

    @staticmethod
    def backward(ctx, gy):
        x, w, r = ctx.saved_tensors
        gy, gx, gw = gy.contiguous(), torch.empty_like(x), torch.zeros_like(w)
        C.rms_backward(at(x), at(w), at(r), at(gy), at(gx), at(gw), size(x.shape[0]), size(x.shape[1]))
        return gx, gw, None


class SwiGlu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, gate_up):
        n, f = gate_up.shape[0], gate_up.shape[1] // 2
        y = torch.empty(n, f)
        C.swiglu_forward(at(gate_up), at(y), size(n), size(f))
        ctx.save_for_backward(gate_up)
        return y

    @staticmethod
    def backward(ctx, gy):
        (gate_up,) = ctx.saved_tensors
        gy, out = gy.contiguous(), torch.empty_like(gate_up)
        C.swiglu_backward(at(gate_up), at(gy), at(out), size(gy.shape[0]), size(gy.shape[1]))
        return out


class SplitAndRotate(torch.autograd.Function):
    """mixed [n, (heads + 2 kv) h] -> q [n, heads, h] rotated and scaled, k [n, kv, h] rotated, v [n, kv, h]."""

    @staticmethod
    def forward(ctx, mixed, cos, sin, heads, kv, h, scale):
        n, row = mixed.shape
        ctx.save_for_backward(cos, sin)
        ctx.shape = heads, kv, h, scale
        q, k, v = torch.empty(n, heads, h), torch.empty(n, kv, h), torch.empty(n, kv, h)
        for out, count, start, factor in ((q, heads, 0, scale), (k, kv, heads * h, 1.0)):
            C.rope(at(mixed, start), size(row), at(out), size(count * h), at(cos), at(sin), ctypes.c_float(factor), 0,
                   size(n), size(count), size(h))
        C.copy_rows(at(mixed, (heads + kv) * h), size(row), at(v), size(kv * h), size(n), size(kv * h))
        return q, k, v

    @staticmethod
    def backward(ctx, gq, gk, gv):
        cos, sin = ctx.saved_tensors
        heads, kv, h, scale = ctx.shape
        gq, gk, gv = gq.contiguous(), gk.contiguous(), gv.contiguous()
        n, row = gq.shape[0], (heads + 2 * kv) * h
        out = torch.empty(n, row)
        for grad, count, start, factor in ((gq, heads, 0, scale), (gk, kv, heads * h, 1.0)):
            C.rope(at(grad), size(count * h), at(out, start), size(row), at(cos), at(sin), ctypes.c_float(factor), 1,
                   size(n), size(count), size(h))
        C.copy_rows(at(gv), size(kv * h), at(out, (heads + kv) * h), size(row), size(n), size(kv * h))
        return out, None, None, None, None, None, None


class Attention(torch.autograd.Function):
    """q [b t, heads, h] (scaled), k and v [b t, kv, h] of b rows of t tokens; pk, pv [p, kv, h] of the prefix before each.

    Gives [b t, heads h].
    """

    @staticmethod
    def forward(ctx, q, k, v, pk, pv, b):
        n, heads, h = q.shape
        p, kv, t = pk.shape[0], k.shape[1], n // b
        ctx.sizes = [size(x) for x in (b, t, p, heads, kv, h)]
        weights, out = torch.empty(b, heads, t, -(-(p + t) // 16) * 16), torch.empty(n, heads * h)
        C.attention_forward(at(q), at(k), at(v), at(pk), at(pv), at(out), at(weights), *ctx.sizes)
        ctx.save_for_backward(q, k, v, pk, pv, weights)
        return out

    @staticmethod
    def backward(ctx, grad):
        *inputs, weights = ctx.saved_tensors
        grad = grad.contiguous()
        q, k, v, pk, pv = inputs
        grads = [torch.empty_like(q), torch.empty_like(k), torch.empty_like(v), torch.zeros_like(pk), torch.zeros_like(pv)]
        C.attention_backward(*map(at, inputs), at(weights), at(grad), *map(at, grads), *ctx.sizes)
        return (*grads, None)


class CrossEntropy(torch.autograd.Function):
    """logits [n, v], which are spent, and targets [n] (negative: none) -> losses [n]."""

    @staticmethod
    def forward(ctx, logits, targets):
        losses, logits, targets = torch.empty(len(logits)), logits.contiguous(), targets.contiguous()
        C.cross_entropy(at(logits), at(targets), at(losses), size(logits.shape[0]), size(logits.shape[1]))
        # Not saved for the way back: it is no longer what it was.
        ctx.gradient = logits
        return losses

    @staticmethod
    def backward(ctx, grad):
        gradient, ctx.gradient, grad = ctx.gradient, None, grad.contiguous()
        C.scale_rows(at(gradient), at(grad), size(gradient.shape[0]), size(gradient.shape[1]))
        return gradient, None
