"""Checks that transformers and PEFT load what language-model wrote, with equal logits.

    java ... dev.attune.lm.WriteForPeers DIRECTORY     (in the test classes: writes model/, adapter/, written.safetensors)
    python check_written.py DIRECTORY
"""

import sys
from pathlib import Path

import torch
from peft import PeftModel
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer

directory = Path(sys.argv[1])
written = load_file(directory / "written.safetensors")
model = AutoModelForCausalLM.from_pretrained(directory / "model", dtype=torch.float32).eval()
tokenizer = AutoTokenizer.from_pretrained(directory / "model")
ids = written["ids"]
with torch.no_grad():
    plain = (model(ids).logits - written["logits"]).abs().max().item()
    adapted = PeftModel.from_pretrained(model, directory / "adapter").eval()
    lora = (adapted(ids).logits - written["lora.logits"]).abs().max().item()
print(f"largest difference: model {plain:.2e}, adapter {lora:.2e}; tokenizer of {len(tokenizer)} tokens")
assert plain <= 1e-4 and lora <= 1e-4
