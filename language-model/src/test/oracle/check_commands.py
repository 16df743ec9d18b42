"""Checks the commands on model directories of many shapes, made here with transformers: perplexity and greedy continuations.

    python check_commands.py CLASSPATH      (language-model's classes and their libraries; java is $JAVA_HOME/bin/java)

Unlike make_architectures.py this keeps nothing: it varies what fixtures do not, such as the forms of config.json of
transformers 4, shards, float16 weights, a bare base model, odd head sizes, other activations, and a tokenizer that adds a
token of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedTokenizerFast

VOCABULARY = 300
PROMPT = "People compare two answers,"
TEXTS = ["A model learns from ratings.", "Two plus two is four; naïve café 日本 😀.", "One\ntwo\n\nthree   four" * 6]
SMALL = dict(vocab_size=VOCABULARY, hidden_size=48, intermediate_size=80, num_hidden_layers=3, num_attention_heads=6,
             num_key_value_heads=2, max_position_embeddings=160, initializer_range=0.2, eos_token_id=1)
NEOX = dict(vocab_size=VOCABULARY, hidden_size=48, intermediate_size=100, num_hidden_layers=3, num_attention_heads=6,
            max_position_embeddings=160, initializer_range=0.2, eos_token_id=1)
GPT2 = dict(vocab_size=VOCABULARY, n_embd=40, n_layer=2, n_head=5, n_positions=160, initializer_range=0.2, eos_token_id=1)


def old_form(config):
    """As transformers 4 writes it."""
    rope = config.pop("rope_parameters")
    share = rope.pop("partial_rotary_factor", None)
    if config["model_type"] == "gpt_neox":
        config.update(rotary_pct=share, rotary_emb_base=int(rope.pop("rope_theta")))
    else:
        config["rope_theta"] = rope.pop("rope_theta")
    config["rope_scaling"] = None if rope["rope_type"] == "default" else {"type": rope.pop("rope_type"), **rope}
    config["torch_dtype"] = config.pop("dtype")
    return config


def half_given(config):
    """Without what the classes fill in by themselves."""
    for name in ("head_dim", "attention_bias", "mlp_bias", "use_sliding_window", "sliding_window", "max_window_layers",
                 "layer_types", "n_inner", "activation_function", "tie_word_embeddings", "hidden_act", "rms_norm_eps",
                 "layer_norm_epsilon", "layer_norm_eps", "pad_token_id", "bos_token_id"):
        config.pop(name, None)
    return config


CASES = {
    "llama, heads of 24, tied, config of transformers 4": (
        "llama", dict(SMALL, head_dim=24, tie_word_embeddings=True), dict(edit=old_form)),
    "llama, half of the config, shards": ("llama", SMALL, dict(edit=half_given, shard="40KB")),
    "llama, linear scaling in the old form, float16": (
        "llama", dict(SMALL, rope_scaling={"rope_type": "linear", "factor": 3.0}), dict(
            edit=old_form, dtype=torch.float16)),
    "llama, gelu, a token before each text": (
        "llama", dict(SMALL, hidden_act="gelu_pytorch_tanh", attention_bias=True), dict(begins=True)),
    "mistral without a window": ("mistral", dict(SMALL, sliding_window=None), {}),
    "mistral, a window of 5, bfloat16": ("mistral", dict(SMALL, sliding_window=5), dict(dtype=torch.bfloat16)),
    "qwen2, half of the config": ("qwen2", SMALL, dict(edit=half_given)),
    "qwen2, windows everywhere": (
        "qwen2", dict(SMALL, use_sliding_window=True, sliding_window=9, max_window_layers=0), {}),
    "qwen3, heads of 20, biases, tied": (
        "qwen3", dict(SMALL, head_dim=20, attention_bias=True, tie_word_embeddings=True), dict(edit=old_form)),
    "gpt2, a base model without its head": ("gpt2", GPT2, dict(base=True)),
    "gpt2, relu, untied, another inner size": (
        "gpt2", dict(GPT2, activation_function="relu", n_inner=60, tie_word_embeddings=False), {}),
    "gpt2, half of the config": ("gpt2", GPT2, dict(edit=half_given)),
    "gpt_neox, half of each head, no attention biases": (
        "gpt_neox", dict(NEOX, rotary_pct=0.5, attention_bias=False), dict(edit=old_form)),
    "gpt_neox, tied, linear scaling": (
        "gpt_neox", dict(NEOX, tie_word_embeddings=True, rope_scaling={"rope_type": "linear", "factor": 2.0}), {}),
    "gpt_neox, half of the config": ("gpt_neox", NEOX, dict(edit=half_given)),
}


def make_tokenizer(directory, begins):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(TEXTS, trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=["<s>", "</s>"], show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet())))
    if begins:
        tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 0)])
        PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>").save_pretrained(directory)
    else:
        tokenizer.save(str(directory / "tokenizer.json"))
    return tokenizer


def make(directory, model_type, values, seed, edit=None, shard="5GB", dtype=torch.float32, begins=False, base=False):
    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_config(AutoConfig.for_model(model_type, **values), dtype=torch.float32)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() == 1:
                weight.add_(0.2 * torch.randn_like(weight))
    model = model.to(dtype)
    (model.base_model if base else model).save_pretrained(directory, max_shard_size=shard)
    file = directory / "config.json"
    if edit:
        file.write_text(json.dumps(edit(json.loads(file.read_text()))))
    return make_tokenizer(directory, begins)


def reference(directory, tokenizer):
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32).eval()
    total, count = 0.0, 0
    for text in TEXTS:
        ids = torch.tensor(tokenizer.encode(text).ids)
        log = torch.log_softmax(model(ids[None]).logits[0, :-1].double(), -1)
        total -= log.gather(-1, ids[1:, None]).sum().item()
        count += len(ids) - 1
    row = torch.tensor([tokenizer.encode(PROMPT, add_special_tokens=False).ids])
    made = model.generate(row, attention_mask=torch.ones_like(row), max_new_tokens=64, do_sample=False, pad_token_id=0,
                          eos_token_id=VOCABULARY + 1)
    return float(torch.tensor(total / count).exp()), count, made[0, row.shape[1]:].tolist()


def run(classpath, *arguments):
    java = str(Path(os.environ["JAVA_HOME"]) / "bin" / "java")
    done = subprocess.run([java, "--enable-native-access=ALL-UNNAMED", "-cp", classpath,
                           "dev.attune.lm.command.LanguageModelCommand", *map(str, arguments)],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def check(classpath, directory, expected):
    perplexity, count, tokens = expected
    data, result = directory / "texts.jsonl", directory / "result.json"
    data.write_text("".join(json.dumps({"text": text}) + "\n" for text in TEXTS))
    run(classpath, "evaluate-perplexity", "--model", directory, "--data", data, "--json", result)
    measured = json.loads(result.read_text())
    run(classpath, "generate", "--model", directory, "--raw", "--ignore-eos", "--prompt", PROMPT, "--temperature", 0,
        "--max-new-tokens", 64, "--json", result)
    made = json.loads(result.read_text())["tokens"]
    same = abs(measured["perplexity"] / perplexity - 1) < 1e-5 and measured["tokens"] == count
    return same, made == tokens, measured["perplexity"], perplexity


def main(classpath):
    failed = []
    for seed, (name, (model_type, values, options)) in enumerate(CASES.items()):
        with tempfile.TemporaryDirectory() as temporary, torch.no_grad():
            directory = Path(temporary)
            tokenizer = make(directory, model_type, dict(values), seed, **options)
            perplexity_same, tokens_same, ours, theirs = check(classpath, directory, reference(directory, tokenizer))
        print(f"{name}: perplexity {ours:.4f} against {theirs:.4f} {'equal' if perplexity_same else 'DIFFERENT'},"
              f" 64 tokens {'equal' if tokens_same else 'DIFFERENT'}", flush=True)
        if not (perplexity_same and tokens_same):
            failed.append(name)
    sys.exit(f"different: {failed}" if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1])
