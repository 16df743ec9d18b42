"""What two tasks answer that inference-service's TasksIT serves, by PEFT: one with LoRA, one with a prefix.

    python make_served.py ../../../../../language-model/src/test/resources/tiny-llama ../resources/served/adapters.json

Made with torch 2.15.0, transformers 5.24.0, peft 0.21.2. The LoRA adapter is tiny-llama's own; the prefix has 3 places, number k of
its table is 0.3 cos(0.9 k). Each word's probability is that of its tokens, since none begins another; "good" and "great" are one
label, and the two labels' probabilities sum to 1.
"""

import json
import sys

import torch
from peft import PeftModel, PrefixTuningConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

TEXTS = ["It was fine.", "Never again, and never before."]
LABELS = {"negative": ["bad"], "positive": ["good", "great"]}


def prefix(base):
    adapted = get_peft_model(base, PrefixTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=3))
    weight = adapted.prompt_encoder["default"].embedding.weight
    k = torch.arange(weight.numel(), dtype=torch.float64)
    weight.data = (0.3 * torch.cos(0.9 * k)).float().reshape(weight.shape)
    return adapted


def main(directory, target):
    tokenizer = AutoTokenizer.from_pretrained(directory)
    made = {}
    for name in ("lora", "prefix"):
        base = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32)
        model = (PeftModel.from_pretrained(base, directory + "/adapter") if name == "lora" else prefix(base)).eval()
        made[name] = []
        for text in TEXTS:
            before = tokenizer.encode(text + "\nMood:")
            shares = {}
            for label, words in LABELS.items():
                shares[label] = 0.0
                for word in words:
                    ids = tokenizer.encode(text + "\nMood: " + word)
                    assert ids[: len(before)] == before, "the boundary merges"
                    with torch.no_grad():
                        log = model(input_ids=torch.tensor([ids]), attention_mask=torch.ones(1, len(ids))).logits[0]
                    log = log.double().log_softmax(-1)
                    shares[label] += torch.exp(sum(log[i - 1, ids[i]] for i in range(len(before), len(ids)))).item()
            made[name].append(shares["positive"] / sum(shares.values()))
    with open(target, "w") as file:
        json.dump({"texts": TEXTS, "positive": made}, file, indent=1)
        file.write("\n")
    print(made)


main(*sys.argv[1:])
