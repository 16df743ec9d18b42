"""The peer's side of `attune bench ppo`: TRL's PPOTrainer on models of SmolLM2-135M's shape with random weights, bf16.

`full` tunes the policy whole, beside value, reward and reference models of the same shape; `lora` tunes an adapter and needs
no reference model. An optimiser step per epoch, 4 epochs, 8 answers at once. The first update is left out.
usage: python peer_ppo.py full|lora ANSWERS PROMPT NEW UPDATES
"""
import json
import os
import resource
import sys
import tempfile
import time

os.environ["TRL_EXPERIMENTAL_SILENCE"] = "1"

import peft
import torch
import transformers
import trl
from datasets import Dataset
from tokenizers import Tokenizer, models
from trl.experimental.ppo import PPOConfig, PPOTrainer

kind = sys.argv[1]
answers, prompt, new, updates = map(int, sys.argv[2:6])
AT_ONCE = 8
EPOCHS = 4
VOCABULARY = 49152
torch.manual_seed(0)
words = Tokenizer(models.WordLevel({f"w{i}": i for i in range(VOCABULARY)}, unk_token="w3"))
tokenizer = transformers.PreTrainedTokenizerFast(
    tokenizer_object=words, pad_token="w0", eos_token="w2", unk_token="w3", padding_side="left")


def config(**more):
    return transformers.LlamaConfig(
        hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3,
        vocab_size=VOCABULARY, tie_word_embeddings=True, max_position_embeddings=2048, bos_token_id=1, eos_token_id=2,
        pad_token_id=0, **more)


def language_model():
    return transformers.LlamaForCausalLM(config()).to(torch.bfloat16)


def scorer():
    return transformers.LlamaForSequenceClassification(config(num_labels=1)).to(torch.bfloat16)


class Clock(transformers.TrainerCallback):
    marks = []

    def on_step_end(self, *_, **__):
        self.marks.append(time.perf_counter())


lora = peft.LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")
data = Dataset.from_dict({"input_ids": torch.randint(4, VOCABULARY, (answers * updates, prompt)).tolist()})
with tempfile.TemporaryDirectory() as out:
    trainer = PPOTrainer(
        args=PPOConfig(
            output_dir=out, per_device_train_batch_size=AT_ONCE, gradient_accumulation_steps=answers // AT_ONCE,
            num_mini_batches=1, num_ppo_epochs=EPOCHS, total_episodes=answers * updates, response_length=new,
            num_sample_generations=0, report_to=[], save_strategy="no", use_cpu=True, bf16=True, logging_steps=1,
            gradient_checkpointing=False, local_rollout_forward_batch_size=answers, kl_coef=0.05),
        processing_class=tokenizer, model=language_model(), ref_model=None if kind == "lora" else language_model(),
        reward_model=scorer(), value_model=scorer(), train_dataset=data, eval_dataset=data.select(range(answers)),
        callbacks=[Clock()], peft_config=lora if kind == "lora" else None)
    sys.stdout = sys.stderr  # the trainer prints its metrics
    trainer.train()
    sys.stdout = sys.__stdout__
marks = Clock.marks
seconds = [after - before for before, after in zip(marks, marks[1:])]
print(json.dumps({
    "setting": f"{kind}, trl {trl.__version__}, torch {torch.__version__}, bfloat16",
    "value": answers / min(seconds),
    "peakMemoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
