"""The peer's side of `attune bench generate`: transformers' generate() on a model of SmolLM2-135M's shape, random weights.

usage: python peer_generate.py ATTENTION PROMPTS SAMPLES PROMPT_LENGTH NEW_TOKENS RUNS
"""
import json
import resource
import sys
import time

import torch
import transformers

attention = sys.argv[1]
prompts, samples, prompt_length, new_tokens, runs = map(int, sys.argv[2:7])
torch.manual_seed(0)
config = transformers.LlamaConfig(
    hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3,
    vocab_size=49152, tie_word_embeddings=True, max_position_embeddings=2048, bos_token_id=1, eos_token_id=None,
    pad_token_id=0, attn_implementation=attention)
model = transformers.LlamaForCausalLM(config).to(torch.bfloat16).eval()
ids = torch.randint(4, 49152, (prompts, prompt_length))


def seconds(tokens):
    start = time.perf_counter()
    with torch.inference_mode():
        out = model.generate(
            ids, attention_mask=torch.ones_like(ids), max_new_tokens=tokens, min_new_tokens=tokens, do_sample=True,
            temperature=0.7, top_k=0, top_p=1.0, num_return_sequences=samples)
    assert out.shape == (prompts * samples, prompt_length + tokens)
    return time.perf_counter() - start


seconds(8)
best = min(seconds(new_tokens) for _ in range(runs))
print(json.dumps({
    "setting": f"transformers {transformers.__version__}, torch {torch.__version__}, bfloat16, {attention}",
    "value": prompts * samples * new_tokens / best,
    "peakMemoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
