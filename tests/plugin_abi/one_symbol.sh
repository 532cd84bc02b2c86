#!/usr/bin/env bash
# One symbol of ours leaves the library, and the library stays loaded.
#   one_symbol.sh LIBRARY
set -u -o pipefail
library=${1:?the library}
exported=$(nm -D --defined-only --format=posix "$library" | awk '{ print $1, $2 }') || exit 1
if [ "$exported" != "podalign_entry T" ]; then
  echo "exported instead of podalign_entry alone:"
  echo "$exported" | head -20
  exit 1
fi
readelf -d "$library" | grep -q 'NODELETE' || { echo "dlclose would unload the library"; exit 1; }
echo "one symbol, never unloaded"
