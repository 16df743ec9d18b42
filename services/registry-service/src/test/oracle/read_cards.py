"""Reads the cards in src/test/resources/cards as Hugging Face's hub does and writes what it finds beside them.

  python -m venv hf && hf/bin/pip install huggingface_hub==2.4.0
  hf/bin/python src/test/oracle/read_cards.py src/test/resources/cards
"""

import json
import pathlib
import sys
from importlib.metadata import version

from huggingface_hub import ModelCard
from huggingface_hub.repocard_data import EvalResult, eval_results_to_model_index

REQUIRED = ("task_type", "dataset_type", "dataset_name", "metric_type", "metric_value")


def read(path):
    card = ModelCard.load(path)  # a model-index that lacks what is required raises ValueError here
    data = card.data.to_dict()
    data.pop("model-index", None)
    results = card.data.eval_results or []
    for result in results:
        assert isinstance(result, EvalResult)
        missing = [name for name in REQUIRED if getattr(result, name) in (None, "")]
        assert not missing, f"{path}: {missing}"
    again = eval_results_to_model_index(card.data.model_name, results) if results else [{"results": []}]
    return {
        "versions": {"huggingface_hub": version("huggingface_hub"), "pyyaml": version("pyyaml")},
        "data": data,
        "model_name": card.data.model_name,
        "eval_results": [
            {name: value for name, value in vars(result).items() if value is not None} for result in results
        ],
        "results_after_writing": len(again[0]["results"]),
        "first_line_of_text": next(line for line in card.text.splitlines() if line),
    }


for file in sorted(pathlib.Path(sys.argv[1]).glob("*.md")):
    file.with_suffix(".hub.json").write_text(json.dumps(read(file), indent=1, sort_keys=True) + "\n")
