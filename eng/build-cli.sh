#!/bin/sh
# build-cli.sh ROOT: makes artifacts/rondo from the sources. Called by ./rondo under a lock.
set -eu
root=$1
out=$root/artifacts/rondo
stamp=$out/.built
. "$root/eng/common.sh"
need_dotnet
need_npm
need_packages libxgboost0
# another process may have built while this one waited for the lock
if [ -f "$stamp" ] && [ -z "$(find "$root/src" "$root/eng" "$root/global.json" "$root/Directory.Build.props" "$root/Directory.Packages.props" \
    \( -name node_modules -o -name .npm.lock \) -prune -o -newer "$stamp" ! -name engines -print -quit)" ]; then
    exit 0
fi
started=$(date +%s)
begun=$(mktemp)
say "Building Rondo ..."
log=$root/artifacts/build.log
if ! build publish "$root/src/hosts/Rondo.Cli" -c Release -o "$out" -p:RunAnalyzers=false > "$log" 2>&1; then
    grep -E 'error' "$log" | sort -u | head -20 || true
    fail "The build failed. The whole output is in $log."
fi
dirname "$(readlink -f "$(command -v dotnet)")" > "$stamp"
# what changed while the build ran must be built again: the stamp is as old as the build's beginning
touch -r "$begun" "$stamp"
rm -f "$begun"
say "Built in $(( $(date +%s) - started )) s."
