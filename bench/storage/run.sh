#!/bin/sh
# Adding a large file to the store beside the sum of its parts: hash, copy, fsync. Usage: bench/storage/run.sh [MIB]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/eng/common.sh"
mib=${1:-1024}
need_packages hyperfine openssl
folder=$(mktemp -d -p "${TMPDIR:-/var/tmp}")
trap 'rm -rf "$folder"' EXIT
openssl enc -aes-128-ctr -K 00000000000000000000000000000001 -iv 00000000000000000000000000000000 -in /dev/zero 2>/dev/null | head -c "$((mib * 1048576))" > "$folder/big.bin"
"$root/rondo" --version >/dev/null
mkdir "$folder/project"
out=$root/bench/results/storage-$mib.md
runs=${RUNS:-5}
cd "$folder"
hyperfine --style basic -N -w 1 -r "$runs" --export-markdown parts.md \
    --prepare true -n "openssl dgst -sha256" "openssl dgst -sha256 $folder/big.bin" \
    --prepare "rm -f $folder/copy.bin" -n "copy + fsync" "dd if=$folder/big.bin of=$folder/copy.bin bs=4M conv=fsync status=none" \
    --prepare "rm -rf $folder/project/.rondo $folder/copy.bin" -n "rondo data add" "$root/rondo -C $folder/project data add $folder/big.bin"
"$root/rondo" -C "$folder/project" data add "$folder/big.bin" >/dev/null
sleep 2
hyperfine --style basic -N -w 1 -r "$runs" --export-markdown again.md -n "rondo data add, unchanged" "$root/rondo -C $folder/project data add $folder/big.bin"
{ echo "# Adding a file of $mib MiB, $(date -u +%Y-%m-%d), $(nproc) cores"; echo; cat parts.md; echo; cat again.md; } > "$out"
cat "$out"
