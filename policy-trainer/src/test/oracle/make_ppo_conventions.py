"""Makes ppo-conventions.json: one update's answers, and what TRL, OpenRLHF and verl each make of them by their own formulas
(torch, float64): rewards per token, advantages, returns, both losses, and the losses' gradients.
The formulas are written down from the three systems' sources; where they differ is said in docs/ppo.md.
usage: python make_ppo_conventions.py ../resources/ppo-conventions.json"""
import json, sys
import torch

torch.manual_seed(11)
torch.set_default_dtype(torch.float64)
B, T = 4, 6
lengths = torch.tensor([6, 4, 2, 5])
ended = torch.tensor([0.0, 1.0, 1.0, 1.0])
round6 = lambda x: (x * 1e6).round() / 1e6
scores = torch.tensor([1.5, -0.75, 12.5, 0.25])
old, ref = round6(-2 * torch.rand(B, T) - 0.1), round6(-2 * torch.rand(B, T) - 0.1)
new = round6(old + 0.35 * torch.randn(B, T))
new[1, 1] = old[1, 1] + 1.4  # a ratio of 4 on a bad token: dual clip at 3 shows
values, new_values = round6(0.8 * torch.randn(B, T)), round6(0.8 * torch.randn(B, T))
place = torch.arange(T).expand(B, T)
mask = (place < lengths[:, None]).double()


def gae(rewards, v, gamma, lam):
    """TRL and OpenRLHF: backwards over all places, padded values being zero."""
    last, out = torch.zeros(B), []
    for t in reversed(range(T)):
        nxt = v[:, t + 1] if t < T - 1 else torch.zeros(B)
        last = rewards[:, t] + gamma * nxt - v[:, t] + gamma * lam * last
        out.append(last)
    return torch.stack(out[::-1], 1)


def result(rewards, advantages, returns, policy_loss, value_loss, vmask):
    n, v = new.clone().requires_grad_(), new_values.clone().requires_grad_()
    pl, vl = policy_loss(n), value_loss(v)
    (pl + vl).backward()
    return {k: x.tolist() for k, x in dict(
        rewards=rewards * vmask, advantages=advantages * mask, returns=returns * vmask, policyLoss=pl.detach(),
        valueLoss=vl.detach(), policyGradient=n.grad, valueGradient=v.grad).items()}


def trl(whiten_rewards):
    beta, gamma, lam, clip, vclip = 0.05, 1.0, 0.95, 0.2, 0.2
    first_pad = torch.where(lengths < T, lengths, torch.tensor(T))
    seq_len = first_pad - 1
    pm, pm1 = place > seq_len[:, None], place > (seq_len + 1)[:, None]
    logp, r = old.masked_fill(pm, 1.0), ref.masked_fill(pm, 1.0)
    v = values.masked_fill(pm1, 0)
    s = scores - (1 - ended) * 1.0
    rewards = -beta * (logp - r)
    at = torch.where(seq_len + 1 < T, seq_len + 1, seq_len)
    rewards[torch.arange(B), at] += s

    def whiten(x, keep, shift_mean):
        n = keep.sum()
        mean = (x * keep).sum() / n
        var = (((x - mean) ** 2) * keep).sum() / n * n / (n - 1)
        white = (x - mean) * torch.rsqrt(var + 1e-8)
        return white if shift_mean else white + mean
    if whiten_rewards:
        rewards = whiten(rewards, (~pm1).double(), False).masked_fill(pm1, 0)
    adv = gae(rewards, v, gamma, lam)
    returns = adv + v
    white = whiten(adv, (~pm).double(), True).masked_fill(pm, 0)

    def policy(n):
        ratio = torch.exp(n.masked_fill(pm, 1.0) - logp)
        loss = torch.max(-white * ratio, -white * ratio.clamp(1 - clip, 1 + clip))
        return (loss * ~pm).sum() / (~pm).sum()

    def value(x):
        x = x.masked_fill(pm1, 0)
        clipped = torch.clamp(x, v - vclip, v + vclip)
        loss = torch.max((x - returns) ** 2, (clipped - returns) ** 2)
        return 0.5 * (loss * ~pm1).sum() / (~pm1).sum()
    return result(rewards, white, returns, policy, value, (~pm1).double())


