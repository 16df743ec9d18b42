"""Makes tokenizers.gguf-* and tokenizer-hashes.json: what Hugging Face's tokenizers make of 10,000 strings.

    python make_tokenizers.py ../resources            the small tokenizers of the fixtures
    python make_tokenizers.py --hashes DIR > FILE     any tokenizer.json, for dev.attune.lm.text.TokenizerHashesTest

The strings are put together from the fragments below by a linear congruential generator, the same one in Java. Of each string
there are 16 bits of the CRC-32 of its ids (little-endian, 4 bytes each) and 16 bits of that of its decoded text (UTF-8).
"""

import base64
import json
import struct
import sys
import zlib
from pathlib import Path

import gguf
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

FRAGMENTS = [
    " ", "  ", "   ", "\n", "\n\n", "\r\n", "\t", "\t\t", "    ", " \n ", "\u00a0", "\u2003", "\u200b", "\u3000", "\x00", "\x07", "\x1b[0m",
    "\x7f", "\u0085", "\ufeff", "\u2028", "the", " The", " and", " of", "ing", " I'm", " don't", "'LL", " we'll", "'s", "'S", "they've", " O'Neill",
    "Hello", " world", "WORLD", "camelCase", "snake_case", " kebab-case", "0", "1", "12", "123", "1234", "12345", " 3.14", "1e-9", "0xFF", "\u00bd",
    "\u0663\u0664", "\u2167", "\u00b2", "$5.00", "100%", ".", ",", "...", "!?", "?!", ";", ":", "()", "[]", "{}", "{{", "}}", "{%", "%}", "==", "!=",
    "->", "=>", "<=", "&&", "||", "//", "/*", "*/", "#", "@", "\\", "\\n", "\"", "'", "`", "```", "~", "^", "+", "-", "--", "_", "__", "<", ">",
    "def f(x):\n    return x + 1\n", "for (int i = 0; i < n; ++i) {\n\t", "SELECT * FROM t WHERE a='b';", "</div>", "<br/>", "&amp;", "https://a.b/c?d=e&f#g",
    "user@example.com", "C:\\Users\\x", "caf\u00e9", "cafe\u0301", "na\u00efve", "\u00dcn\u00efc\u00f6d\u00e9", "stra\u00dfe", "\u0130stanbul", "\u01c5",
    "\ufb01ne", "\u00c5", "A\u030a", "\u1e9b\u0323", "\u0394\u03b9\u03ac", "\u041f\u0440\u0438\u0432\u0435\u0442", " \u043c\u0438\u0440",
    "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627", " \u0627\u0644\u0639\u0627\u0644\u0645", "\u0928\u092e\u0938\u094d\u0924\u0947",
    "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "\u0ba4\u0bae\u0bbf\u0bb4\u0bcd", "\u10d2\u10d0\u10db\u10d0", "\u1019\u103c\u1014\u103a", "\u12a0\u121b",
    "\u65e5\u672c\u8a9e", "\u4e2d\u6587", "\u3072\u3089\u304c\u306a", "\u30ab\u30bf", "\uff76\uff9e", "\ud55c\uad6d\uc5b4", "\u1112\u1161\u11ab", "\uff21\uff22",
    "\U00020bb7", "\U0001d4d0", "\U0001f600", "\U0001f44d\U0001f3fd", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1eb\U0001f1f7",
    "\u2764\ufe0f", "1\ufe0f\u20e3", "\U0001f3f4\u200d\u2620\ufe0f", "\u200d", "\ufe0f", "\u202e", "\u0301", "\u0e31", "\uffff", "\U0010ffff", "\ufffd",
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|im_start|>user\n", " <|im_end|>", "<|im_end", "im_end|>", "<| im_end |>", "<s>", "</s>", "<unk>",
    "<0x0A>", "\u2581", "\u0120", "\u010a", "\u2581the", "[INST]", "<|eot_id|>", "a", "b", "Z", "q", "x", "aaaaaaaa", "abcdefghijklmnopqrstuvwxyz",
]
STRINGS = 10_000
TEXTS = ["The quick brown fox jumps over the lazy dog. It's 12 o'clock, or 1234 by the other clock; they've won 100 times!",
         "def add(a, b):\n    return a + b\n\nprint(add(1, 2))  # comment\n", "na\u00efve caf\u00e9, \u65e5\u672c\u8a9e, \u041f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440",
         "HELLO world, don't we'll I'm THE and of ing\r\n\r\n\t\tindent   spaces"] * 3
