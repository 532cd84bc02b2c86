#!/usr/bin/env bash
# Every page of docs/integrate stands in the index and in tests/guide/CMakeLists.txt.
#   pages_test.sh ROOT
set -u -o pipefail
root=$1 status=0
for page in "$root"/docs/integrate/*.md; do
  name=$(basename "$page" .md)
  [ "$name" = README ] && continue
  grep -q "($name.md)" "$root/docs/integrate/README.md" || { echo "$name.md: not in the index"; status=1; }
  grep -qw "$name" "$root/tests/guide/CMakeLists.txt" || grep -q "integrate/$name.md" "$root"/tests/*/*_test.sh || { echo "$name.md: not tested"; status=1; }
done
exit $status
