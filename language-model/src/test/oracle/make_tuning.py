"""Makes the fixtures of language-model's tests of tuning methods with torch, transformers and PEFT.

    pip install torch==2.15.0 transformers==5.24.0 peft==0.21.2
    python make_tuning.py ../resources/tuning

The model is a small Llama whose weights follow from a formula (GoldenModel.java makes the same): names sorted, i the rank of a
name, k the flat index; matrices 0.2 sin(0.7 k + 1.3 i), vectors 1 + 0.1 sin(0.7 k + 1.3 i), in double, then float. Trainable
weights of an adapter, names sorted, are 0.3 cos(0.9 k + 0.5 i), plus 1 for scales, lengths and norms.

Writes NAME/ as PEFT saves it, and golden.json: for each, sums and some of the logits, the loss with labels = ids, the losses
before six steps of AdamW, five greedy tokens (made without a cache: with one, this PEFT puts prompts in wrongly) and the bytes of the
file. Networks that PEFT does not save are in networks/NAME.safetensors. Names that begin with "tied" are of the same model with its
embedding for a head; names given after the folder are made alone, beside what golden.json has.
"""

import json
import shutil
import sys
from pathlib import Path

import torch
from peft import (
    AdaLoraConfig, IA3Config, LNTuningConfig, LoHaConfig, LoKrConfig, LoraConfig, MultitaskPromptTuningConfig, OFTConfig,
    PrefixTuningConfig, PromptEncoderConfig, PromptTuningConfig, VeraConfig, get_peft_model)
from safetensors.torch import save_file
from transformers import LlamaConfig, LlamaForCausalLM

IDS = torch.tensor([[3, 17, 5, 42, 9, 21], [8, 1, 60, 33, 2, 7]])
START = [5, 42, 9, 21]
CAUSAL = {"task_type": "CAUSAL_LM"}
PROMPT = {**CAUSAL, "num_virtual_tokens": 4}
PREFIX = {**CAUSAL, "num_virtual_tokens": 3}
LOW = {**CAUSAL, "r": 4, "lora_alpha": 8}
BOTH = ["q_proj", "down_proj"]

CASES = {
    "prompt": lambda: PromptTuningConfig(**PROMPT),
    "prefix": lambda: PrefixTuningConfig(**PREFIX),
    "prefix-projection": lambda: PrefixTuningConfig(**PREFIX, prefix_projection=True, encoder_hidden_size=8),
    "p-tuning": lambda: PromptEncoderConfig(**PROMPT, encoder_hidden_size=8),
    "multitask": lambda: MultitaskPromptTuningConfig(**PROMPT, num_tasks=2, num_ranks=1),
    "ia3": lambda: IA3Config(**CAUSAL),
    "lora": lambda: LoraConfig(**LOW, target_modules=BOTH),
    "rslora": lambda: LoraConfig(**LOW, target_modules=BOTH, use_rslora=True),
    "dora": lambda: LoraConfig(**LOW, target_modules=BOTH, use_dora=True),
    "lora-layer": lambda: LoraConfig(**LOW, target_modules=["q_proj"], layers_to_transform=[1]),
    "lora-embedding": lambda: LoraConfig(**LOW, target_modules=["embed_tokens", "q_proj"]),
    "lora-head": lambda: LoraConfig(**LOW, target_modules=["q_proj"], modules_to_save=["lm_head"]),
    "lora-tokens": lambda: LoraConfig(**LOW, target_modules=["q_proj"], trainable_token_indices=[3, 17]),
    "lora-bias": lambda: LoraConfig(**LOW, target_modules=["q_proj"], bias="all"),  # a Llama has none
    "lora-ends": lambda: LoraConfig(**LOW, target_modules=["embed_tokens", "lm_head"]),
    "lora-patterns": lambda: LoraConfig(
        **LOW, target_modules=BOTH, rank_pattern={"layers.1.self_attn.q_proj": 2, "down_proj": 3}, alpha_pattern={"q_proj": 5}),
    "lora-modules": lambda: LoraConfig(
        **LOW, target_modules=["q_proj"], modules_to_save=["k_proj", "up_proj", "model.norm", "0.input_layernorm"]),
    "tied-embedding": lambda: LoraConfig(**LOW, target_modules=["q_proj"], modules_to_save=["embed_tokens"]),
    "tied-ensured": lambda: LoraConfig(
        **LOW, target_modules=["q_proj"], modules_to_save=["embed_tokens"], ensure_weight_tying=True),
    "tied-tokens": lambda: LoraConfig(**LOW, target_modules=["q_proj"], trainable_token_indices=[3, 17]),
    "tied-head": lambda: LoraConfig(**LOW, target_modules=["q_proj", "lm_head"]),
    "norms": lambda: LNTuningConfig(**CAUSAL),
    "loha": lambda: LoHaConfig(**CAUSAL, r=4, alpha=8, target_modules=["q_proj"]),
    "lokr": lambda: LoKrConfig(**CAUSAL, r=4, alpha=8, target_modules=["q_proj"]),
    "adalora": lambda: AdaLoraConfig(**CAUSAL, init_r=4, lora_alpha=8, target_modules=["q_proj"], total_step=10),
    "oft": lambda: OFTConfig(**CAUSAL, oft_block_size=4, target_modules=["q_proj"]),
    "oft-exact": lambda: OFTConfig(
        **CAUSAL, oft_block_size=8, block_share=True, use_cayley_neumann=False, target_modules=["v_proj", "down_proj"]),
    "vera": lambda: VeraConfig(**CAUSAL, r=4, target_modules=["q_proj", "v_proj"]),
}


