"""The peer's side of `attune bench load`: transformers from the start of the process to the first token.

usage: python peer_load.py MODEL_DIRECTORY
"""
import json
import os
import resource
import sys
import time

import torch
import transformers

directory = sys.argv[1]
tokenizer = transformers.AutoTokenizer.from_pretrained(directory)
model = transformers.AutoModelForCausalLM.from_pretrained(directory, dtype=torch.bfloat16).eval()
ids = tokenizer("The capital of France is", return_tensors="pt", add_special_tokens=False)
with torch.inference_mode():
    model.generate(**ids, max_new_tokens=1, do_sample=False)
ticks = float(open("/proc/self/stat").read().rsplit(")", 1)[1].split()[19])  # when this process started
uptime = time.clock_gettime(time.CLOCK_BOOTTIME)
print(json.dumps({
    "setting": f"transformers {transformers.__version__}, torch {torch.__version__}, bfloat16",
    "value": uptime - ticks / os.sysconf("SC_CLK_TCK"),
    "peakMemoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
