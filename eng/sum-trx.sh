#!/bin/sh
# sum-trx.sh FOLDER: adds the counters of every result file; fails when a test failed or none ran.
find "$1" -name '*.trx' -exec grep -hoE '<Counters [^>]*' {} + | awk '
    { for (i = 1; i <= NF; i++) { split($i, a, "\""); if (a[1] == "passed=") p += a[2]; if (a[1] == "failed=" || a[1] == "error=") f += a[2]; if (a[1] == "total=") t += a[2] } }
    END { if (t - p - f > 0) printf "%d passed, %d failed, %d skipped\n", p, f, t - p - f; else printf "%d passed, %d failed\n", p, f; exit (f > 0 || p == 0) }'
