#!/bin/sh
# How fluid the pages stay with long things: a table of 10,000 runs that is scrolled, a graph of 1,000 steps that is panned and zoomed, in a
# headless Chromium without a graphics card. Prints frame times and long tasks and keeps them. Usage: bench/web/run.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/eng/common.sh"
command -v node >/dev/null 2>&1 && command -v chromium >/dev/null 2>&1 || need_packages nodejs chromium
sh "$root/eng/build-web.sh" "$root"
work=$(mktemp -d)
browser=
trap '[ -z "$browser" ] || kill -- "-$browser" 2>/dev/null; sleep 1; rm -rf "$work"' EXIT
node "$here/serve.mjs" "$root/artifacts/rondo/wwwroot" "$work/port" "$work/browser" "$work/figures.json" &
server=$!
while [ ! -s "$work/port" ]; do sleep 0.1; done
# a session of its own, so that its processor time can be told from others'
setsid chromium --headless=new --no-sandbox --disable-gpu --no-first-run --disable-sync --disable-component-update --disable-background-networking \
    --lang=en --window-size=1360,900 --user-data-dir="$work/profile" --remote-debugging-port=0 "http://127.0.0.1:$(cat "$work/port")/runs?kind=all" >/dev/null 2>&1 &
browser=$!
echo "$browser" > "$work/browser"
wait "$server"
mkdir -p "$root/bench/results"
{
    echo "Pages with long things, $(date -u +%Y-%m-%d), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $(chromium --version 2>/dev/null | cut -d' ' -f1-2), headless, drawn by the processor"
    echo
    node "$here/report.mjs" "$work/figures.json"
} | tee "$root/bench/results/web.txt"
