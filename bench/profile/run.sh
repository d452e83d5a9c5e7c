#!/bin/sh
# Core profile of a Parquet table as a whole process: CPU seconds and peak memory. Usage: bench/profile/run.sh [ROWS]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/eng/common.sh"
rows=${1:-1000000}
need_packages time
folder=$(mktemp -d -p "${TMPDIR:-/var/tmp}")
trap 'rm -rf "$folder"' EXIT
"$root/rondo" --version >/dev/null
dotnet run --project "$root/bench/Rondo.Bench" -c Release -p:RunAnalyzers=false -- table "$rows" "$folder/table.parquet"
out=$root/bench/results/profile-$rows.md
{
    echo "# Core profile of $rows rows x 20 columns from Parquet, $(date -u +%Y-%m-%d), $(nproc) cores"
    echo
    echo '| run | user s | system s | wall s | peak MB |'
    echo '| --- | --- | --- | --- | --- |'
    for run in 1 2 3; do
        /usr/bin/time -f "| $run | %U | %S | %e | %M kB |" "$root/rondo" data profile "$folder/table.parquet" 2>&1 >/dev/null | tail -1
    done
} | tee "$out"
