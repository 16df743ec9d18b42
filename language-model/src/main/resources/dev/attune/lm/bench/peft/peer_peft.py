"""The peer's side of `attune bench peft`: PEFT on transformers, from a start and on batches that were recorded.

START is an adapter as PEFT stores it; of prompts that a network makes the network is in attune_networks.safetensors. PEFT trains
no prompt that it has loaded, so those are put into new ones. The second half of each row is learned. AdamW without decay.
usage: python peer_peft.py METHOD float32|bfloat16 MODEL START BATCHES LEARNING_RATE
"""
import json
import resource
import sys
import time
from pathlib import Path

import peft
import torch
import transformers
from safetensors.torch import load_file

method, compute, model, start, batches = sys.argv[1:6]
rate = float(sys.argv[6])
TASKS = 2
base = transformers.AutoModelForCausalLM.from_pretrained(model, dtype=getattr(torch, compute))


def prompted():
    config = peft.PeftConfig.from_pretrained(start)
    config.inference_mode = False
    tuned = peft.get_peft_model(base, config)
    encoder = tuned.prompt_encoder["default"]
    saved = load_file(Path(start, "adapter_model.safetensors"))
    networks = Path(start, "attune_networks.safetensors")
    if networks.exists():
        values = {name.removeprefix("prompt_encoder."): value for name, value in load_file(networks).items()}
    else:
        values = {"embedding.weight": saved.pop("prompt_embeddings"), **saved}
    encoder.load_state_dict(values)
    return tuned


if method == "full":
    tuned = base
elif method in ("soft-prompt", "prefix", "p-tuning", "multitask-prompt"):
    tuned = prompted()
else:
    tuned = peft.PeftModel.from_pretrained(base, start, is_trainable=True)
tuned.train()
trained = [p for p in tuned.parameters() if p.requires_grad]
optimiser = torch.optim.AdamW(trained, lr=rate, weight_decay=0)
losses, seconds = [], []
for rows in json.loads(Path(batches).read_text()):
    began = time.perf_counter()
    ids = torch.tensor(rows)
    labels = ids.clone()
    labels[:, : ids.shape[1] // 2] = -100
    extra = {"task_ids": torch.arange(len(rows)) % TASKS} if method == "multitask-prompt" else {}
    loss = tuned(input_ids=ids, attention_mask=torch.ones_like(ids), labels=labels, **extra).loss
    loss.backward()
    optimiser.step()
    optimiser.zero_grad()
    losses.append(loss.item())
    seconds.append(time.perf_counter() - began)
print(json.dumps({
    "setting": f"peft {peft.__version__}, transformers {transformers.__version__}, torch {torch.__version__}, {compute}",
    "value": sorted(seconds)[len(seconds) // 2],
    "peakMemoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    "details": {"losses": losses, "trainedParameters": sum(p.numel() for p in trained)}}))
