"""Checks that transformers and PEFT load what language-model wrote, with equal logits, for every architecture.

    java ... dev.attune.lm.model.WriteForPeers DIRECTORY     (in the test classes: writes NAME/model, NAME/adapter, NAME/written.safetensors)
    python check_written.py DIRECTORY
"""

import sys
from pathlib import Path

import torch
from peft import PeftModel
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer

for directory in sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir()):
    written = load_file(directory / "written.safetensors")
    model, loading = AutoModelForCausalLM.from_pretrained(
        directory / "model", dtype=torch.float32, output_loading_info=True)
    model = model.eval()
    tokenizer = AutoTokenizer.from_pretrained(directory / "model")
    ids = written["ids"]
    with torch.no_grad():
        plain = (model(ids).logits - written["logits"]).abs().max().item()
        adapted = PeftModel.from_pretrained(model, directory / "adapter").eval()
        lora = (adapted(ids).logits - written["lora.logits"]).abs().max().item()
        effect = (written["lora.logits"] - written["logits"]).abs().max().item()
    print(f"{directory.name}: largest difference of the model {plain:.1e}, with the adapter {lora:.1e}, which changes"
          f" {effect:.1e}; tokenizer of {len(tokenizer)} tokens; {type(model).__name__}")
    assert not loading["missing_keys"] and not loading["unexpected_keys"], loading
    assert plain <= 1e-4 and lora <= 1e-4 and effect > 1e-2
