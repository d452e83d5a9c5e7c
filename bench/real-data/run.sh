#!/bin/sh
# The real data sets, each by the dozen lines of tests/EndToEnd.Tests/Projects: test metrics with intervals beside the baseline and plain
# XGBoost, the gate, and what it cost as a whole process. Needs python3 and the data (../shared/data, or DATA=path). Names choose some.
set -e
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rondo=${RONDO:-$root/rondo}
"$rondo" --version > /dev/null
mkdir -p "$root/bench/results"
python3 "$here/measure.py" --rondo "$rondo" --data "${DATA:-$root/../shared/data}" --projects "$root/tests/EndToEnd.Tests/Projects" "$@" | tee "${OUT:-$root/bench/results/real-data.txt}"