def openrlhf(estimator):
    beta, gamma, lam, clip, vclip = 0.01, 1.0, 1.0, 0.2, 0.5
    x = old - ref
    kl = {"k1": x, "k2": x ** 2 / 2, "k3": torch.exp(-x) - 1 + x}[estimator].clamp(-10, 10)
    r = scores.clamp(-10, 10)
    eos = T - 1 - mask.long().fliplr().argmax(1, keepdim=True)
    rewards = (torch.zeros(B, T).scatter_(1, eos, r[:, None]) - beta * kl) * mask
    v = values * mask
    adv = gae(rewards, v, gamma, lam)
    returns = adv + v
    flat, keep = adv.flatten(), mask.flatten()
    mean = (flat * keep).sum() / keep.sum()
    std = (((flat - mean) ** 2 * keep).sum() / keep.sum()).clamp(min=1e-8).rsqrt()
    white = (adv - mean) * std

    def policy(n):
        ratio = (n - old).exp()
        loss = -torch.min(ratio * white, ratio.clamp(1 - clip, 1 + clip) * white)
        return (loss * mask).sum() / mask.sum()

    def value(x):
        clipped = values + (x - values).clamp(-vclip, vclip)
        loss = torch.max((clipped - returns) ** 2, (x - returns) ** 2)
        return 0.5 * (loss * mask).sum() / mask.sum()
    return result(rewards, white, returns, policy, value, mask)


def verl(loss_agg):
    beta, gamma, lam, clip, vclip, c = 0.001, 1.0, 1.0, 0.2, 0.5, 3.0
    token_scores = torch.zeros(B, T)
    token_scores[torch.arange(B), lengths - 1] = scores
    rewards = token_scores - beta * (old - ref) * mask
    nextvalues, lastgaelam, reversed_ = torch.zeros(B), torch.zeros(B), []
    for t in reversed(range(T)):
        delta = rewards[:, t] + gamma * nextvalues - values[:, t]
        lam_ = delta + gamma * lam * lastgaelam
        m = mask[:, t]
        nextvalues = values[:, t] * m + (1 - m) * nextvalues
        lastgaelam = lam_ * m + (1 - m) * lastgaelam
        reversed_.append(lastgaelam)
    adv = torch.stack(reversed_[::-1], 1)
    returns = adv + values
    n = mask.sum()
    mean = (adv * mask).sum() / n
    var = ((adv - mean) ** 2 * mask).sum() / n * n / (n - 1)
    white = (adv - mean) * torch.rsqrt(var + 1e-8)

    def agg(x):
        if loss_agg == "token-mean":
            return (x * mask).sum() / mask.sum()
        return ((x * mask).sum(1) / mask.sum(1)).mean()

    def policy(n):
        ratio = torch.exp((n - old).clamp(-20, 20))
        one = torch.maximum(-white * ratio, -white * ratio.clamp(1 - clip, 1 + clip))
        two = torch.min(-white * c, one)
        return agg(torch.where(white < 0, two, one))

    def value(x):
        clipped = torch.maximum(torch.minimum(x, values + vclip), values - vclip)
        return 0.5 * agg(torch.max((x - returns) ** 2, (clipped - returns) ** 2))
    return result(rewards, white, returns, policy, value, mask)


known = dict(scores=scores, ended=ended, lengths=lengths, logProbs=old, referenceLogProbs=ref, values=values,
             newLogProbs=new, newValues=new_values)
expected = {"TRL": trl(False), "TRL, whiten_rewards": trl(True), "OpenRLHF": openrlhf("k1"), "OpenRLHF, k3": openrlhf("k3"),
            "verl": verl("token-mean"), "verl, seq-mean-token-mean": verl("seq-mean-token-mean")}
json.dump(dict(known={k: v.tolist() for k, v in known.items()}, expected=expected), open(sys.argv[1], "w"), indent=0)
