"""The peer of the learning table: TRL's RewardTrainer on the same pairs in the same order, full tuning in bfloat16.

usage: python trl_reward.py MODEL TRAIN EVAL OUT.json [--seed 1] [--batch 8] [--rate 2e-5] [--length 320]
TRAIN is what dev.attune.reward.train.WriteOrderForPeers (reward-model's test classes) wrote. Needs torch, transformers, trl, datasets.
"""
import argparse
import json
import tempfile
import time

import torch
from datasets import Dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer
from trl import RewardConfig, RewardTrainer

parser = argparse.ArgumentParser()
for name in ("model", "train", "eval", "out"):
    parser.add_argument(name)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--batch", type=int, default=8)
parser.add_argument("--rate", type=float, default=2e-5)
parser.add_argument("--length", type=int, default=320)
a = parser.parse_args()
torch.manual_seed(a.seed)
tokenizer = AutoTokenizer.from_pretrained(a.model)
if tokenizer.pad_token is None:
    tokenizer.pad_token = tokenizer.eos_token
model = AutoModelForSequenceClassification.from_pretrained(a.model, num_labels=1, dtype=torch.float32)
model.config.pad_token_id = tokenizer.pad_token_id


def read(path):
    with open(path, encoding="utf-8") as file:
        return Dataset.from_list([json.loads(line) for line in file])


train, held_out = read(a.train), read(a.eval)
with tempfile.TemporaryDirectory() as out:
    config = RewardConfig(
        output_dir=out, per_device_train_batch_size=a.batch, per_device_eval_batch_size=16, num_train_epochs=1,
        learning_rate=a.rate, lr_scheduler_type="linear", warmup_steps=0, weight_decay=0.0, max_grad_norm=1.0,
        train_sampling_strategy="sequential", max_length=a.length, disable_dropout=True, bf16=True, use_cpu=True,
        report_to=[], save_strategy="no", logging_steps=10, gradient_checkpointing=False, seed=a.seed)
    trainer = RewardTrainer(model=model, args=config, processing_class=tokenizer, train_dataset=train, eval_dataset=held_out)
    began = time.perf_counter()
    trainer.train()
    seconds = time.perf_counter() - began
    metrics = trainer.evaluate()
result = {"peer": "trl.RewardTrainer", "seed": a.seed, "pairs": len(train), "evalPairs": len(held_out),
          "accuracy": metrics["eval_accuracy"], "loss": metrics["eval_loss"], "seconds": seconds}
with open(a.out, "w") as file:
    json.dump(result, file, indent=2)
print(result, flush=True)