def model(tied):
    config = LlamaConfig(
        vocab_size=64, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=64, rms_norm_eps=1e-6, tie_word_embeddings=tied,
        attn_implementation="eager")
    made = LlamaForCausalLM(config).eval()
    for i, (_, p) in enumerate(sorted(made.named_parameters()), start=1 if tied else 0):  # the head is the first
        k = torch.arange(p.numel(), dtype=torch.float64)
        wave = torch.sin(0.7 * k + 1.3 * i)
        p.data = (0.2 * wave if p.dim() > 1 else 1 + 0.1 * wave).float().reshape(p.shape)
    return made


def fill(adapted):
    trained = sorted((n, p) for n, p in adapted.named_parameters() if p.requires_grad)
    for i, (name, p) in enumerate(trained):
        k = torch.arange(p.numel(), dtype=torch.float64)
        one = any(part in name for part in ("ia3", "magnitude", "layernorm", ".norm."))
        p.data = (0.3 * torch.cos(0.9 * k + 0.5 * i) + one).float().reshape(p.shape)


def extra(name):
    return {"task_ids": torch.tensor([1, 0])} if name == "multitask" else {}


def adapted(name):
    made = get_peft_model(model(name.startswith("tied")), CASES[name]())
    fill(made)
    return made.eval()


def loss(peft, name):
    return peft(input_ids=IDS, attention_mask=torch.ones_like(IDS), labels=IDS, **extra(name)).loss


def train(name):
    peft = adapted(name)
    optimiser = torch.optim.AdamW([p for p in peft.parameters() if p.requires_grad], lr=1e-2, weight_decay=0)
    losses = []
    for _ in range(6):
        optimiser.zero_grad()
        now = loss(peft, name)
        now.backward()
        losses.append(now.item())
        optimiser.step()
    return losses


def greedy(peft, name):
    tokens = list(START)
    extras = {"task_ids": torch.tensor([1])} if name == "multitask" else {}
    for _ in range(5):
        ids = torch.tensor([tokens])
        tokens.append(peft(input_ids=ids, attention_mask=torch.ones_like(ids), **extras).logits[0, -1].argmax().item())
    return tokens[len(START):]


def main(target, names):
    written = target / "golden.json"
    golden = json.loads(written.read_text()) if names else {}
    networks = target / "networks"
    networks.mkdir(parents=True, exist_ok=True)
    for name in names or CASES:
        peft = adapted(name)
        with torch.no_grad():
            logits = peft(input_ids=IDS, attention_mask=torch.ones_like(IDS), **extra(name)).logits
            row = {
                "sum": logits.double().sum().item(),
                "squares": logits.double().square().sum().item(),
                "first": logits[0, -1, 7].item(),
                "second": logits[1, -1, 63].item(),
                "loss": loss(peft, name).item(),
                "greedy": greedy(peft, name),
                "last": logits[0, -1].tolist(),
            }
        row["losses"] = train(name)
        folder = target / name
        shutil.rmtree(folder, ignore_errors=True)
        peft.save_pretrained(folder)
        (folder / "README.md").unlink(missing_ok=True)
        row["bytes"] = (folder / "adapter_model.safetensors").stat().st_size
        if name in ("p-tuning", "prefix-projection"):
            encoder = peft.prompt_encoder["default"]
            save_file({"prompt_encoder." + n: p.data.contiguous() for n, p in encoder.named_parameters()},
                      networks / f"{name}.safetensors")
        golden[name] = row
        print(name, *(f"{row[k]:.6f}" for k in ("sum", "squares", "first", "second", "loss")), row["greedy"], row["bytes"],
              *(f"{x:.6f}" for x in row["losses"]))
    written.write_text(json.dumps(golden, indent=1) + "\n")


main(Path(sys.argv[1]), sys.argv[2:])
