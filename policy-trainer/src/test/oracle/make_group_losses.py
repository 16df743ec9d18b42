"""Losses and gradients of group methods, in plain torch: writes ../resources/dev/attune/policy/group/losses.json.

The formulas are those of the papers (GRPO arXiv:2402.03300 eq. 3, Dr. GRPO arXiv:2503.20783, DAPO arXiv:2503.14476 eq. 8,
RLOO arXiv:2402.14740), written with loops over answers and tokens instead of masks.
"""

import json
import pathlib

import torch

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
LENGTHS = [3, 1, 4, 2, 4, 3]
GROUPS = [[0, 1, 2], [3, 4, 5]]
LIMIT = 5
SCORES = torch.tensor([1.5, -0.5, 0.25, 2.0, 2.0, -1.0])
OLD = [-torch.rand(n) * 3 for n in LENGTHS]
REFERENCE = [old + 0.4 * torch.randn(len(old)) for old in OLD]
NEW = [(old + 0.35 * torch.randn(len(old))).requires_grad_() for old in OLD]


def kl(new, reference, estimator):
    x = new - reference
    return {"k1": x, "k2": x**2 / 2, "k3": torch.exp(-x) - 1 + x}[estimator]


def advantages(kind, rewards):
    result = torch.zeros_like(rewards)
    for group in GROUPS:
        own = rewards[group]
        for i in group:
            if kind == "standardised":
                result[i] = (rewards[i] - own.mean()) / (own.std(unbiased=True) + 1e-4)
            elif kind == "centred":
                result[i] = rewards[i] - own.mean()
            else:
                others = [rewards[j] for j in group if j != i]
                result[i] = rewards[i] - sum(others) / len(others)
    return result


def clipped(ratio, advantage, low, high):
    return -torch.minimum(ratio * advantage, torch.clamp(ratio, 1 - low, 1 + high) * advantage)


def case(name, advantage, ratio, reduction, low, high, beta, place, estimator):
    rewards = SCORES.clone()
    if place == "reward":
        for i in range(len(LENGTHS)):
            rewards[i] -= beta * kl(OLD[i], REFERENCE[i], estimator).sum()
    a = advantages(advantage, rewards)
    per_answer = []
    for i, n in enumerate(LENGTHS):
        if ratio == "token":
            terms = clipped(torch.exp(NEW[i] - OLD[i]), a[i], low, high)
            if place == "loss":
                terms = terms + beta * kl(NEW[i], REFERENCE[i], estimator)
            per_answer.append({"per-answer": terms.mean(), "per-token": terms.sum(), "constant": terms.sum()}[reduction])
        else:
            per_answer.append(clipped(torch.exp((NEW[i] - OLD[i]).sum()), a[i], low, high))
    total = torch.stack(per_answer).sum()
    loss = total / {
        "per-answer": len(LENGTHS),
        "per-token": sum(LENGTHS),
        "constant": len(LENGTHS) * LIMIT,
    }[reduction]
    gradients = torch.autograd.grad(loss, NEW)
    return {
        "name": name,
        "settings": {
            "advantage": advantage,
            "ratio": ratio,
            "reduction": reduction,
            "clipLow": low,
            "clipHigh": high,
            "klCoefficient": beta,
            "klPlace": place,
            "klEstimator": estimator,
        },
        "advantages": a.tolist(),
        "loss": loss.item(),
        "gradients": [g.tolist() for g in gradients],
    }


fixture = {
    "groups": GROUPS,
    "limit": LIMIT,
    "scores": SCORES.tolist(),
    "old": [x.tolist() for x in OLD],
    "reference": [x.tolist() for x in REFERENCE],
    "new": [x.tolist() for x in NEW],
    "cases": [
        case("grpo", "standardised", "token", "per-answer", 0.2, 0.2, 0.04, "loss", "k3"),
        case("dr-grpo", "centred", "token", "constant", 0.2, 0.2, 0.0, "loss", "k3"),
        case("dapo", "standardised", "token", "per-token", 0.2, 0.28, 0.0, "loss", "k3"),
        case("dapo with k2", "standardised", "token", "per-token", 0.2, 0.28, 0.1, "loss", "k2"),
        case("rloo", "leave-one-out", "answer", "per-answer", 0.2, 0.2, 0.05, "reward", "k1"),
    ],
}
target = pathlib.Path(__file__).parent.parent / "resources/dev/attune/policy/group/losses.json"
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text(json.dumps(fixture, indent=1) + "\n")
