"""What transformers computes in float32 with a real model: ordinary tests use attune-tiny, and SmolLM2 where it was pulled.

    python make_real_model.py ../../../models/attune-tiny ../resources/real/attune-tiny
    python make_real_model.py SMOLLM2_DIRECTORY ../resources/real/smollm2-135m-instruct

A directory with model.gguf is dequantised by transformers. Written are, for 20 prompts, 64 greedy tokens and a sample of
the logits at each place (every n-th of the vocabulary, and the 16 largest), and for 2,048 places the likeliest token.
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

NEW_TOKENS = 64
PLACES = 2048
ROW = 128
TOP = 16
QUESTIONS = [
    "What is the capital of France?", "Write the word harbor.", "What is 12 minus 2?", "Which is bigger, 60 or 53?",
    "Name three colours.", "Who wrote Hamlet?", "What do bees make?", "Translate 'good morning' into Spanish.",
    "How many legs does a spider have?", "Explain why the sky is blue.", "Write a short poem about rain.",
    "What is the opposite of cold?", "Give me a recipe for pancakes.", "What is the largest planet?",
    "Tell me a joke.", "What is photosynthesis?", "List the days of the week.", "What is 7 times 8?",
    "Say hello politely.", "What is a compiler?",
]


def load(directory, dtype):
    gguf = {"gguf_file": "model.gguf"} if (directory / "model.gguf").exists() else {}
    return AutoModelForCausalLM.from_pretrained(directory, dtype=dtype, **gguf).eval()


def main(directory, out):
    out.parent.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(directory)
    model = load(directory, torch.float32)
    vocabulary = model.config.vocab_size
    columns = torch.arange(0, vocabulary, max(1, vocabulary // 128))
    prompts, greedy, tensors, margins = [], [], {"columns": columns}, []
    for index, question in enumerate(QUESTIONS):
        text = tokenizer.apply_chat_template([{"role": "user", "content": question}], tokenize=False,
                                             add_generation_prompt=True)
        ids = tokenizer.encode(text, add_special_tokens=False, return_tensors="pt")
        made = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=NEW_TOKENS, do_sample=False,
                              pad_token_id=0, eos_token_id=vocabulary + 1)
        prompts.append(ids[0].tolist())
        greedy.append(made[0, ids.shape[1]:].tolist())
        logits = model(made).logits[0]
        two = logits[ids.shape[1] - 1:-1].topk(2).values
        margins.append((two[:, 0] - two[:, 1]).min().item())
        some = logits[:ids.shape[1]] if index < 4 else logits[ids.shape[1] - 1:ids.shape[1]]
        top = some.topk(TOP)
        tensors[f"sample.{index}"] = some[:, columns].contiguous()
        tensors[f"top.{index}"] = top.values.contiguous()
        tensors[f"ids.{index}"] = top.indices.contiguous()
    stream = [token for prompt, answer in zip(prompts, greedy) for token in prompt + answer]
    stream = (stream * (PLACES // len(stream) + 1))[:PLACES]
    rows = torch.tensor(stream).view(-1, ROW)
    likeliest = model(rows).logits.argmax(-1)
    own = load(directory, torch.bfloat16)(rows).logits.argmax(-1)
    agreement = (own == likeliest).float().mean().item()
    print(f"smallest margin of a greedy token {min(margins):.1e}; transformers' own bfloat16 agrees at {agreement:.4f}")
    save_file(tensors, out.with_suffix(".safetensors"))
    out.with_suffix(".json").write_text(json.dumps({
        "prompts": prompts, "greedy": greedy, "rows": rows.tolist(), "likeliest": likeliest.tolist(),
        "bfloat16Agreement": agreement}) + "\n")


if __name__ == "__main__":
    with torch.no_grad():
        main(Path(sys.argv[1]), Path(sys.argv[2]))
