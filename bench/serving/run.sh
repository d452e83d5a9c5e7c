#!/bin/sh
# Server CPU per request for one row of JSON: rondo up beside a hand-written ASP.NET endpoint with the same model, a JSON echo, and
# Flask with gunicorn where these are installed (python3-flask, gunicorn, python3-xgboost). SECONDS_EACH and ROUNDS say how long.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/eng/common.sh"
export OMP_WAIT_POLICY=passive
folder=$(mktemp -d -p "${TMPDIR:-/var/tmp}")
trap 'rm -rf "$folder"' EXIT
"$root/rondo" demo "$folder/city" > "$folder/demo.log" || { cat "$folder/demo.log"; exit 1; }
"$root/rondo" -C "$folder/city" deploy bike-demand
dotnet build "$root/bench/Rondo.Bench" -c Release -p:RunAnalyzers=false -v q --nologo > /dev/null
# the same model for both: several lie in the store
"$root/rondo" -C "$folder/city" model export bike-demand -o "$folder/city/model.rondo" > /dev/null
python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract("model.onnx", sys.argv[2])' "$folder/city/model.rondo" "$folder/city"
/usr/bin/python3 "$root/bench/serving/make_model.py" "$folder/city/flask.json" 2>/dev/null && command -v gunicorn > /dev/null || rm -f "$folder/city/flask.json"
python3 "$root/bench/serving/measure.py" "$root" "$root/artifacts/bin/Rondo.Bench/release/Rondo.Bench" "$folder/city" "$root/bench/results/serving.txt"
