"""The gradient of a classification's loss at one-hot tokens by torch, for TokenSlopesTest.

    python make_slopes.py ../../../../../language-model/src/test/resources/tiny-llama ../resources/slopes.json

Made with torch 2.15.0, transformers 5.24.0. The tokens are a matrix of one-hot rows that requires a gradient, times the
embedding; the loss of a text is -log of the right word's probability, normalised over the words; the mean over the texts.
"""

import json
import sys

import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

TEXTS = [
    ("Review: The quick brown fox is a fine film.\nSentiment:", "positive"),
    ("Review: it is.\nSentiment:", "negative"),
    ("Review: Where is Paris?\nSentiment:", "card arrival"),
]
WORDS = ["positive", "negative", "card arrival"]
START, COUNT = 1, 3


def main(model_directory, target):
    tokenizer = AutoTokenizer.from_pretrained(model_directory)
    model = AutoModelForCausalLM.from_pretrained(model_directory, dtype=torch.float32).eval()
    table = model.get_input_embeddings().weight.detach()
    contexts = [tokenizer.encode(text) for text, _ in TEXTS]
    shared = contexts[0][START : START + COUNT]
    assert all(context[START : START + COUNT] == shared for context in contexts), "not the same tokens"
    one_hot = torch.nn.functional.one_hot(torch.tensor(shared), table.shape[0]).float().requires_grad_()
    losses = []
    for context, (text, right) in zip(contexts, TEXTS):
        scores = []
        for word in WORDS:
            whole = tokenizer.encode(text + " " + word)
            assert whole[: len(context)] == context, "the boundary merges"
            embedded = table[torch.tensor(whole)]
            embedded = torch.cat([embedded[:START], one_hot @ table, embedded[START + COUNT :]])
            log = model(inputs_embeds=embedded[None]).logits[0].log_softmax(-1)
            scores.append(sum(log[i - 1, whole[i]] for i in range(len(context), len(whole))))
        losses.append(-torch.stack(scores).log_softmax(0)[WORDS.index(right)])
    loss = torch.stack(losses).mean()
    loss.backward()
    with open(target, "w") as file:
        json.dump(
            {
                "made": {"torch": torch.__version__, "transformers": transformers.__version__},
                "texts": [text for text, _ in TEXTS],
                "right": [right for _, right in TEXTS],
                "words": WORDS,
                "start": START,
                "tokens": shared,
                "loss": loss.item(),
                "slopes": [[round(x, 7) for x in row] for row in one_hot.grad.tolist()],
            },
            file,
        )
        file.write("\n")


main(*sys.argv[1:])
