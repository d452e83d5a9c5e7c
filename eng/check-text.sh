#!/bin/sh
# Every tracked text file ends with one newline, has no trailing spaces, no tabs where the house uses spaces, and no CR.
cd "$(dirname "$0")/.." || exit 3
bad=0
for file in $(git ls-files '*.cs' '*.md' '*.yaml' '*.yml' '*.sh' '*.py' '*.sql' '*.props' '*.targets' '*.csproj' '*.slnx' .editorconfig rondo test .ci/run | grep -v 'tests/.*/Fixtures/'); do
    if grep -qI "$(printf '\r')" "$file"; then echo "$file: has carriage returns"; bad=1; fi
    if grep -nI ' $' "$file" | head -3 | sed "s|^|$file:|" | grep .; then echo "$file: spaces at the end of a line"; bad=1; fi
    if [ -s "$file" ] && [ -n "$(tail -c 1 "$file")" ]; then echo "$file: no newline at the end"; bad=1; fi
done
exit $bad
