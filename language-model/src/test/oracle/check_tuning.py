"""Checks that PEFT loads every kind of adapter that language-model wrote, with equal logits.

    java ... dev.attune.lm.peft.WriteTuningForPeers DIRECTORY     (in the test classes: writes MODEL/model and MODEL/NAME)
    python check_tuning.py DIRECTORY

Types of our own, which PEFT does not have, must be refused by it.
"""

import sys
from pathlib import Path

import torch
from peft import PeftModel
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM

for folder in sorted(path for path in Path(sys.argv[1]).glob("*/*") if path.name != "model"):
    base = AutoModelForCausalLM.from_pretrained(folder.parent / "model", dtype=torch.float32).eval()
    if not (folder / "written.safetensors").exists():
        try:
            PeftModel.from_pretrained(base, folder)
        except (KeyError, ValueError) as refused:
            print(f"{folder.name}: refused, as it must be ({type(refused).__name__})")
            continue
        raise AssertionError(folder.name)
    written = load_file(folder / "written.safetensors")
    ids = written["ids"]
    extra = {"task_ids": torch.tensor([1, 0])} if folder.name.startswith("multitask") else {}
    with torch.no_grad():
        plain = base(ids).logits
        logits = PeftModel.from_pretrained(base, folder).eval()(ids, attention_mask=torch.ones_like(ids), **extra).logits
    difference = (logits - written["logits"]).abs().max().item()
    effect = (logits[:, -ids.shape[1]:] - plain).abs().max().item()
    print(f"{folder.name}: largest difference {difference:.1e}; the adapter changes {effect:.1e}")
    assert difference <= 1e-4 and effect > 1e-3, folder.name