LETTERS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
REST = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
WORDS = {"llama-bpe": LETTERS + r"\p{N}{1,3}" + REST, "qwen2": LETTERS + r"\p{N}" + REST}
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def strings():
    state = 1

    def draw(count):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % count

    for _ in range(STRINGS):
        text = ""
        for _ in range(1 + draw(12)):
            if draw(8) == 0:
                point = draw(0x11000) if draw(2) else draw(0x3000)
                text += chr(point) if not 0xD800 <= point < 0xE000 else "?"
            else:
                text += FRAGMENTS[draw(len(FRAGMENTS))]
        yield text


def hashes(tokenizer):
    result = b""
    for text in strings():
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        decoded = tokenizer.decode(ids, skip_special_tokens=False)
        result += struct.pack("<HH", zlib.crc32(struct.pack(f"<{len(ids)}i", *ids)) & 0xFFFF,
                              zlib.crc32(decoded.encode()) & 0xFFFF)
    return base64.b64encode(zlib.compress(result, 9)).decode()


def train(words):
    tokenizer = Tokenizer(models.BPE(ignore_merges=words == "llama-bpe"))
    if words in WORDS:
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
            pre_tokenizers.Split(Regex(WORDS[words]), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    if words == "qwen2":
        tokenizer.normalizer = normalizers.NFC()
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(TEXTS, trainers.BpeTrainer(
        vocab_size=420, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    return tokenizer


def write_gguf(tokenizer, words, path):
    """The vocabulary and merges as a GGUF file without tensors."""
    model = json.loads(tokenizer.to_str())["model"]
    pieces = sorted(model["vocab"], key=model["vocab"].get)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(128)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(words)
    writer.add_token_list(pieces)
    writer.add_token_types([3 if piece in SPECIAL else 1 for piece in pieces])
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]])
    writer.add_eos_token_id(0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def sentence_piece(path):
    """llama2.c's tok512: the pieces with their scores, as run.c and SentencePiece join them, written down once more."""
    data = path.read_bytes()
    pieces, scores, at = [], [], 4
    while at < len(data):
        score, length = struct.unpack_from("<fi", data, at)
        pieces.append(data[at + 8:at + 8 + length].decode())
        scores.append(score)
        at += 8 + length
    known = {piece: index for index, piece in reversed(list(enumerate(pieces))) if index >= 259}

    def encode(text):
        parts = [known[c] if c in known else None for c in text]
        ids = []
        for part, c in zip(parts, text):
            ids += [part] if part is not None else [3 + byte for byte in c.encode()]
        while True:
            best = None
            for i in range(len(ids) - 1):
                if ids[i] < 259 or ids[i + 1] < 259:
                    continue
                joined = known.get(pieces[ids[i]] + pieces[ids[i + 1]])
                if joined is not None and (best is None or scores[joined] > best[0]):
                    best = (scores[joined], i, joined)
            if best is None:
                return ids
            ids[best[1]:best[1] + 2] = [best[2]]

    result = b""
    for text in strings():
        if any(special in text for special in ("<unk>", "<s>", "</s>")) or "\u2581" in text:
            result += b"\0\0"  # these stand for themselves there, and for tokens and spaces in tokenizer.json
            continue
        result += struct.pack("<H", zlib.crc32(b"".join(struct.pack("<i", i) for i in encode(" " + text))) & 0xFFFF)
    return base64.b64encode(zlib.compress(result, 9)).decode()


def main(resources):
    result = {"fragments": FRAGMENTS, "hashes": {"tiny-llama": hashes(Tokenizer.from_file(str(resources / "tiny-llama" / "tokenizer.json")))}}
    for words in ("gpt-2", "llama-bpe", "qwen2"):
        tokenizer = train(words)
        write_gguf(tokenizer, words, resources / f"tokenizer-{words}.gguf")
        result["hashes"][words] = hashes(tokenizer)
    result["sentencePiece"] = sentence_piece(resources / "stories260K" / "tok512.bin")
    (resources / "tokenizer-hashes.json").write_text(json.dumps(result, ensure_ascii=True, indent=0) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "--hashes":
        print(hashes(Tokenizer.from_file(str(Path(sys.argv[2]) / "tokenizer.json"))))
    else:
        main(Path(sys.argv[1]))
