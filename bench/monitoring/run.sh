#!/bin/sh
# False alarms without drift and power with it, for Rondo's drift alarms and for the fixed rules in common use; then the cost of a million
# captured rows. An argument below 1 makes it shorter: run.sh 0.1
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/eng/common.sh"
out=$root/bench/results/monitoring.txt
dotnet build "$root/bench/Rondo.Bench" -c Release -v q --nologo -p:RunAnalyzers=false
bench="dotnet $root/artifacts/bin/Rondo.Bench/release/Rondo.Bench.dll"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
    echo "$(date -u +%F), by bench/monitoring/run.sh ${1:-1}"
    echo
    nice $bench drift "${1:-1}" || echo "A rate is higher than stated."
    echo
    echo "## A million captured rows of 20 columns against a reference profile"
    echo
    $bench table 1000000 "$work/table.parquet"
    $bench captures "$work/table.parquet" "$work/captures.parquet" "$work/profile.json"
    /usr/bin/time -f "By /usr/bin/time, the start of the program included: %U s user, %S s system, %M kB." $bench captured "$work/captures.parquet" "$work/profile.json" 2>&1
} | tee "$out"
