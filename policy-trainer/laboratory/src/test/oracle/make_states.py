"""Mean hidden states in the middle of a model by transformers, for MeanStatesTest.

    python make_states.py ../../../../../language-model/src/test/resources/tiny-llama ../resources/states.json

Made with torch 2.15.0, transformers 5.24.0: the mean of the residual stream after half of the blocks, without the first token.
"""

import json
import sys

import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

TEXTS = ["The quick brown fox is a fine film.", "Where is Paris?", "it is.", "a"]


def main(model_directory, target):
    tokenizer = AutoTokenizer.from_pretrained(model_directory)
    model = AutoModelForCausalLM.from_pretrained(model_directory, dtype=torch.float32).eval()
    means = []
    for text in TEXTS:
        ids = tokenizer.encode(text, add_special_tokens=False)
        with torch.no_grad():
            states = model(torch.tensor([ids]), output_hidden_states=True).hidden_states
        middle = states[max(1, model.config.num_hidden_layers // 2)][0]
        means.append((middle[1:] if len(ids) > 1 else middle).mean(0).tolist())
    with open(target, "w") as file:
        made = {"torch": torch.__version__, "transformers": transformers.__version__}
        json.dump({"made": made, "texts": TEXTS, "means": means}, file)
        file.write("\n")


main(*sys.argv[1:])
