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
python3 - "$folder" <<'PY'
import os, sys, zipfile
folder = sys.argv[1]
objects = os.path.join(folder, "city", ".rondo", "objects")
for at, _, files in os.walk(objects):
    for name in files:
        path = os.path.join(at, name)
        if zipfile.is_zipfile(path) and "model.onnx" in zipfile.ZipFile(path).namelist():
            with open(os.path.join(folder, "city", "model.onnx"), "wb") as file:
                file.write(zipfile.ZipFile(path).read("model.onnx"))
PY
/usr/bin/python3 "$root/bench/serving/make_model.py" "$folder/city/flask.json" 2>/dev/null && command -v gunicorn > /dev/null || rm -f "$folder/city/flask.json"
python3 "$root/bench/serving/measure.py" "$root" "$root/artifacts/bin/Rondo.Bench/release/Rondo.Bench" "$folder/city" "$root/bench/results/serving.txt"
