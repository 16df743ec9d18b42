"""Oracle of reward modelling: what torch and TRL's RewardTrainer say. Writes ../resources/oracle.

Needs torch, transformers, trl, datasets, tokenizers, safetensors. Seen with trl 1.16.0.
"""
import json
import pathlib
import random
import tempfile

import torch
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers
from torch.nn.functional import logsigmoid
from transformers import LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification, PreTrainedTokenizerFast
from trl import RewardConfig, RewardTrainer

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "oracle"
VOCABULARY = 40
PAD, END = 0, 1


def davidson_log_probabilities(difference, log_ties):
    """Davidson 1970: log of P(first), P(second), P(tie), written as the paper does, from strengths exp(score)."""
    first, second = torch.exp(difference), torch.ones_like(difference)
    tie = torch.exp(log_ties) * torch.sqrt(first * second)
    total = first + second + tie
    return torch.log(first / total), torch.log(second / total), torch.log(tie / total)


def loss_case(seed, n, heads, smoothing, centring, ties):
    draw = torch.Generator().manual_seed(seed)
    number = lambda *shape: torch.randn(*shape, generator=draw, dtype=torch.float64)
    first, second = number(n, heads).requires_grad_(), number(n, heads).requires_grad_()
    margins = number(n).abs()
    weights = number(n).abs() + 0.1
    counts = torch.randint(0, 4, (n, heads), generator=draw).double() if heads > 1 else torch.ones(n, 1).double()
    outcomes = [ties and i % 3 == 2 for i in range(n)]
    log_ties = torch.tensor(-0.4, dtype=torch.float64).requires_grad_()
    margins = torch.where(torch.tensor(outcomes), torch.zeros_like(margins), margins)
    total = torch.zeros((), dtype=torch.float64)
    for i in range(n):
        for h in range(heads):
            d = first[i, h] - second[i, h] - margins[i]
            if ties:
                win, lose, tie = davidson_log_probabilities(d, log_ties)
                each = -tie if outcomes[i] else -(1 - smoothing) * win - smoothing * lose
            else:
                each = -(1 - smoothing) * logsigmoid(d) - smoothing * logsigmoid(-d)
            each = each + centring * (first[i, h] + second[i, h]) ** 2
            total = total + weights[i] * counts[i, h] * each
    loss = total / (heads * weights.sum())
    loss.backward()
    return dict(
        first=first.tolist(), second=second.tolist(), margins=margins.tolist(), weights=weights.tolist(), counts=counts.tolist(),
        ties=outcomes, smoothing=smoothing, centring=centring, logTies=-0.4 if ties else None, loss=loss.item(),
        firstGradient=first.grad.tolist(), secondGradient=second.grad.tolist(), logTiesGradient=log_ties.grad.item() if ties else None)


def tokenizer():
    words = Tokenizer(models.WordLevel({f"w{i}": i for i in range(VOCABULARY)}, unk_token="w2"))
    words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return PreTrainedTokenizerFast(tokenizer_object=words, pad_token="w0", eos_token="w1", unk_token="w2")


def rows():
    draw = random.Random(5)
    ids = lambda low, high: [draw.randrange(3, VOCABULARY) for _ in range(draw.randint(low, high))]
    for i in range(6):
        prompt = ids(2, 9)
        yield dict(prompt=prompt, chosen=ids(1, 7) + [END], rejected=ids(1, 7) + [END], margin=0.25 * i)


def training():
    torch.manual_seed(3)
    config = LlamaConfig(
        hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, vocab_size=VOCABULARY,
        tie_word_embeddings=True, max_position_embeddings=128, bos_token_id=END, eos_token_id=END, pad_token_id=PAD, initializer_range=0.2)
    base = LlamaForCausalLM(config)
    base.save_pretrained(OUT / "model")
    words = tokenizer()
    words.save_pretrained(OUT / "model")
    config.num_labels = 1
    model = LlamaForSequenceClassification(config)
    model.model.load_state_dict(base.model.state_dict())
    model.score = torch.nn.Linear(config.hidden_size, 1)  # with a bias, at zero, as ours
    torch.nn.init.zeros_(model.score.weight)
    torch.nn.init.zeros_(model.score.bias)
    pairs = list(rows())
    losses = []

    class Recording(RewardTrainer):
        def compute_loss(self, *arguments, **named):
            result = super().compute_loss(*arguments, **named)
            losses.append((result[0] if isinstance(result, tuple) else result).item())
            return result

    data = Dataset.from_list([dict(
        chosen_ids=row["prompt"] + row["chosen"], rejected_ids=row["prompt"] + row["rejected"], margin=row["margin"]) for row in pairs])
    with tempfile.TemporaryDirectory() as out:
        arguments = RewardConfig(
            output_dir=out, per_device_train_batch_size=len(pairs), num_train_epochs=20, learning_rate=3e-3, lr_scheduler_type="constant",
            weight_decay=0.0, max_grad_norm=1.0, center_rewards_coefficient=0.01, logging_steps=1, report_to=[], save_strategy="no",
            use_cpu=True, bf16=False, gradient_checkpointing=False, max_length=None)
        trainer = Recording(model=model, args=arguments, processing_class=words, train_dataset=data)
        trainer.train()
        norms = [line["grad_norm"] for line in trainer.state.log_history if "grad_norm" in line]
    return dict(pairs=pairs, losses=losses, gradientNorms=norms, learningRate=3e-3, centring=0.01)


OUT.mkdir(parents=True, exist_ok=True)
cases = [
    loss_case(1, 5, 1, 0.0, 0.0, False),
    loss_case(2, 5, 1, 0.1, 0.01, False),
    loss_case(3, 7, 3, 0.1, 0.02, False),
    loss_case(4, 7, 1, 0.0, 0.0, True),
    loss_case(5, 7, 3, 0.1, 0.02, True),
]
(OUT / "losses.json").write_text(json.dumps(cases))
(OUT / "training.json").write_text(json.dumps(training()))
