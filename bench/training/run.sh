#!/bin/sh
# Training 100 trees on 100,000 x 30 through Rondo's train step beside XGBoost called directly on the same matrix, in one process, in turn.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/eng/common.sh"
need_packages libxgboost0
export OMP_WAIT_POLICY=passive
out=$root/bench/results/training.md
dotnet run --project "$root/bench/Rondo.Bench" -c Release -p:RunAnalyzers=false -- training | tee "$out"
