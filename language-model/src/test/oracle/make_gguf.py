"""Makes tiny.gguf and expected-gguf.safetensors: tiny-llama quantised by the gguf package, the outside reference;
and blocks.gguf and expected-blocks.safetensors: random blocks of every encoding, and what the package makes of them.

    python make_gguf.py ../resources

Run after make_fixtures.py. The expected logits are transformers' on the weights that the gguf package dequantises.
"""

import json
import sys
from pathlib import Path

import gguf
import numpy
import torch
from gguf import GGMLQuantizationType as Type
from safetensors.torch import load_file, save_file
from transformers import LlamaForCausalLM

NAMES = {
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}
OUTSIDE = {"model.embed_tokens": "token_embd", "model.norm": "output_norm"}
ENCODINGS = {
    "attn_q": Type.Q4_1, "attn_k": Type.Q8_0, "attn_v": Type.F16, "attn_output": Type.Q4_0,
    "ffn_gate": Type.Q4_1, "ffn_up": Type.BF16, "ffn_down": Type.F32, "token_embd": Type.Q8_0,
}


def gguf_name(name):
    name = name.removesuffix(".weight")
    if name in OUTSIDE:
        return OUTSIDE[name]
    layer, rest = name.removeprefix("model.layers.").split(".", 1)
    return f"blk.{layer}.{NAMES[rest]}"


def rotary_rows(weight, heads, back):
    """llama.cpp's order of query and key rows; back undoes it."""
    rows, columns = weight.shape
    inner = (rows // heads // 2, 2) if back else (2, rows // heads // 2)
    return weight.reshape(heads, *inner, columns).swapaxes(1, 2).reshape(rows, columns)


BLOCKS = [Type.F32, Type.F16, Type.BF16, Type.Q4_0, Type.Q4_1, Type.Q5_0, Type.Q5_1, Type.Q8_0, Type.Q4_K, Type.Q5_K, Type.Q6_K]
SCALES = {Type.Q4_0: [0], Type.Q4_1: [0, 2], Type.Q5_0: [0], Type.Q5_1: [0, 2], Type.Q8_0: [0], Type.Q4_K: [0, 2],
          Type.Q5_K: [0, 2], Type.Q6_K: [208], Type.F16: [0]}


def make_blocks(resources):
    """Random bytes, with scales that are finite: every bit of every field matters."""
    random = numpy.random.default_rng(5)
    writer = gguf.GGUFWriter(resources / "blocks.gguf", "llama")
    expected = {}
    for encoding in BLOCKS:
        size, length = gguf.GGML_QUANT_SIZES[encoding]
        rows, columns = 4, 512
        data = random.integers(0, 256, (rows, columns // size, length), dtype=numpy.uint8)
        for at in SCALES.get(encoding, []):
            scales = random.normal(0, 0.1, data.shape[:2]).astype(numpy.float16)
            data[:, :, at:at + 2] = scales[..., None].view(numpy.uint8)
        if encoding in (Type.F32, Type.BF16):
            values = random.normal(0, 1, (rows, columns)).astype(numpy.float32)
            data = gguf.quants.quantize(values, encoding).view(numpy.uint8)
        data = data.reshape(rows, -1)
        name = f"blk.0.{encoding.name}.weight"
        if encoding in (Type.F32, Type.F16):
            plain = data.view({Type.F32: numpy.float32, Type.F16: numpy.float16}[encoding])
            writer.add_tensor(name, plain)
        else:
            writer.add_tensor(name, data, raw_dtype=encoding)
        expected[name] = torch.from_numpy(gguf.quants.dequantize(data, encoding).reshape(rows, columns).copy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    save_file(expected, resources / "expected-blocks.safetensors")


def main(resources):
    make_blocks(resources)
    directory = resources / "tiny-llama"
    config = json.loads((directory / "config.json").read_text())
    tokenizer = json.loads((directory / "tokenizer.json").read_text())
    settings = json.loads((directory / "tokenizer_config.json").read_text())
    writer = gguf.GGUFWriter(resources / "tiny.gguf", "llama")
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_rope_freq_base(config["rope_parameters"]["rope_theta"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    vocabulary = sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)
    special = {token["content"] for token in tokenizer["added_tokens"]}
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(vocabulary)
    writer.add_token_types([3 if token in special else 1 for token in vocabulary])
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in tokenizer["model"]["merges"]])
    writer.add_bos_token_id(config["bos_token_id"])
    writer.add_eos_token_id(config["eos_token_id"])
    writer.add_pad_token_id(config["pad_token_id"])
    writer.add_chat_template(settings["chat_template"])
    decoded = {}
    for name, tensor in load_file(directory / "model.safetensors").items():
        target = gguf_name(name)
        heads = {"q_proj": config["num_attention_heads"], "k_proj": config["num_key_value_heads"]}.get(name.split(".")[-2])
        array = tensor.numpy()
        if heads:
            array = rotary_rows(array, heads, False)
        encoding = Type.F32 if array.ndim == 1 else ENCODINGS[target.split(".")[-1]]
        data = gguf.quants.quantize(array, encoding)
        writer.add_tensor(target + ".weight", data, raw_dtype=encoding)
        plain = gguf.quants.dequantize(data, encoding).reshape(array.shape)
        decoded[name] = torch.from_numpy((rotary_rows(plain, heads, True) if heads else plain).copy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    model = LlamaForCausalLM.from_pretrained(directory, dtype=torch.float32).eval()
    model.load_state_dict(decoded, strict=False)
    row = json.loads((resources / "expected.json").read_text())["sequences"][1]
    with torch.no_grad():
        logits = model(torch.tensor([row])).logits[0].contiguous()
    key = "model.layers.0.self_attn.q_proj.weight"
    save_file({"logits.1": logits, key: decoded[key]}, resources / "expected-gguf.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
