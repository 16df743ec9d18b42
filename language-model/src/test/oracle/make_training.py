"""Makes the fixtures of language-model's training and adapter tests with torch, transformers and PEFT.

    python make_training.py ../resources

Needs tiny-llama/ of make_fixtures.py. Writes training.json (losses and gradient norms of 20 AdamW steps, full and LoRA, in
one batch and in micro-batches), and adapters/NAME/ for several models: a PEFT adapter, the model where it is not tiny-llama,
and logits.safetensors with what PEFT computes from both. Everything is seeded.
"""

import json
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import GPT2Config, GPT2LMHeadModel, GPTNeoXConfig, GPTNeoXForCausalLM, LlamaForCausalLM

STEPS = 20
LENGTHS = [7, 12, 9, 16]
IDS = torch.tensor([[5, 17, 42, 3, 99, 150, 8, 77, 120, 6, 31]])


def sequences():
    generator = torch.Generator().manual_seed(11)
    return [torch.randint(3, 400, (length,), generator=generator) for length in LENGTHS]


def padded(rows):
    width = max(len(row) for row in rows)
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    mask = torch.zeros(len(rows), width, dtype=torch.long)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
        mask[index, : len(row)] = 1
    return ids, mask


def train(model, decay, parts):
    """AdamW at a linearly falling rate on the mean loss per token of the whole batch, gradients clipped at 1."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=1e-3, betas=(0.9, 0.95), eps=1e-8, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / STEPS)
    count = sum(len(row) - 1 for part in parts for row in part)
    losses, norms = [], []
    for _ in range(STEPS):
        optimizer.zero_grad()
        total = 0.0
        for part in parts:
            ids, mask = padded(part)
            logits = model(input_ids=ids, attention_mask=mask).logits.float()
            log = torch.log_softmax(logits[:, :-1], -1).gather(-1, ids[:, 1:, None])[..., 0]
            loss = -(log * mask[:, 1:]).sum() / count
            loss.backward()
            total += loss.item()
        norms.append(torch.nn.utils.clip_grad_norm_(parameters, 1.0).item())
        losses.append(total)
        optimizer.step()
        schedule.step()
    return {"losses": losses, "norms": norms}


def randomise(model, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "lora_" in name:
                weight.copy_(0.1 * torch.randn(weight.shape, generator=generator))


def adapt(model, seed, **settings):
    adapted = get_peft_model(model, LoraConfig(lora_dropout=0.0, task_type="CAUSAL_LM", **settings))
    randomise(adapted, seed)
    return adapted


def save(adapted, directory, tensors):
    adapted.save_pretrained(directory)
    (directory / "README.md").unlink(missing_ok=True)
    with torch.no_grad():
        tensors["logits"] = adapted(IDS).logits[0].float().contiguous()
    save_file(tensors, directory / "logits.safetensors")


def other_models(directory):
    torch.manual_seed(5)
    common = {"vocab_size": 400, "bos_token_id": 1, "eos_token_id": 2, "initializer_range": 0.2}
    gpt2 = GPT2LMHeadModel(GPT2Config(n_embd=32, n_layer=1, n_head=4, n_positions=64, **common))
    neox = GPTNeoXForCausalLM(GPTNeoXConfig(
        hidden_size=32, intermediate_size=64, num_hidden_layers=1, num_attention_heads=4, max_position_embeddings=64,
        rotary_pct=0.25, tie_word_embeddings=False, **common))
    for name, model, targets in (
        ("gpt2", gpt2, ["c_attn", "c_proj", "c_fc"]),
        ("gpt-neox", neox, ["query_key_value", "dense", "dense_h_to_4h", "dense_4h_to_h"]),
    ):
        model.eval().save_pretrained(directory / name / "model")
        (directory / name / "model" / "generation_config.json").unlink(missing_ok=True)
        save(adapt(model, 6, r=4, lora_alpha=8, target_modules=targets, fan_in_fan_out=name == "gpt2"), directory / name, {})


def main(resources):
    rows = sequences()
    fresh = lambda: LlamaForCausalLM.from_pretrained(resources / "tiny-llama", torch_dtype=torch.float32).eval()
    start = adapt(fresh(), 7, r=4, lora_alpha=8, target_modules="all-linear")
    adapters = resources / "adapters"
    save(start, adapters / "llama-all", {})
    save(
        adapt(fresh(), 8, r=4, lora_alpha=6, use_rslora=True, target_modules=r".*layers\.1\..*(q_proj|up_proj|down_proj)",
              rank_pattern={"up_proj": 2}, alpha_pattern={r"mlp\.down_proj": 3}),
        adapters / "llama-patterns", {})
    lora = lambda: adapt(fresh(), 7, r=4, lora_alpha=8, target_modules="all-linear")
    each = [rows[:1], rows[1:3], rows[3:]]
    expected = {
        "sequences": [row.tolist() for row in rows],
        "ids": IDS[0].tolist(),
        "full": train(fresh(), 0.1, [rows]),
        "full-accumulated": train(fresh(), 0.1, each),
        "lora": train(lora(), 0.0, [rows]),
        "lora-accumulated": train(lora(), 0.0, each),
    }
    (resources / "training.json").write_text(json.dumps(expected, indent=1) + "\n")
    other_models(adapters)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
