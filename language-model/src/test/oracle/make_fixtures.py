"""Makes the fixtures of language-model's tests with transformers and PEFT, the outside reference.

    python make_fixtures.py ../resources

Writes tiny-llama/ (a random model, its tokenizer, and a PEFT adapter) and expected.safetensors / expected.json with what
the reference computes from them. Everything is seeded; made with torch 2.x, transformers 4/5, peft 0.1x.
"""

import json
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

CHAT_TEMPLATE = (
    "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
    "{{ '<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n' }}"
    "{% endif %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
CORPUS = [
    "The quick brown fox jumps over the lazy dog. It was 12 o'clock, or 1234 by the other clock.",
    "People rate what a language model says; every rating is an event, and the model learns from the events.",
    "def add(a, b):\n    return a + b\n\nprint(add(1, 2))",
    "Where is the capital of France? The capital of France is Paris, which lies on the river Seine.",
    "naïve café, Ünïcödé, 日本語, emoji 😀, tabs\tand  double  spaces",
]
TEXTS = CORPUS + [
    "",
    " ",
    "\n\n",
    "Hello world",
    " leading and trailing ",
    "<|im_start|>user\nhi<|im_end|>\n",
    "100 200 3000",
    "👩‍👩‍👧‍👦 family",
    "a\u0301 combining",
    "{{ not a template }} {% nor this %}",
]
CONVERSATIONS = [
    [{"role": "user", "content": "What is the capital of France?"}],
    [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi {{ messages }} {% if %}"}],
    [
        {"role": "user", "content": "  1 + 1?\n"},
        {"role": "assistant", "content": "2"},
        {"role": "user", "content": "Sure?"},
    ],
]
LENGTHS = [7, 12, 1, 9]
STEPS = 10


def make_tokenizer(directory):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(CORPUS * 4, trainer)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<|im_start|>", eos_token="<|im_end|>", pad_token="<|im_end|>"
    )
    fast.chat_template = CHAT_TEMPLATE
    fast.save_pretrained(directory)
    template_file = directory / "chat_template.jinja"  # newer transformers write it beside the configuration
    if template_file.exists():
        config_file = directory / "tokenizer_config.json"
        config = json.loads(config_file.read_text())
        config["chat_template"] = template_file.read_text()
        config_file.write_text(json.dumps(config, indent=2))
        template_file.unlink()
    return fast


def make_model(directory, vocabulary):
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=vocabulary,
        hidden_size=64,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=128,
        rms_norm_eps=1e-5,
        rope_theta=10000.0,
        tie_word_embeddings=True,
        initializer_range=0.15,
        bos_token_id=1,
        eos_token_id=2,
        pad_token_id=2,
    )
    model = LlamaForCausalLM(config)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "norm" in name:
                weight.copy_(1 + 0.2 * torch.randn_like(weight))
    model.save_pretrained(directory)
    return model.eval()


def sequences(vocabulary):
    generator = torch.Generator().manual_seed(2)
    return [torch.randint(3, vocabulary, (length,), generator=generator) for length in LENGTHS]


def padded(rows):
    width = max(len(row) for row in rows)
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    mask = torch.zeros(len(rows), width, dtype=torch.long)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
        mask[index, : len(row)] = 1
    return ids, mask


def train(model, parameters, rows, weight_decay, accumulation):
    """Losses and gradient norms of AdamW steps on the mean next-token loss, gradients clipped at 1."""
    optimizer = torch.optim.AdamW(parameters, lr=3e-3, betas=(0.9, 0.95), eps=1e-8, weight_decay=weight_decay)
    losses, norms = [], []
    rows = [row for row in rows if len(row) > 1]
    for _ in range(STEPS):
        optimizer.zero_grad()
        total = 0.0
        count = sum(len(row) - 1 for row in rows)
        parts = [rows] if accumulation == 1 else [[row] for row in rows]
        for part in parts:
            ids, mask = padded(part)
            logits = model(input_ids=ids, attention_mask=mask).logits.float()
            log = torch.log_softmax(logits[:, :-1], -1).gather(-1, ids[:, 1:, None])[..., 0]
            loss = -(log * mask[:, 1:]).sum() / count
            loss.backward()
            total += loss.item()
        norms.append(torch.nn.utils.clip_grad_norm_(parameters, 1.0).item())
        losses.append(total)
        optimizer.step()
    return {"losses": losses, "norms": norms}


def randomise_lora(model):
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "lora_B" in name:
                weight.copy_(0.1 * torch.randn(weight.shape, generator=generator))


def main(resources):
    directory = resources / "tiny-llama"
    directory.mkdir(parents=True, exist_ok=True)
    tokenizer = make_tokenizer(directory)
    vocabulary = len(tokenizer)
    model = make_model(directory, vocabulary)
    rows = sequences(vocabulary)
    tensors, expected = {}, {"sequences": [row.tolist() for row in rows], "steps": STEPS}
    with torch.no_grad():
        for index, row in enumerate(rows):
            tensors[f"logits.{index}"] = model(row[None]).logits[0].float().contiguous()
        tensors["bfloat16.logits.1"] = model.to(torch.bfloat16)(rows[1][None]).logits[0].float().contiguous()
        model = LlamaForCausalLM.from_pretrained(directory, torch_dtype=torch.float32).eval()
        expected["greedy"] = [
            model.generate(row[None], max_new_tokens=20, min_new_tokens=20, do_sample=False)[0, len(row) :].tolist()
            for row in rows
        ]
    expected["tokenizer"] = [
        {"text": text, "ids": tokenizer.encode(text, add_special_tokens=False), "decoded": tokenizer.decode(
            tokenizer.encode(text, add_special_tokens=False), skip_special_tokens=True,
            clean_up_tokenization_spaces=False)}
        for text in TEXTS
    ]
    expected["conversations"] = [
        {"messages": messages, "text": tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)}
        for messages in CONVERSATIONS
    ]
    fresh = lambda: LlamaForCausalLM.from_pretrained(directory, torch_dtype=torch.float32).train()
    full = fresh()
    expected["full"] = train(full, list(full.parameters()), rows, 0.1, 1)
    accumulated = fresh()
    expected["accumulated"] = train(accumulated, list(accumulated.parameters()), rows, 0.1, len(rows))
    torch.manual_seed(4)
    adapted = get_peft_model(
        fresh(),
        LoraConfig(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj", "o_proj", "up_proj", "down_proj"],
                   lora_dropout=0.0, task_type="CAUSAL_LM"),
    )
    randomise_lora(adapted)
    adapted.save_pretrained(directory / "adapter")
    (directory / "adapter" / "README.md").unlink(missing_ok=True)
    with torch.no_grad():
        tensors["lora.logits.1"] = adapted(rows[1][None]).logits[0].float().contiguous()
    expected["lora"] = train(adapted, [p for p in adapted.parameters() if p.requires_grad], rows, 0.0, 1)
    save_file(tensors, resources / "expected.safetensors")
    (resources / "expected.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
