#!/bin/sh
# Installs the native engines of package-lock.json into node_modules, once for each lock file; safe to call from parallel builds.
set -eu
cd "$(dirname "$0")"
exec 9>.npm.lock
flock 9
stamp=node_modules/.engines.stamp
if [ -f "$stamp" ] && [ "$stamp" -nt package-lock.json ]; then exit 0; fi
echo "Installing the native engines (DuckDB, ONNX Runtime) from npm ..."
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
# the package carries every platform; keep this one
rm -rf node_modules/onnxruntime-node/bin/napi-v6/darwin node_modules/onnxruntime-node/bin/napi-v6/win32 node_modules/onnxruntime-node/bin/napi-v6/linux/arm64
touch "$stamp"
