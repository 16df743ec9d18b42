"""Makes a small random model of every supported architecture, and what transformers computes with it in float32.

    python make_architectures.py ../resources/architectures

Each directory holds config.json, model.safetensors, tokenizer.json, and expected.safetensors / expected.json:
    logits.R         of sequence R alone
    batch.logits.R   of sequence R in a padded batch, where that differs (dynamic rope scaling looks at the longest row)
    STAGE.LAYER      activations of sequence TAPPED after each stage of the pass (see dev.attune.lm.layer.Tap)
    greedy           64 tokens that follow each sequence
    continued        64 tokens that follow the first text, with their log-probabilities
    perplexity       over texts.jsonl, in windows as long as the model allows; shortWindows: of 16, with a stride of 4
Weights are rounded to bfloat16 in the files, which keeps them small; all arithmetic is float32.
"""

import json
import shutil
import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AttentionInterface, AttentionMaskInterface, AutoConfig, AutoModelForCausalLM
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

VOCABULARY = 264
LENGTHS = [7, 12, 1, 40]
TAPPED = 1
NEW_TOKENS = 64
TEXTS = [
    "A rating is an event.",
    "Hello",
    "x",
    "The model learns from what people prefer, and it is measured against the model that it was before. " * 3,
]
LLAMA = dict(
    vocab_size=VOCABULARY, hidden_size=32, intermediate_size=48, num_hidden_layers=3, num_attention_heads=4,
    num_key_value_heads=2, max_position_embeddings=128, initializer_range=0.2, bos_token_id=None, eos_token_id=256,
    pad_token_id=None,
)
NEOX = dict(
    vocab_size=VOCABULARY, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4,
    max_position_embeddings=128, initializer_range=0.15, bos_token_id=256, eos_token_id=256, rotary_pct=0.25,
)
MODELS = {
    "llama3": ("llama", dict(LLAMA, rope_theta=500000.0, rope_scaling={
        "rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
        "original_max_position_embeddings": 64})),
    "llama-linear": ("llama", dict(LLAMA, tie_word_embeddings=True, attention_bias=True, mlp_bias=True, head_dim=16,
                                   rope_scaling={"type": "linear", "factor": 2.5})),
    "llama-dynamic": ("llama", dict(LLAMA, max_position_embeddings=32, num_key_value_heads=4,
                                    rope_scaling={"type": "dynamic", "factor": 4.0})),
    "mistral": ("mistral", dict(LLAMA, sliding_window=8, num_key_value_heads=1)),
    "qwen2": ("qwen2", dict(LLAMA, tie_word_embeddings=True, use_sliding_window=True, sliding_window=6,
                            max_window_layers=2)),
    "qwen3": ("qwen3", dict(LLAMA, head_dim=16, rope_theta=1000000.0)),
    "gpt2": ("gpt2", dict(vocab_size=VOCABULARY, n_embd=32, n_layer=3, n_head=4, n_positions=128,
                          initializer_range=0.2, bos_token_id=256, eos_token_id=256)),
    "gpt-neox": ("gpt_neox", dict(NEOX, use_parallel_residual=True)),
    "gpt-neox-sequential": ("gpt_neox", dict(NEOX, use_parallel_residual=False, rotary_pct=1.0, hidden_act="gelu_new")),
}
HEARD = {}


def tapped_attention(module, query, key, value, attention_mask, **kwargs):
    HEARD.setdefault("QUERY", []).append(query)
    HEARD.setdefault("KEY", []).append(key)
    return sdpa_attention_forward(module, query, key, value, attention_mask, **kwargs)


AttentionInterface.register("tapped", tapped_attention)
AttentionMaskInterface.register("tapped", sdpa_mask)


def make_tokenizer(path):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(TEXTS, trainers.BpeTrainer(
        vocab_size=VOCABULARY - 1, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False))
    tokenizer.add_special_tokens(["<|endoftext|>"])
    tokenizer.save(str(path), pretty=False)
    return tokenizer


def make_model(model_type, values, seed):
    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_config(AutoConfig.for_model(model_type, **values), dtype=torch.float32)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "norm" in name or "ln_" in name:
                weight.copy_((0.0 if name.endswith("bias") else 1.0) + 0.2 * torch.randn_like(weight))
            elif name.endswith("bias"):
                weight.copy_(0.2 * torch.randn_like(weight))
    return model.to(torch.bfloat16)


def padded(rows, left):
    width = max(len(row) for row in rows)
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    mask = torch.zeros(len(rows), width, dtype=torch.long)
    for index, row in enumerate(rows):
        place = slice(width - len(row), width) if left else slice(0, len(row))
        ids[index, place] = row
        mask[index, place] = 1
    return ids, mask


def batch_logits(model, rows, left):
    ids, mask = padded(rows, left)
    positions = (mask.cumsum(-1) - 1).clamp(min=0)
    logits = model(input_ids=ids, attention_mask=mask, position_ids=positions).logits
    return [logits[index][mask[index].bool()] for index in range(len(rows))]


def parts(model):
    """The modules after which a stage's activation can be heard."""
    if hasattr(model, "transformer"):
        base = model.transformer
        return base.drop, base.h, lambda block: (block.ln_1, block.attn, block.ln_2, block.mlp), base.ln_f
    if hasattr(model, "gpt_neox"):
        base = model.gpt_neox
        return base.embed_in, base.layers, lambda block: (
            block.input_layernorm, block.attention, block.post_attention_layernorm, block.mlp), base.final_layer_norm
    base = model.model
    return base.embed_tokens, base.layers, lambda block: (
        block.input_layernorm, block.self_attn, block.post_attention_layernorm, block.mlp), base.norm


