"""The peer's side of `attune bench adapters`: PEFT's mixed batch (adapter_names) in transformers' generate(), bfloat16.

usage: python peer_adapters.py MODEL_DIRECTORY ADAPTER_DIRECTORY PROMPT_LENGTH NEW_TOKENS RUNS
"""
import json
import resource
import sys
import time

import peft
import torch
import transformers

ROWS = 32
directory, adapters = sys.argv[1:3]
prompt_length, new_tokens, runs = map(int, sys.argv[3:6])
torch.manual_seed(0)
base = transformers.AutoModelForCausalLM.from_pretrained(directory, dtype=torch.bfloat16).eval()
start = time.perf_counter()
model = peft.PeftModel.from_pretrained(base, f"{adapters}/lora-0", adapter_name="lora-0").eval()
first_load = time.perf_counter() - start
loads = []
for i in range(1, ROWS):
    start = time.perf_counter()
    model.load_adapter(f"{adapters}/lora-{i}", adapter_name=f"lora-{i}")
    loads.append(time.perf_counter() - start)
model.eval()
ids = torch.randint(4, model.config.vocab_size, (ROWS, prompt_length))


def seconds(names, tokens):
    start = time.perf_counter()
    more = {} if names is None else {"adapter_names": names}
    with torch.inference_mode():
        out = model.generate(
            input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=tokens, min_new_tokens=tokens,
            do_sample=True, temperature=0.7, top_k=0, top_p=1.0, pad_token_id=0, **more)
    assert out.shape == (ROWS, prompt_length + tokens)
    return time.perf_counter() - start


CASES = {
    "differentAdapters": [f"lora-{i}" for i in range(ROWS)],
    "oneAdapter": None,
    "noAdapter": ["__base__"] * ROWS,
}
best = {name: float("inf") for name in CASES}
for run in range(-1, runs):
    for name, rows in CASES.items():
        taken = seconds(rows, 4 if run < 0 else new_tokens)
        if run >= 0:
            best[name] = min(best[name], taken)
made = ROWS * new_tokens
print(json.dumps({
    "setting": f"peft {peft.__version__}, transformers {transformers.__version__}, torch {torch.__version__}, bfloat16",
    "value": made / best["differentAdapters"],
    "peakMemoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    "details": {
        "tokensPerSecond": {name: round(made / taken, 3) for name, taken in best.items()},
        "loadFromDiskMilliseconds": round(1000 * sorted(loads)[len(loads) // 2], 1),
        "firstLoadMilliseconds": round(1000 * first_load, 1)}}))
