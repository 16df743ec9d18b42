"""The peer's side of `attune bench ppo`: TRL's PPOTrainer on models of SmolLM2-135M's shape with random weights, bf16.

Value, reward and (for full tuning) reference models of the same shape stand beside the policy, as TRL has it. Needs a TRL that
still has trl.experimental.ppo: 1.12 and earlier. The best update but the first counts.
usage: python peer_ppo.py full|lora EPISODES PROMPT NEW EPOCHS UPDATES
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
from tokenizers import Tokenizer, models
from trl.experimental.ppo import PPOConfig, PPOTrainer

kind = sys.argv[1]
episodes, prompt, new, epochs, updates = map(int, sys.argv[2:7])
micro = 8
torch.manual_seed(0)
words = Tokenizer(models.WordLevel({f"w{i}": i for i in range(49152)}, unk_token="w3"))
tokenizer = transformers.PreTrainedTokenizerFast(
    tokenizer_object=words, pad_token="w0", eos_token="w2", unk_token="w3", padding_side="left")
shape = dict(
    hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3,
    vocab_size=49152, tie_word_embeddings=True, max_position_embeddings=2048, bos_token_id=1, eos_token_id=2,
    pad_token_id=0)


def policy():
    return transformers.LlamaForCausalLM(transformers.LlamaConfig(**shape)).to(torch.bfloat16)


def scorer():
    config = transformers.LlamaConfig(num_labels=1, **shape)
    return transformers.LlamaForSequenceClassification(config).to(torch.bfloat16)


class Clock(transformers.TrainerCallback):
    marks = []

    def on_step_end(self, *_, **__):
        self.marks.append(time.perf_counter())


lora = None
if kind == "lora":
    from peft import LoraConfig

    lora = LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")
data = Dataset.from_dict({"input_ids": torch.randint(4, 49152, (episodes * updates, prompt)).tolist()})
with tempfile.TemporaryDirectory() as out:
    config = PPOConfig(
        output_dir=out, per_device_train_batch_size=micro, gradient_accumulation_steps=episodes // micro,
        num_mini_batches=1, num_ppo_epochs=epochs, total_episodes=episodes * updates, response_length=new,
        num_sample_generations=0, report_to=[], save_strategy="no", use_cpu=True, bf16=True, logging_steps=1,
        gradient_checkpointing=False, local_rollout_forward_batch_size=episodes, kl_coef=0.05)
    trainer = PPOTrainer(
        args=config, processing_class=tokenizer, model=policy(), ref_model=None if lora else policy(),
        reward_model=scorer(), value_model=scorer(), train_dataset=data, eval_dataset=data.select(range(episodes)),
        callbacks=[Clock()], peft_config=lora)
    start = time.perf_counter()
    trainer.train()
each = [after - before for before, after in zip([start] + Clock.marks, Clock.marks)]
print(json.dumps({
    "setting": f"trl {trl.__version__}, torch {torch.__version__}, bfloat16, {kind}, separate value and reward models",
    "value": min(each[1:] or each),
    "peakMemoryMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
