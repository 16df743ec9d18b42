"""The peer's side of `attune bench reward` and `bench dpo`: TRL's RewardTrainer or DPOTrainer, full tuning, bf16 autocast, on a
model of SmolLM2-135M's shape with random weights. Both answers of a pair stand under one prompt of half the length. DPO's
reference log-probabilities are computed before the steps that are timed. The median step counts.

usage: python peer_pairs.py reward|dpo PAIRS LENGTH STEPS
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

kind = sys.argv[1]
pairs, length, steps = map(int, sys.argv[2:5])
torch.manual_seed(0)
special = ["<pad>", "<s>", "</s>", "<unk>"]
vocabulary = {word: i for i, word in enumerate(special + [f"w{i}" for i in range(4, 49152)])}
words = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
tokenizer = transformers.PreTrainedTokenizerFast(
    tokenizer_object=words, pad_token="<pad>", eos_token="</s>", unk_token="<unk>")
shape = dict(
    hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3,
    vocab_size=49152, tie_word_embeddings=True, max_position_embeddings=2048, bos_token_id=1, eos_token_id=2,
    pad_token_id=0)


class Clock(transformers.TrainerCallback):
    marks = []

    def on_step_begin(self, *_, **__):
        self.marks.append(time.perf_counter())

    def on_step_end(self, *_, **__):
        self.marks.append(time.perf_counter())


def text(count):
    return " ".join(f"w{i}" for i in torch.randint(4, 49152, (count,)).tolist())


half = length // 2
data = Dataset.from_list([
    {"prompt": text(half), "chosen": " " + text(length - half - 1), "rejected": " " + text(length - half - 1)}
    for _ in range(pairs * steps)])
common = dict(
    per_device_train_batch_size=pairs, max_steps=steps, report_to=[], save_strategy="no", use_cpu=True, bf16=True,
    gradient_checkpointing=False, logging_steps=1000, max_length=None)
with tempfile.TemporaryDirectory() as out:
    if kind == "reward":
        trainer = trl.RewardTrainer(
            model=transformers.LlamaForSequenceClassification(transformers.LlamaConfig(num_labels=1, **shape)),
            args=trl.RewardConfig(output_dir=out, **common), processing_class=tokenizer, train_dataset=data,
            callbacks=[Clock()])
        lengths = {len(row["chosen_input_ids"]) for row in trainer.train_dataset} if (
            "chosen_input_ids" in trainer.train_dataset.column_names) else {len(row["chosen_ids"]) for row in trainer.train_dataset}
        assert lengths == {length}, f"rows have {lengths} tokens instead of {length}"
    else:
        trainer = trl.DPOTrainer(
            model=transformers.LlamaForCausalLM(transformers.LlamaConfig(**shape)),
            args=trl.DPOConfig(output_dir=out, precompute_ref_log_probs=True, **common), processing_class=tokenizer,
            train_dataset=data, callbacks=[Clock()])
    trainer.train()
marks = Clock.marks
median = sorted(after - before for before, after in zip(marks[::2], marks[1::2]))[steps // 2]
print(json.dumps({
    "setting": f"trl {trl.__version__}, torch {torch.__version__}, bfloat16 autocast, full",
    "value": 2 * pairs * length / median,
    "peakMemoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
