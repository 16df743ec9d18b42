"""The peer's side of `attune bench reward`: TRL's RewardTrainer on a model of SmolLM2-135M's shape, random weights, bf16.

Full tuning.
usage: python peer_reward.py PAIRS TOKENS STEPS
"""
import json
import resource
import sys
import tempfile
import time

import torch
import transformers
import trl
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers

pairs, length, steps = map(int, sys.argv[1:4])
torch.manual_seed(0)
# Special tokens that no word begins with: they would split it, and a row would have more tokens than LENGTH.
special = ["<pad>", "<s>", "</s>", "<unk>"]
vocabulary = {word: i for i, word in enumerate(special + [f"w{i}" for i in range(4, 49152)])}
words = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
tokenizer = transformers.PreTrainedTokenizerFast(
    tokenizer_object=words, pad_token="<pad>", eos_token="</s>", unk_token="<unk>")
model = transformers.LlamaForSequenceClassification(transformers.LlamaConfig(
    hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3,
    vocab_size=49152, tie_word_embeddings=True, max_position_embeddings=2048, bos_token_id=1, eos_token_id=2,
    pad_token_id=0, num_labels=1))


class Clock(transformers.TrainerCallback):
    marks = []

    def on_step_begin(self, *_, **__):
        self.marks.append(time.perf_counter())

    def on_step_end(self, *_, **__):
        self.marks.append(time.perf_counter())


def text():
    return " ".join(f"w{i}" for i in torch.randint(4, 49152, (length - 1,)).tolist())  # the end token comes to it


data = Dataset.from_list([{"chosen": text(), "rejected": text()} for _ in range(pairs * steps)])
with tempfile.TemporaryDirectory() as out:
    trainer = trl.RewardTrainer(
        model=model,
        args=trl.RewardConfig(
            output_dir=out, per_device_train_batch_size=pairs, max_steps=steps, report_to=[], save_strategy="no",
            use_cpu=True, bf16=True, gradient_checkpointing=False, logging_steps=1000, max_length=None),
        processing_class=tokenizer, train_dataset=data, callbacks=[Clock()])
    trainer.train()
marks = Clock.marks
median = sorted(after - before for before, after in zip(marks[::2], marks[1::2]))[steps // 2]
print(json.dumps({
    "setting": f"trl {trl.__version__}, torch {torch.__version__}, bfloat16 autocast",
    "value": pairs / median,
    "peakMemoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
