#!/usr/bin/env bash
# check.sh must find what it is there to find: a clean made-up tree passes, and each violation put
# into it, one at a time, is named.
set -u -o pipefail
check=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)/check.sh
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failures=0

# A small tree that keeps every rule: below <- middle <- top, aside.
makeTree() {
  rm -rf "$work/tree"
  mkdir -p "$work"/tree/{docs,tests,tools/phantom,src/podalign/{below,middle/internal,top,aside},src/cli}
  cd "$work/tree" || exit 2
  cat >docs/architecture.md <<'MD'
| module | holds | may include |
|---|---|---|
| `below` | the ground | |
| `middle` | more | `below` |
| `top` | most | `middle` |
| `aside` | other | `below` |
| `cli` | the door | `top` |
MD
  echo '#include <vector>' >src/podalign/below/a.hpp
  printf '#include "podalign/below/a.hpp"\n#include <Eigen/Core>\n' >src/podalign/middle/m.hpp
  echo '#include <pcl/point_types.h>' >src/podalign/middle/internal/adapter.cpp
  printf '#include "podalign/below/a.hpp"\n#include "podalign/middle/m.hpp"\n' >src/podalign/top/t.cpp
  echo '#include <nlohmann/json.hpp>' >src/podalign/top/writer.cpp
  printf 'podalign_add_module(top\n  SOURCES t.cpp\n  DEPENDS middle below\n  PRIVATE Some::Library)\n' >src/podalign/top/CMakeLists.txt
  echo '#include "podalign/top/t.hpp"' >src/cli/main.cpp
  echo '#include <cmath>' >tools/phantom/p.cpp
}

expectClean() {
  if ! found=$("$check" "$work/tree"); then
    echo "FAILED: $1: a clean tree was refused: $found"; failures=$((failures + 1))
  fi
}
# expectViolation NAME PATTERN
expectViolation() {
  local found
  if found=$("$check" "$work/tree"); then
    echo "FAILED: $1: nothing was found"; failures=$((failures + 1))
  elif ! grep -q -- "$2" <<<"$found"; then
    echo "FAILED: $1: expected '$2', got: $found"; failures=$((failures + 1))
  fi
}

makeTree; expectClean "clean tree"
makeTree; echo '#include "podalign/middle/m.hpp"' >>src/podalign/below/a.hpp
expectViolation "upward include" "'below' may not include 'middle'"
makeTree; echo '#include "podalign/aside/x.hpp"' >>src/podalign/top/t.cpp
expectViolation "sideways include" "t.cpp:3: 'top' may not include 'aside'"
makeTree; echo '#include "podalign/middle/internal/x.hpp"' >>src/podalign/top/t.cpp
expectViolation "internal header of another module" "internal header of another module"
makeTree; mkdir src/podalign/stray; echo 'int x;' >src/podalign/stray/s.cpp
expectViolation "folder without a row" "'stray' is not in the table"
makeTree; rm -r src/podalign/aside
expectViolation "row without a folder" "no folder for module 'aside'"
makeTree; sed -i 's/DEPENDS middle/DEPENDS aside middle/' src/podalign/top/CMakeLists.txt
expectViolation "link edge" "'top' may not link 'aside'"
makeTree; sed -i 's/| `below` | the ground | |/| `below` | the ground | `top` |/' docs/architecture.md
expectViolation "circle" "runs in a circle"
for header in pcl/point_types.h open3d/geometry/TriangleMesh.h boost/geometry.hpp cairo.h cairo/cairo.h \
    pango/pango.h qpdf/QPDF.hh yaml-cpp/yaml.h nlohmann/json.hpp CLI/CLI.hpp; do
  makeTree; echo "#include <$header>" >>src/podalign/middle/m.hpp
  expectViolation "$header in a public header" "m.hpp:3: .*$header"
done
makeTree; echo '#include <open3d/geometry/TriangleMesh.h>' >>src/podalign/top/t.cpp
expectViolation "Open3D outside internal" "belongs in an internal/ folder"
makeTree; yes 'int x;' | head -n 501 >src/podalign/top/long.cpp
expectViolation "long file" "longer than 500 lines"
makeTree; yes 'int x;' | head -n 500 >src/podalign/top/long.cpp; expectClean "file of 500 lines"
for word in TO''DO FIX''ME; do
  makeTree; echo "// $word later" >>src/podalign/top/t.cpp
  expectViolation "$word" "left undone"
done
makeTree; echo '#include "podalign/below/a.hpp"' >>tools/phantom/p.cpp
expectViolation "phantom that shares code" "shares no code"
makeTree; mkdir extra; expectViolation "stray top-level entry" "does not belong in the top folder"
makeTree; echo nothing >docs/architecture.md; expectViolation "no table" "no module table"

((failures == 0)) && echo "all violations found"
exit $((failures > 0))
