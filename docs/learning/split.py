"""Cuts the preference files of the learning table into disjoint parts, by prompt. Needs nothing but Python.

usage: python split.py DATA OUT [--characters 900]
DATA has hh-rlhf-harmless-test, oasst1-en and qa-feedback-dev; OUT gets for each of hh, oasst, qa and all:
NAME-train.jsonl, NAME-gold.jsonl (for the judge, never for training) and NAME-eval.jsonl, in TRL's conversational form;
and prompts-train.jsonl and prompts-eval.jsonl. A prompt's hash decides its part, so that no prompt is in two.
Ties and pairs of more than the given characters are left out; the order is by hash: mixed, and the same everywhere.
"""
import argparse
import gzip
import hashlib
import itertools
import json
import pathlib
import re


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                return  # the parts end within a line


def turns(transcript):
    parts = re.split(r"\n\n(Human|Assistant): ?", transcript)[1:]
    roles = {"Human": "user", "Assistant": "assistant"}
    return [{"role": roles[who], "content": text.strip()} for who, text in zip(parts[::2], parts[1::2])]


def hh(data):
    for row in lines(data / "hh-rlhf-harmless-test/part.jsonl.gz"):
        chosen, rejected = turns(row["chosen"]), turns(row["rejected"])
        if chosen[:-1] == rejected[:-1] and chosen[-1]["role"] == rejected[-1]["role"] == "assistant":
            yield chosen[:-1], chosen[-1]["content"], rejected[-1]["content"]


def oasst(data):
    roles = {"prompter": "user", "assistant": "assistant"}
    for row in lines(data / "oasst1-en/validation-pairs-part.jsonl.gz"):
        prompt = [{"role": roles[turn["role"]], "content": turn["text"]} for turn in row["history"]]
        yield prompt, row["chosen"], row["rejected"]


def qa(data):
    for row in lines(data / "qa-feedback-dev/part.jsonl.gz"):
        for (a, b), verdict in zip(itertools.combinations(range(1, 5), 2), row["preference"]):
            answers = (row[f"prediction {a}"], row[f"prediction {b}"])
            if verdict:
                chosen, rejected = answers if verdict == 1 else answers[::-1]
                yield [{"role": "user", "content": row["question"]}], chosen, rejected


def digest(value):
    return int(hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest(), 16)


def part(prompt):
    share = digest(prompt) % 100
    return "train" if share < 40 else "gold" if share < 80 else "eval"


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--characters", type=int, default=900)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    parts, prompts = {}, {"train": {}, "eval": {}}
    for name, read in (("hh", hh), ("oasst", oasst), ("qa", qa)):
        for prompt, chosen, rejected in read(args.data):
            size = sum(len(turn["content"]) for turn in prompt)
            if not chosen.strip() or not rejected.strip() or chosen == rejected:
                continue
            if size + max(len(chosen), len(rejected)) > args.characters:
                continue
            row = {
                "prompt": prompt,
                "chosen": [{"role": "assistant", "content": chosen}],
                "rejected": [{"role": "assistant", "content": rejected}],
            }
            which = part(prompt)
            for key in (name, "all"):
                parts.setdefault((key, which), []).append(row)
            if which in prompts and size < 400:
                prompts[which][digest(prompt)] = {"prompt": prompt}
    for (name, which), rows in parts.items():
        write(args.out / f"{name}-{which}.jsonl", sorted(rows, key=digest))
        print(f"{name}-{which}: {len(rows)} pairs of {len({digest(row['prompt']) for row in rows})} prompts")
    for which, rows in prompts.items():
        write(args.out / f"prompts-{which}.jsonl", [rows[key] for key in sorted(rows)])
        print(f"prompts-{which}: {len(rows)}")


if __name__ == "__main__":
    main()
