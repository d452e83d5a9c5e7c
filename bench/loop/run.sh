#!/bin/sh
# The loop on real data: the bike data's first year trains, its second year arrives as traffic through a real server, with feedback two days
# later. Once with the loop and once without. Needs python3 and the bike data (../shared/data/bike/hour.csv, or BIKE=path).
set -e
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bike=${BIKE:-$root/../shared/data/bike/hour.csv}
rondo=${RONDO:-$root/rondo}
python3 -m doctest "$here/report.py"
for mode in off on; do
    python3 "$here/drive.py" --rondo "$rondo" --bike "$bike" --mode "$mode" --work "$work/$mode" --weeks "${WEEKS:-52}" --out "$work/$mode.json"
done
mkdir -p "$root/bench/results"
python3 "$here/report.py" "$work/off.json" "$work/on.json" "$root/bench/results"
