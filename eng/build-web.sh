#!/bin/sh
# build-web.sh ROOT: makes the pages from web/ and puts them beside the program, unless nothing has changed since the last time.
set -eu
root=$1
out=$root/artifacts/rondo/wwwroot
stamp=$root/artifacts/web/.built
. "$root/eng/common.sh"
current() {
    [ -f "$stamp" ] && [ -f "$out/index.html" ] && [ -z "$(find "$root/web" "$root/eng/build-web.sh" -name node_modules -prune -o -name dist -prune -o -type f ! -name schema.d.ts -newer "$stamp" -print -quit)" ]
}
mkdir -p "$root/artifacts/web"
exec 9> "$root/artifacts/web/.lock"
flock 9
if current; then exit 0; fi
need_npm
begun=$(mktemp)
log=$root/artifacts/web/build.log
cd "$root/web"
say "Building the pages ..."
need_web_packages build
npm run --silent build > "$log" 2>&1 9>&- || { tail -20 "$log"; fail "The build of the pages failed. The whole output is in $log."; }
# published files stay until the new ones are there: a running server misses nothing
mkdir -p "$out"
cp -r dist/. "$out/"
find "$out/assets" -type f | while read -r file; do [ -f "dist/assets/${file##*/}" ] || rm -f "$file"; done
# what changed while the build ran is built again next time
touch -r "$begun" "$stamp"
rm -f "$begun"
