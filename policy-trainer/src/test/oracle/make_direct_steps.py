"""Makes the fixture of the direct recipes' tests with torch, transformers and TRL (1.16).

    python make_direct_steps.py ../resources/direct-steps [--trl]

Writes a random Llama of a few thousand weights with its tokenizer, and steps.json: six pairs as tokens, and for each loss
five AdamW steps on all of them: the loss and the global gradient norm of each step, and checksums of the weights after the
last. The losses are written out here from their papers. With --trl those that its DPOTrainer knows are run by it too, and must
agree.
"""

import json
import sys
import tempfile
from pathlib import Path

import torch
import torch.nn.functional as F
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from trl import DPOConfig, DPOTrainer

STEPS = 5
RATE = 1e-2
CLIP = 1.0
BETA = 0.3
NOISE = 0.1
GOOD, BAD = 1.2, 0.7
LAMBDA = 0.4
WORDS = 28

# prompt, chosen, rejected, in words; the last token of an answer is the end of sequence
PAIRS = [
    ("w1 w2 w3", "w4 w5", "w6 w7 w8"),
    ("w9 w10", "w11 w12 w13 w14", "w15"),
    ("w16 w2 w9 w4", "w5 w5 w5", "w6"),
    ("w20", "w21 w22", "w23 w24 w25 w26"),
    ("w7 w8 w9", "w1", "w2"),
    ("w3 w3 w27 w1 w0", "w4 w9 w5 w10 w11", "w12 w13"),
]


def tokenizer():
    vocabulary = {"<pad>": 0, "<s>": 1, "</s>": 2, "<unk>": 3}
    vocabulary.update({f"w{i}": i + 4 for i in range(WORDS)})
    raw = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    raw.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=raw, pad_token="<pad>", bos_token="<s>", eos_token="</s>", unk_token="<unk>"
    )
    fast.chat_template = "{% for message in messages %}{{ message['content'] }} {% endfor %}"
    return fast


def model():
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=WORDS + 4,
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        max_position_embeddings=64,
        bos_token_id=1,
        eos_token_id=2,
        pad_token_id=0,
        tie_word_embeddings=False,
        initializer_range=0.3,
        attn_implementation="eager",
    )
    return LlamaForCausalLM(config).float()


def log_probs(net, rows):
    """Sum of the log-probabilities of each answer's tokens, row by row, and its length."""
    sums, lengths = [], []
    for prompt, answer in rows:
        ids = torch.tensor([prompt + answer])
        logs = torch.log_softmax(net(input_ids=ids).logits[0, :-1].float(), -1)
        chosen = logs.gather(-1, ids[0, 1:, None])[:, 0]
        sums.append(chosen[len(prompt) - 1 :].sum())
        lengths.append(float(len(answer)))
    return torch.stack(sums), torch.tensor(lengths)


def loss_of(name, net, reference, pairs, weights):
    chosen, chosen_length = log_probs(net, [(p, c) for p, c, _ in pairs])
    rejected, rejected_length = log_probs(net, [(p, r) for p, _, r in pairs])
    with torch.no_grad():
        ref_chosen, _ = log_probs(reference, [(p, c) for p, c, _ in pairs])
        ref_rejected, _ = log_probs(reference, [(p, r) for p, _, r in pairs])
    s, t = chosen - ref_chosen, rejected - ref_rejected
    d = s - t
    if name == "sigmoid":
        each = -F.logsigmoid(BETA * d)
    elif name == "conservative":
        each = -(1 - NOISE) * F.logsigmoid(BETA * d) - NOISE * F.logsigmoid(-BETA * d)
    elif name == "robust":
        each = (-(1 - NOISE) * F.logsigmoid(BETA * d) + NOISE * F.logsigmoid(-BETA * d)) / (1 - 2 * NOISE)
    elif name == "ipo":
        each = (s / chosen_length - t / rejected_length - 1 / (2 * BETA)) ** 2
    elif name == "ipo-sums":
        each = (d - 1 / (2 * BETA)) ** 2
    elif name == "hinge":
        each = torch.relu(1 - BETA * d)
    elif name == "length-normalised":
        each = -F.logsigmoid(BETA * (s / chosen_length - t / rejected_length))
    elif name == "kto":
        following = pairs[1:] + pairs[:1]
        mismatched = [(p, q[1]) for (p, _, _), q in zip(pairs, following)]
        mismatched += [(p, q[2]) for (p, _, _), q in zip(pairs, following)]
        with torch.no_grad():
            z = (log_probs(net, mismatched)[0] - log_probs(reference, mismatched)[0]).mean().clamp(min=0)
        good = GOOD * (1 - torch.sigmoid(BETA * (s - z)))
        bad = BAD * (1 - torch.sigmoid(BETA * (z - t)))
        each = (good + bad) / 2
    elif name == "orpo":
        m, n = chosen / chosen_length, rejected / rejected_length
        odds = (m - torch.log1p(-torch.exp(m))) - (n - torch.log1p(-torch.exp(n)))
        each = -m - LAMBDA * F.logsigmoid(odds)
    else:
        raise ValueError(name)
    return (each * weights).sum() / weights.sum()


