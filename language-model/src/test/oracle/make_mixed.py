"""Makes the fixtures of language-model's tests of batches whose rows have different adapters, with PEFT's adapter_names.

    pip install torch==2.15.0 transformers==5.24.0 peft==0.21.2
    python make_mixed.py ../resources/tuning

Model and fillings are those of make_tuning.py. Adapter a is LoRA of rank 4 and alpha 8 on q_proj and down_proj, filled while alone;
b is LoRA of rank 2 and alpha 4 on v_proj and q_proj, added, made active and filled alike. Writes mixed/a/ and mixed/b/ as PEFT saves
them, and mixed.json: for each row of a batch with a, b and __base__ the sum of the logits, of their squares, the last logits, and
five greedy tokens of the row alone with its adapter.
"""

import json
import shutil
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

ROWS = [[3, 17, 5, 42, 9, 21], [8, 1, 60, 33, 2, 7], [11, 12, 13, 14, 15, 16]]
NAMES = ["a", "b", "__base__"]
START = [5, 42, 9, 21]


def model():
    config = LlamaConfig(
        vocab_size=64, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=64, rms_norm_eps=1e-6, tie_word_embeddings=False,
        attn_implementation="eager")
    made = LlamaForCausalLM(config).eval()
    for i, (_, p) in enumerate(sorted(made.named_parameters())):
        k = torch.arange(p.numel(), dtype=torch.float64)
        wave = torch.sin(0.7 * k + 1.3 * i)
        p.data = (0.2 * wave if p.dim() > 1 else 1 + 0.1 * wave).float().reshape(p.shape)
    return made


def fill(adapted):
    trained = sorted((n, p) for n, p in adapted.named_parameters() if p.requires_grad)
    for i, (name, p) in enumerate(trained):
        k = torch.arange(p.numel(), dtype=torch.float64)
        p.data = (0.3 * torch.cos(0.9 * k + 0.5 * i)).float().reshape(p.shape)


def greedy(peft, name):
    tokens = list(START)
    for _ in range(5):
        logits = peft(input_ids=torch.tensor([tokens]), adapter_names=[name]).logits
        tokens.append(logits[0, -1].argmax().item())
    return tokens[len(START):]


def main(target):
    peft = get_peft_model(
        model(), LoraConfig(task_type="CAUSAL_LM", r=4, lora_alpha=8, target_modules=["q_proj", "down_proj"]), "a")
    fill(peft)
    peft.add_adapter("b", LoraConfig(task_type="CAUSAL_LM", r=2, lora_alpha=4, target_modules=["v_proj", "q_proj"]))
    peft.set_adapter("b")
    fill(peft)
    peft.eval()
    folder = target / "mixed"
    shutil.rmtree(folder, ignore_errors=True)
    peft.save_pretrained(folder)
    for readme in folder.rglob("README.md"):
        readme.unlink()
    with torch.no_grad():
        logits = peft(input_ids=torch.tensor(ROWS), adapter_names=NAMES).logits
        rows = [{
            "adapter": name,
            "ids": ids,
            "sum": own.double().sum().item(),
            "squares": own.double().square().sum().item(),
            "last": own[-1].tolist(),
            "greedy": greedy(peft, name),
        } for name, ids, own in zip(NAMES, ROWS, logits)]
    (target / "mixed.json").write_text(json.dumps(rows, indent=1) + "\n")
    for row in rows:
        print(row["adapter"], f"{row['sum']:.6f}", f"{row['squares']:.6f}", row["greedy"])


main(Path(sys.argv[1]))
