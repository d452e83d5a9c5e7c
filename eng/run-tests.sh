#!/bin/sh
# run-tests.sh NAME: runs one project of tests that is built already, or the pages' own checks ('web'), and says in a line how it ended and how long it took;
# what failed follows. Several of them may run side by side.
set -eu
name=$1
root=$(dirname "$(dirname "$(readlink -f "$0")")")
results=$root/artifacts/test-results
log=$results.$name.log
started=$(date +%s)
status=0
if [ "$name" = web ]; then
    # types from the contract, then compiler, linter, format and unit tests
    (cd "$root/web" && npm run --silent check) > "$log" 2>&1 || status=1
else
    # the assembly, not the project: nothing is evaluated again
    dotnet test "$root/artifacts/bin/$name/debug/$name.dll" --nologo --logger "console;verbosity=minimal" --logger "trx;LogFileName=$name.trx" \
        --results-directory "$results" > "$log" 2>&1 || status=1
fi
verdict=ok
[ $status = 0 ] || verdict=FAILED
printf '%-32s %-7s %4d s\n' "$name" "$verdict" $(( $(date +%s) - started ))
[ $status = 0 ] || grep -vE '^\s*$|npm warn|^Test run|A total of' "$log" | head -60
exit $status
