"""Muon (K. Jordan et al., 2024) for the matrices of the layers, AdamW for the embedding and the norms."""

import torch


def orthogonal(g, steps=5):
    """Newton-Schulz iteration towards the nearest orthogonal matrix; g is [n, rows, columns]."""
    x = g / (g.flatten(1).norm(dim=1)[:, None, None] + 1e-7)
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.transpose(1, 2).contiguous()
    for _ in range(steps):
        a = torch.bmm(x, x.transpose(1, 2))
        b = torch.baddbmm(a, a, a, beta=-4.7750, alpha=2.0315)
        x = torch.baddbmm(x, b, x, beta=3.4445)
    return x.transpose(1, 2) if tall else x


class Muon(torch.optim.Optimizer):
    """Takes groups of (parameter, row counts): fused matrices are made orthogonal part by part."""

    def __init__(self, named, lr=0.02, momentum=0.95, decay=0.1):
        self.parts = [rows for _, rows in named]
        super().__init__([p for p, _ in named], {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self):
        group = self.param_groups[0]
        by_shape = {}
        for p, rows in zip(group["params"], self.parts):
            state = self.state[p]
            if "momentum" not in state:
                state["momentum"] = torch.zeros_like(p)
            m = state["momentum"].lerp_(p.grad, 1 - group["momentum"])
            update = p.grad.lerp(m, group["momentum"])
            p.mul_(1 - group["lr"] * group["decay"])
            start = 0
            for count in rows:
                part = update[start:start + count]
                by_shape.setdefault(tuple(part.shape), []).append((p[start:start + count], part))
                start += count
        for shape, items in by_shape.items():
            updates = orthogonal(torch.stack([u for _, u in items]))
            scale = max(1.0, shape[0] / shape[1]) ** 0.5
            for (target, _), u in zip(items, updates):
                target.add_(u, alpha=-group["lr"] * scale)