def activations(model, row):
    heard = {}
    embedding, blocks, inner, final = parts(model)
    hooks = []

    def listen(module, name):
        def hook(_module, _inputs, output):
            heard[name] = output[0] if isinstance(output, tuple) else output
        hooks.append(module.register_forward_hook(hook))

    listen(embedding, "EMBEDDING.-1")
    for layer, block in enumerate(blocks):
        for module, stage in zip(inner(block), ("ATTENTION_NORM", "ATTENTION", "FEED_FORWARD_NORM", "FEED_FORWARD")):
            listen(module, f"{stage}.{layer}")
        listen(block, f"BLOCK.{layer}")
    listen(final, "FINAL_NORM.-1")
    HEARD.clear()
    model.set_attn_implementation("tapped")
    heard["LOGITS.-1"] = model(row[None]).logits
    model.set_attn_implementation("sdpa")
    for stage, layers in HEARD.items():
        for layer, heads in enumerate(layers):
            heard[f"{stage}.{layer}"] = heads
    for hook in hooks:
        hook.remove()
    return {name: value.float().contiguous() for name, value in heard.items()}


def forget(model):
    """After a long text transformers keeps the dynamic turns for that length, until it sees a short one."""
    model(torch.zeros(1, 1, dtype=torch.long))


def greedy(model, row):
    forget(model)
    made = model.generate(row[None], attention_mask=torch.ones_like(row[None]), max_new_tokens=NEW_TOKENS,
                          do_sample=False, pad_token_id=0, eos_token_id=VOCABULARY + 1)
    return made[0, len(row):].tolist()


def continued(model, tokenizer):
    """What follows a text, and how likely each token was."""
    row = torch.tensor(tokenizer.encode(TEXTS[0]).ids)
    forget(model)
    made = model.generate(row[None], attention_mask=torch.ones_like(row[None]), max_new_tokens=NEW_TOKENS,
                          do_sample=False, pad_token_id=0, eos_token_id=VOCABULARY + 1, output_logits=True,
                          return_dict_in_generate=True)
    tokens = made.sequences[0, len(row):]
    log = torch.log_softmax(torch.stack(made.logits)[:, 0].float(), -1)
    return {"prompt": TEXTS[0], "tokens": tokens.tolist(),
            "logProbabilities": log.gather(-1, tokens[:, None])[:, 0].tolist()}


def perplexity(model, tokenizer, positions, stride):
    """Windows each a stride after the last; a token is predicted once, by the first that has it."""
    total, count = 0.0, 0
    for text in TEXTS:
        ids = torch.tensor(tokenizer.encode(text).ids)
        done = 1
        for start in range(0, len(ids), stride):
            end = min(start + positions, len(ids))
            if end > done:
                forget(model)
                log = torch.log_softmax(model(ids[None, start:end]).logits[0].double(), -1)
                for place in range(done, end):
                    total -= log[place - 1 - start, ids[place]].item()
                    count += 1
                done = end
    return {"perplexity": float(torch.tensor(total / count, dtype=torch.float64).exp()), "tokens": count}


def usable(values):
    scaling = values.get("rope_scaling") or {}
    stretched = scaling.get("factor", 1) if scaling.get("type") in ("linear", "dynamic") else 1
    return int(values.get("n_positions", values.get("max_position_embeddings")) * stretched)


def make(directory, model_type, values, seed):
    directory.mkdir(parents=True, exist_ok=True)
    make_model(model_type, values, seed).save_pretrained(directory)
    (directory / "generation_config.json").unlink(missing_ok=True)
    tokenizer = make_tokenizer(directory / "tokenizer.json")
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32).eval()
    model.generation_config = transformers.GenerationConfig()
    generator = torch.Generator().manual_seed(seed)
    rows = [torch.randint(0, 256, (length,), generator=generator) for length in LENGTHS]
    tensors = {}
    for index, row in enumerate(rows):
        tensors[f"logits.{index}"] = model(row[None]).logits[0].contiguous()
    for left in (True, False):
        for index, logits in enumerate(batch_logits(model, rows, left)):
            gap = (logits - tensors[f"logits.{index}"]).abs().max().item()
            if gap > 2e-5:
                assert (values.get("rope_scaling") or {}).get("type") == "dynamic", (directory, left, index, gap)
                tensors[f"batch.logits.{index}"] = logits.contiguous()
    tensors.update(activations(model, rows[TAPPED]))
    expected = {
        "sequences": [row.tolist() for row in rows],
        "tapped": TAPPED,
        "greedy": [greedy(model, row) for row in rows],
        "continued": continued(model, tokenizer),
        "perplexity": perplexity(model, tokenizer, usable(values), usable(values) // 2),
        "shortWindows": perplexity(model, tokenizer, 16, 4),
    }
    save_file(tensors, directory / "expected.safetensors")
    (directory / "expected.json").write_text(json.dumps(expected) + "\n")


def main(resources):
    shutil.rmtree(resources, ignore_errors=True)
    resources.mkdir(parents=True)
    (resources / "texts.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in TEXTS))
    with torch.no_grad():
        for seed, (name, (model_type, values)) in enumerate(MODELS.items()):
            make(resources / name, model_type, dict(values), seed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
