#!/bin/sh
# False alarms without drift and power with it, for Rondo's monitor and for the fixed rules in common use; then the cost of a million
# captured rows, and of a pass after ten times the history. An argument below 1 makes it shorter: run.sh 0.1. With 4 and two cores it takes some ten minutes of them.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/eng/common.sh"
out=$root/bench/results/monitoring.txt
effort=${1:-4}
dotnet build "$root/bench/Rondo.Bench" -c Release -v q --nologo -p:RunAnalyzers=false
bench="dotnet $root/artifacts/bin/Rondo.Bench/release/Rondo.Bench.dll"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
    echo "# Drift: false alarms and power"
    echo
    echo "$(date -u +%F), bench/monitoring/run.sh $effort"
    echo
    nice $bench alarms "$effort" || echo "Not every bound is shown to hold."
    nice $bench tests "$effort" || echo "Not every bound is shown to hold."
    nice $bench power "$effort"
    echo
    echo "## A million captured rows of 20 columns against a reference profile"
    echo
    $bench table 1000000 "$work/table.parquet"
    $bench captures "$work/table.parquet" "$work/captures.parquet" "$work/profile.json"
    for time in 1 2 3; do $bench captured "$work/captures.parquet" "$work/profile.json"; done
    echo
    echo "## A pass follows what is new, not history"
    echo
    DOTNET_TieredCompilation=0 $bench history 20
} | tee "$out"
