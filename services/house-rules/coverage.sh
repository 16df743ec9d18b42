#!/usr/bin/env bash
# After `./mvnw -Pcoverage -Dquick verify`: a table of each room's line coverage and of the classes below 60 %.
# Counted is what runs in the tests' own processes; rooms that a test starts as processes of their own are not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
find . -path '*/node_modules' -prune -o -path '*/target/site/jacoco/jacoco.csv' -print | sort | xargs awk -F, '
  FNR == 1 { room = FILENAME; sub(/^\.\//, "", room); sub(/\/target.*/, "", room); next }
  { missed[room] += $8; covered[room] += $9
    if ($8 + $9 >= 10 && $9 < 0.6 * ($8 + $9)) low[++n] = sprintf("| %s | `%s.%s` | %d of %d |", room, $2, $3, $9, $8 + $9) }
  END {
    print "| room | lines covered |\n| --- | --- |"
    for (room in missed) printf "| %s | %.0f %% of %d |\n", room, 100 * covered[room] / (missed[room] + covered[room]), missed[room] + covered[room] | "sort"
    close("sort")
    print "\n| room | class of ten lines or more, below 60 % | lines covered |\n| --- | --- | --- |"
    for (i = 1; i <= n; i++) print low[i] | "sort"
  }'
