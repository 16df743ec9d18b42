"""Log-likelihoods of words after prompts by transformers, for LabelScorerTest.

    python make_likelihoods.py ../../../../../language-model/src/test/resources/tiny-llama ../resources/likelihoods.json

Made with torch 2.15.0, transformers 5.24.0. Context and continuation are encoded as one text, as lm-evaluation-harness does;
each sum is over the tokens of the continuation, without and with the token of a line break after it.
"""

import json
import sys

import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

CONTEXTS = [
    "Review: The quick brown fox is a fine film.\nSentiment:",
    "Review: it is.\nSentiment:",
    "Review: People rate what a language model says, and naïve café owners do not; every event was 12 o'clock or later, by"
    " the other clock.\nSentiment:",
    "Review: Where is Paris? 😀\nSentiment:",
]
WORDS = ["positive", "negative", "card", "card arrival", "card arrival time", "1234"]


def main(model_directory, target):
    tokenizer = AutoTokenizer.from_pretrained(model_directory)
    model = AutoModelForCausalLM.from_pretrained(model_directory, dtype=torch.float32).eval()
    line_break = tokenizer.encode("\n", add_special_tokens=False)[-1]
    rows = []
    for context in CONTEXTS:
        before = tokenizer.encode(context)
        row = {"context": context, "tokens": before, "sums": [], "ended": [], "counts": []}
        for word in WORDS:
            whole = tokenizer.encode(context + " " + word)
            assert whole[: len(before)] == before, "the boundary merges"
            ids = whole + [line_break]
            with torch.no_grad():
                log = model(torch.tensor([ids])).logits[0].double().log_softmax(-1)
            each = [log[i - 1, ids[i]].item() for i in range(len(before), len(ids))]
            row["sums"].append(sum(each[:-1]))
            row["ended"].append(sum(each))
            row["counts"].append(len(each) - 1)
        rows.append(row)
    with open(target, "w") as file:
        made = {"torch": torch.__version__, "transformers": transformers.__version__}
        json.dump({"made": made, "words": WORDS, "rows": rows}, file, indent=1)
        file.write("\n")


main(*sys.argv[1:])
