#!/bin/sh
# Whole-process times of COUNT steps of `cat in > out`, cold and with nothing to do: rondo beside make, doit and snakemake.
# Usage: bench/pipelines/run.sh [COUNT] [SHAPE]     writes bench/results/pipelines-COUNT-SHAPE.md
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/eng/common.sh"
count=${1:-100}
shape=${2:-wide}
need_packages hyperfine make python3-doit snakemake
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
/usr/bin/python3 "$root/bench/pipelines/make-projects.py" "$folder" "$count" "$shape"
"$root/rondo" --version >/dev/null
runs=${RUNS:-5}
out=$root/bench/results/pipelines-$count-$shape.md
jobs=2
cd "$folder"
{
    echo "# $count steps of \`cat in > out\`, $shape, $(date -u +%Y-%m-%d), $(nproc) cores"
    echo
    echo "## Cold: every step runs"
} > "$out"
# What a run made is moved aside, not deleted: a file system may slow making files for minutes after many were deleted, which is no tool's doing.
cat > aside.sh <<'END'
cd "$1"
to=$(mktemp -d "$2/aside.XXXXXX")
for made in o[0-9]*.txt .rondo .doit.db* .snakemake; do [ ! -e "$made" ] || mv "$made" "$to"; done
END
aside() { echo "sh $folder/aside.sh $folder/$1 $folder"; }
hyperfine --style basic -N -w 1 -r "$runs" --export-markdown cold.md \
    --prepare "$(aside rondo)" -n rondo "$root/rondo -C $folder/rondo run --jobs $jobs" \
    --prepare "$(aside make)" -n make "make -C $folder/make -s -j$jobs all" \
    --prepare "$(aside doit)" -n doit "doit -d $folder/doit -f $folder/doit/dodo.py -n $jobs" \
    --prepare "$(aside snakemake)" -n snakemake "snakemake -q -d $folder/snakemake -s $folder/snakemake/Snakefile -c $jobs all"
hyperfine --style basic -N -w 1 -r "$runs" --export-markdown warm.md \
    -n rondo "$root/rondo -C $folder/rondo run --jobs $jobs" \
    -n make "make -C $folder/make -s -j$jobs all" \
    -n doit "doit -d $folder/doit -f $folder/doit/dodo.py -n $jobs" \
    -n snakemake "snakemake -q -d $folder/snakemake -s $folder/snakemake/Snakefile -c $jobs all"
{ cat cold.md; echo; echo "## Nothing to do"; cat warm.md; } >> "$out"
cat "$out"
