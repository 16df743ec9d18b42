"""Loads every export with Hugging Face datasets and takes one step with TRL's trainers; checks the way in and out of a real file.

    pip install "datasets==5.*" "trl==1.*" transformers torch
    python check_exports.py http://127.0.0.1:8480 NAME PASSWORD FILE

NAME is an engineer of a running feedback-service; FILE holds pairs in TRL's or Anthropic's form, such as the test split of
hh-rlhf. A new project takes the first pairs of it by upload; what leaves in the form hh must be the pairs that came, each form must
load, and RewardTrainer, DPOTrainer, SFTTrainer and KTOTrainer must take a step on a Llama of a few thousand weights. Exit code 0
and a line for each check, or a failed assertion.
"""

import gzip
import io
import json
import sys
import tempfile
import time
import urllib.request
import uuid
import zipfile
from pathlib import Path

from datasets import load_dataset

PAIRS = 60
FORMS = {
    "preference": "jsonl",
    "implicit": "jsonl",
    "unpaired": "jsonl",
    "prompt-completion": "jsonl",
    "prompt-only": "jsonl",
    "ranked": "jsonl",
    "hh": "jsonl",
    "csv": "csv",
    "parquet": "parquet",
    "argilla": "json",
    "rated": "jsonl",
}
LOADERS = {"jsonl": "json", "json": "json", "csv": "csv", "parquet": "parquet"}


class Service:
    def __init__(self, url):
        self.url, self.token = url.rstrip("/"), None

    def call(self, method, path, body=None, kind="application/json"):
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, method=method)
        if data is not None:
            request.add_header("Content-Type", kind)
        if self.token:
            request.add_header("Authorization", "Bearer " + self.token)
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def json(self, method, path, body=None):
        answer = self.call(method, path, body)
        return json.loads(answer) if answer else None


def first_lines(file):
    opened = gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else open(file, encoding="utf-8")
    with opened as lines:
        return [line.strip() for _, line in zip(range(PAIRS), lines)]


def upload(service, project, name, data):
    path = f"/api/projects/{project}/uploads"
    upload = service.json("POST", path, {"kind": "PREFERENCES", "name": name, "bytes": len(data)})
    path += "/" + upload["id"]
    service.call("PUT", path + "/bytes?offset=0", data, "application/octet-stream")
    while (upload := service.json("GET", path))["state"] == "CHECKING":
        time.sleep(0.2)
    assert upload["state"] == "CHECKED", upload
    service.json("POST", path + "/enter", {"publishPrompts": False})
    while (upload := service.json("GET", path))["state"] == "ENTERING":
        time.sleep(0.2)
    assert upload["state"] == "ENTERED", upload
    return upload


def tidy(transcript):
    """As every reader of Anthropic's form takes it: white space around a turn is none of it."""
    turns = ("\n\n" + transcript.strip()).replace("\n\nHuman:", "\0Human:").replace("\n\nAssistant:", "\0Assistant:")
    return [" ".join(turn.split(":", 1)[0:1]) + ":" + turn.split(":", 1)[1].strip() for turn in turns.split("\0") if turn]


def check_way_back(service, project, lines, upload):
    refused = {row["line"] for row in upload["refusals"]} | {row["line"] for row in upload["findings"]["badLines"]}
    came = [json.loads(line) for number, line in enumerate(lines, 1) if number not in refused]
    left = [json.loads(line) for line in service.call("GET", f"/api/projects/{project}/exports/hh").decode().splitlines()]
    assert len(left) == len(came), (len(left), len(came), upload["refusals"])
    for before, after in zip(came, left):
        for side in ("chosen", "rejected"):
            assert tidy(before[side]) == tidy(after[side]), (before[side], after[side])
    print(f"ok   {len(came)} pairs came and left as they were; {len(refused)} were named as unusable")


def load_all(service, project, directory):
    sets = {}
    for form, extension in FORMS.items():
        bundle = zipfile.ZipFile(io.BytesIO(service.call("GET", f"/api/projects/{project}/exports/{form}/bundle")))
        assert bundle.testzip() is None
        home = Path(directory) / form
        bundle.extractall(home)
        manifest = json.loads((home / "manifest.json").read_text())
        by_card = load_dataset(str(home), split="train")
        by_file = load_dataset(LOADERS[extension], data_files=str(home / f"data/train.{extension}"), split="train")
        rows = manifest["files"][0]["rows"]
        assert by_card.num_rows == by_file.num_rows == rows, (form, by_card.num_rows, by_file.num_rows, rows)
        assert set(by_file.column_names) == set(manifest["columns"]) or form == "rated", (form, by_file.column_names)
        sets[form] = by_file
        print(f"ok   {form}: {rows} rows with {', '.join(by_file.column_names)}")
    return sets


def tiny(directory, kind):
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, decoders
    from transformers import LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(7)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: number for number, token in enumerate(["<s>", "</s>"] + alphabet)}
    inner = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=inner, bos_token="<s>", eos_token="</s>", pad_token="</s>")
    tokenizer.chat_template = (
        "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}"
        "{% if add_generation_prompt %}assistant: {% endif %}"
    )
    config = LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        pad_token_id=1, bos_token_id=0, eos_token_id=1, num_labels=1,
    )
    home = f"{directory}/tiny-{kind}"
    maker = LlamaForSequenceClassification if kind == "reward" else LlamaForCausalLM
    maker(config).save_pretrained(home)  # DPOTrainer loads the reference from where the policy came
    return maker.from_pretrained(home), tokenizer


def train_all(sets, directory):
    import trl

    usual = dict(max_steps=1, per_device_train_batch_size=4, report_to=[], use_cpu=True, max_length=512, bf16=False)
    trainers = [
        ("RewardTrainer", "reward", ["preference", "implicit", "parquet"]),
        ("DPOTrainer", "policy", ["preference", "implicit"]),
        ("SFTTrainer", "policy", ["prompt-completion"]),
        ("KTOTrainer", "policy", ["unpaired"]),
    ]
    for name, kind, forms in trainers:
        trainer = getattr(trl, name, None)
        if trainer is None:
            from trl.experimental.kto import KTOConfig, KTOTrainer

            trainer, config = KTOTrainer, KTOConfig
        else:
            config = getattr(trl, name.replace("Trainer", "Config"))
        for form in forms:
            model, tokenizer = tiny(directory, kind)
            data = sets[form]
            if form == "parquet":
                data = data.select_columns(["prompt", "chosen", "rejected"])
            run = trainer(
                model=model,
                args=config(output_dir=f"{directory}/{name}-{form}", **usual),
                train_dataset=data,
                processing_class=tokenizer,
            )
            loss = run.train().training_loss
            assert loss == loss and loss > 0, (name, form, loss)
            print(f"ok   {name} takes {form}: loss {loss:.4f}")


def main():
    url, name, password, file = sys.argv[1:5]
    service = Service(url)
    service.token = service.json("POST", "/api/session", {"name": name, "password": password})["token"]
    project = service.json("POST", "/api/projects", {"name": f"exports {uuid.uuid4()}"})["id"]
    lines = first_lines(Path(file))
    upload_done = upload(service, project, "pairs.jsonl", ("\n".join(lines) + "\n").encode())
    if "Human:" in lines[0]:
        check_way_back(service, project, lines, upload_done)
    with tempfile.TemporaryDirectory() as directory:
        train_all(load_all(service, project, directory), directory)


if __name__ == "__main__":
    main()
