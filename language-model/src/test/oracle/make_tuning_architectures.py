"""Makes adapters of the methods that PEFT has on other architectures than Llama's, and what PEFT computes with them.

    pip install torch==2.15.0 transformers==5.24.0 peft==0.21.2
    python make_tuning_architectures.py ../resources/architectures ../resources/tuning-architectures

The models are those of make_architectures.py, in float32; trainable weights are filled as in make_tuning.py. Writes MODEL-METHOD/ as
PEFT saves it, and golden.json: for each, the last token's first eight logits for each row of IDS. Methods named after the folders are
made alone, beside what golden.json has.
"""

import json
import shutil
import sys
from pathlib import Path

import torch
from peft import IA3Config, LNTuningConfig, LoraConfig, PrefixTuningConfig, PromptTuningConfig, get_peft_model
from transformers import AutoModelForCausalLM

IDS = torch.tensor([[3, 17, 5, 42, 9, 21], [8, 1, 60, 33, 2, 7]])
CAUSAL = {"task_type": "CAUSAL_LM"}
SHOWN = 8
NORMS = {
    "gpt2": ["ln_1", "ln_2", "ln_f"],
    "gpt-neox": ["input_layernorm", "post_attention_layernorm", "final_layer_norm"],
}
LOW = {**CAUSAL, "r": 4, "lora_alpha": 8}
ATTENTION = {"gpt2": ["c_attn"], "gpt-neox": ["query_key_value"]}
MODULES = {"gpt2": ["mlp.c_fc", "ln_f", "0.ln_1"], "gpt-neox": ["dense_h_to_4h", "final_layer_norm", "0.input_layernorm"]}
METHODS = {
    "prompt": lambda _: PromptTuningConfig(**CAUSAL, num_virtual_tokens=4),
    "prefix": lambda _: PrefixTuningConfig(**CAUSAL, num_virtual_tokens=3),
    "ia3": lambda _: IA3Config(**CAUSAL),
    "lora": lambda _: LoraConfig(**CAUSAL, r=4, lora_alpha=8, target_modules="all-linear"),
    "dora": lambda _: LoraConfig(**CAUSAL, r=4, lora_alpha=8, target_modules="all-linear", use_dora=True),
    "bias": lambda model: LoraConfig(**LOW, target_modules=ATTENTION[model], bias="all"),
    "lora-bias": lambda model: LoraConfig(**LOW, target_modules=ATTENTION[model], bias="lora_only"),
    "dora-bias": lambda model: LoraConfig(**LOW, target_modules=ATTENTION[model], bias="all", use_dora=True),
    "modules": lambda model: LoraConfig(**LOW, target_modules=ATTENTION[model], modules_to_save=MODULES[model]),
    "norms": lambda model: LNTuningConfig(**CAUSAL, target_modules=NORMS[model]),
}


def fill(adapted):
    trained = sorted((n, p) for n, p in adapted.named_parameters() if p.requires_grad)
    for i, (name, p) in enumerate(trained):
        k = torch.arange(p.numel(), dtype=torch.float64)
        one = "ia3" in name or "magnitude" in name or "ln_tuning" in name and name.endswith("weight")
        p.data = (0.1 * torch.cos(0.9 * k + 0.5 * i) + one).float().reshape(p.shape)


def main(models, target, methods):
    target.mkdir(exist_ok=True)
    written = target / "golden.json"
    golden = json.loads(written.read_text()) if methods else {}
    for model in ("gpt2", "gpt-neox"):
        for method in methods or METHODS:
            base = AutoModelForCausalLM.from_pretrained(models / model, dtype=torch.float32).eval()
            adapted = get_peft_model(base, METHODS[method](model)).eval()
            fill(adapted)
            with torch.no_grad():
                logits = adapted(input_ids=IDS, attention_mask=torch.ones_like(IDS)).logits
            text = logits[:, -IDS.shape[1]:]
            name = f"{model}-{method}"
            golden[name] = {"last": text[:, -1, :SHOWN].reshape(-1).tolist()}
            folder = target / name
            shutil.rmtree(folder, ignore_errors=True)
            adapted.save_pretrained(folder)
            (folder / "README.md").unlink(missing_ok=True)
            print(name, golden[name]["last"][:2])
    written.write_text(json.dumps(golden, indent=1) + "\n")


main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