def steps(name, pairs, weights):
    net, reference = model(), model()
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, betas=(0.9, 0.999), eps=1e-8, weight_decay=0)
    losses, norms = [], []
    for _ in range(STEPS):
        optimiser.zero_grad()
        loss = loss_of(name, net, reference, pairs, weights)
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(net.parameters(), CLIP).item())
        losses.append(loss.item())
        optimiser.step()
    return net, {"losses": losses, "norms": norms, "weights": checksums(net)}


def checksums(net):
    """Of each weight a sum in which every place counts differently."""
    sums = {}
    for key, value in net.state_dict().items():
        flat = value.double().flatten()
        places = torch.arange(flat.numel(), dtype=torch.float64)
        sums[key] = (flat * torch.cos(places)).sum().item()
    return sums


def by_trl(loss_type, pairs, words):
    """The same five steps by DPOTrainer."""
    rows = [{"prompt": p + " ", "chosen": c + " </s>", "rejected": r + " </s>"} for p, c, r in words]
    with tempfile.TemporaryDirectory() as out:
        args = DPOConfig(
            output_dir=out,
            per_device_train_batch_size=len(rows),
            num_train_epochs=STEPS,
            learning_rate=RATE,
            lr_scheduler_type="constant",
            max_grad_norm=CLIP,
            beta=BETA,
            label_smoothing=NOISE if loss_type == "robust" else 0.0,
            loss_type=[loss_type],
            logging_steps=1,
            report_to=[],
            save_strategy="no",
            use_cpu=True,
            bf16=False,
            gradient_checkpointing=False,
            disable_tqdm=True,
        )
        trainer = DPOTrainer(
            model=model(),
            ref_model=model(),
            args=args,
            train_dataset=Dataset.from_list(rows),
            processing_class=tokenizer(),
        )
        ids = [(e["prompt_ids"], e["chosen_ids"], e["rejected_ids"]) for e in trainer.train_dataset]
        assert ids == pairs, f"TRL sees other tokens: {ids}"
        trainer.train()
        logs = [entry for entry in trainer.state.log_history if "loss" in entry]
        return trainer.model, [e["loss"] for e in logs], [e["grad_norm"] for e in logs]


def main():
    target = Path(sys.argv[1])
    words = tokenizer()
    model().save_pretrained(target)
    words.save_pretrained(target)
    pairs = [(words(p)["input_ids"], words(c)["input_ids"] + [2], words(r)["input_ids"] + [2]) for p, c, r in PAIRS]
    even = torch.ones(len(pairs))
    uneven = torch.tensor([1.0, 2.0, 0.5, 1.0, 3.0, 1.0])
    runs = {}
    for name in ["sigmoid", "conservative", "robust", "ipo", "ipo-sums", "hinge", "length-normalised", "kto", "orpo"]:
        net, run = steps(name, pairs, even)
        trl = {"length-normalised": "sigmoid_norm"}.get(name, name)
        if "--trl" in sys.argv and trl in ["sigmoid", "robust", "ipo", "hinge", "sigmoid_norm"]:
            other, losses, norms = by_trl(trl, pairs, PAIRS)
            assert torch.allclose(torch.tensor(losses), torch.tensor(run["losses"]), atol=2e-4), (name, losses, run)
            assert torch.allclose(torch.tensor(norms), torch.tensor(run["norms"]), rtol=2e-3), (name, norms, run)
            for (key, one), two in zip(net.state_dict().items(), other.state_dict().values()):
                assert torch.allclose(one, two, atol=2e-4), (name, key, (one - two).abs().max())
            print(name, "agrees with TRL", losses, run["losses"])
        runs[name] = run
    _, runs["sigmoid-weighted"] = steps("sigmoid", pairs, uneven)
    content = {
        "settings": {
            "beta": BETA, "labelNoise": NOISE, "goodWeight": GOOD, "badWeight": BAD, "oddsWeight": LAMBDA,
            "learningRate": RATE, "maxGradientNorm": CLIP,
        },
        "weights": uneven.tolist(),
        "pairs": [{"prompt": p, "chosen": c, "rejected": r} for p, c, r in pairs],
        "runs": runs,
    }
    (target / "steps.json").write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main()
