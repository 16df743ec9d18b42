#!/usr/bin/env bash
# The laboratory's tables: SST-2, TREC and Banking77 by every usual method. Run it again to go on where it stopped.
#
#   policy-trainer/laboratory/tables.sh DATA OUT [MINUTES]
#
# DATA has the folders sst-mr-trec-subj-cr-mpqa, banking77 and dolly-15k of the public sets. OUT keeps one comparison for each
# model. MINUTES is the time after which no further cell of a comparison begins. MODELS, METHODS and SEEDS may be given in the
# environment, and whatever follows MINUTES goes to ./attune lab.
set -euo pipefail

if [ $# -lt 2 ]; then
  echo "Usage: policy-trainer/laboratory/tables.sh DATA OUT [MINUTES] [OPTION...]" >&2
  exit 2
fi
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)"
data="$(readlink -f "$1")"
mkdir -p "$2"
out="$(readlink -f "$2")"
minutes="${3:-100000}"
shift $(($# < 3 ? 2 : 3))

sets="$data/sst-mr-trec-subj-cr-mpqa"
cat >"$out/sst-2.yaml" <<YAML
name: sst-2
preset: sst-2
data: $sets/stsa.binary.train
shifted: cr.yaml
YAML
# Products in place of films: MR would be no other domain, since it holds most of SST-2's sentences.
cat >"$out/cr.yaml" <<YAML
name: cr
preset: cr
data: $sets/custrev.all
YAML
cat >"$out/trec.yaml" <<YAML
name: trec
preset: trec
data: $sets/TREC.train.all
YAML
cat >"$out/banking77.yaml" <<YAML
name: banking77
preset: banking77
data: $data/banking77/train.csv
YAML

# 128 examples, so that Banking77 shows each of its labels, two a step, so that there are 64 steps.
for model in ${MODELS:-attune-tiny smollm2-135m-instruct}; do
  "$root/attune" lab --tasks "$out/sst-2.yaml" "$out/trec.yaml" "$out/banking77.yaml" \
    --methods "${METHODS:-zero-shot,few-shot,searched,head,soft-prompt,prefix,ia3,lora,full}" \
    --model "$model" --seeds "${SEEDS:-3}" --budget small --examples 128 --passes 1 --batch 2 \
    --general "$data/dolly-15k/part.jsonl.gz" --minutes "$minutes" \
    --out "$out/$(basename "$model")" --json "$out/$(basename "$model").json" "$@"
done
