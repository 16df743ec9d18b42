#!/usr/bin/env bash
# Searches a prompt for each of a few public tasks and prints what it is worth on held-out examples, beside the template that
# it starts from. Every call is kept: started again, it goes on where it was broken off.
#   search-tables.sh DATA MODEL OUT [OPTION...]    options of prompts search, such as --calls 2000 or --embedding
#   TASKS, STRATEGIES, SEEDS                       what is run (trec banking77 subj cr; halving; 0)
# DATA holds sst-mr-trec-subj-cr-mpqa/ (TREC.train.all, subj.all, custrev.all, stsa.binary.train) and banking77/train.csv.
set -euo pipefail
[ $# -ge 3 ] || { sed -n '2,7p' "$0" | sed 's/^# \{0,1\}//'; exit 2; }
data="$(cd "$1" && pwd)" model="$2" out="$3"
shift 3
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
mkdir -p "$out"
for task in ${TASKS:-trec banking77 subj cr}; do
  sed "s#DATA#$data#" "$here/tasks/$task.yaml" > "$out/$task.yaml"
  shortlist=()
  [ "$task" != banking77 ] || shortlist=(--shortlist 10)
  for strategy in ${STRATEGIES:-halving}; do
    for seed in ${SEEDS:-0}; do
      run="$out/$task-$strategy-$seed"
      if [ ! -e "$run/result.json" ]; then
        mkdir -p "$run"
        "$here/../../attune" prompts search --task "$out/$task.yaml" --model "$model" --strategy "$strategy" --seed "$seed" \
          --out "$run" --json "$run/next.json" "${shortlist[@]}" "$@" > "$run/log.txt" 2>&1 || { cat "$run/log.txt"; exit 1; }
        mv "$run/next.json" "$run/result.json"
      fi
      echo "$task, $strategy, seed $seed: $(sed -n 's/^Held out //p' "$run/log.txt")"
    done
  done
done
