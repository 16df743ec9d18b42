"""Lays results of ./attune lab beside those of PEFT's method_comparison, in PEFT's columns.

    python beside_peft.py OUT/results PEFT/method_comparison/MetaMathQA/results [TABLE.csv]

Reads the runs of both folders by the fields that PEFT's own processing.py reads (its commit 0006753e) and writes one table. Needs
Python alone. Accuracies are of different tasks and models: the columns are alike, the figures are not to be compared.
"""

import csv
import json
import pathlib
import sys

COLUMNS = (
    "experiment_name,model_id,train_config,peft_type,peft_config,accelerator_memory_reserved_avg,accelerator_memory_max,"
    "accelerator_memory_reserved_99th,total_time,train_time,file_size,num_trainable_params,train_loss,train_samples,"
    "peft_version,peft_branch,transformers_version,datasets_version,torch_version,package_info,system_info,created_at,"
    "task_name,test_accuracy,train_total_tokens,forgetting*,bitsandbytes_version"
).split(",")
SHOWN = ("experiment_name", "peft_type", "train_time", "test_accuracy", "accelerator_memory_max", "num_trainable_params", "file_size", "forgetting*")


def row(run, task):
    info, train, meta = run["run_info"], run["train_info"], run["meta_info"]
    last, packages = train["metrics"][-1], meta["package_info"]
    return {
        "experiment_name": info["experiment_name"],
        "model_id": info["train_config"]["model_id"],
        "train_config": json.dumps(info["train_config"]),
        "peft_type": info["peft_config"]["peft_type"] if info["peft_config"] else "full-finetuning",
        "peft_config": json.dumps(info["peft_config"]),
        "accelerator_memory_reserved_avg": train["accelerator_memory_reserved_avg"],
        "accelerator_memory_max": train["accelerator_memory_max"],
        "accelerator_memory_reserved_99th": train["accelerator_memory_reserved_99th"],
        "total_time": info["total_time"],
        "train_time": train["train_time"],
        "file_size": train["file_size"],
        "num_trainable_params": train["num_trainable_params"],
        "train_loss": last["train loss"],
        "train_samples": last["train samples"],
        "peft_version": packages["peft-version"],
        "peft_branch": info["peft_branch"],
        "transformers_version": packages["transformers-version"],
        "datasets_version": packages["datasets-version"],
        "torch_version": packages["torch-version"],
        "package_info": json.dumps(packages),
        "system_info": json.dumps(meta["system_info"]),
        "created_at": info["created_at"],
        "task_name": task,
        "test_accuracy": last["test accuracy"],
        "train_total_tokens": last["train total tokens"],
        "forgetting*": last.get("forgetting"),
        "bitsandbytes_version": packages["bitsandbytes-version"],
    }


def rows(folder, task):
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        run = json.loads(file.read_text())
        if run["train_info"]["status"] == "success":
            yield row(run, task or file.name.split("--")[0])


def main(ours, theirs, table=None):
    both = list(rows(ours, None)) + list(rows(theirs, "MetaMathQA"))
    for one in both:
        assert list(one) == COLUMNS, one
        print("\t".join(str(one[column]) for column in SHOWN))
    if table:
        with open(table, "w", newline="") as out:
            writer = csv.DictWriter(out, COLUMNS)
            writer.writeheader()
            writer.writerows(both)


main(*sys.argv[1:])
