#!/usr/bin/env bash
# Checks a source tree against the module table of its docs/architecture.md and the rules of the
# house that a text search can see. Prints one line per violation; ends non-zero if there is any.
#   check.sh ROOT
set -u -o pipefail
cd -- "${1:?the root of the source tree}" || exit 2
[ -f docs/architecture.md ] && [ -d src/podalign ] || { echo "no docs/architecture.md or src/podalign in $PWD"; exit 2; }

mapfile -d '' -t files < <(find src tests tools -type f \
  \( -name '*.cpp' -o -name '*.hpp' -o -name '*.h' -o -name 'CMakeLists.txt' \) -print0 | LC_ALL=C sort -z)

awk '
function violation(text) { print FILENAME ":" FNR ": " text; bad = 1 }

# mayReach(a, b): is b in the transitive closure of the table at a?
function mayReach(from, to,    n, i, names) {
  if ((from, to) in reach) return reach[from, to]
  reach[from, to] = 0
  n = split(edges[from], names, " ")
  for (i = 1; i <= n; i++) if (names[i] == to || mayReach(names[i], to)) { reach[from, to] = 1; break }
  return reach[from, to]
}

# The table: | `module` | holds | `a` `b` |
FILENAME == "docs/architecture.md" {
  if (/^\| *module *\|/) { inTable = 1; next }
  if (inTable && !/^\|/) inTable = 0
  if (inTable && split($0, cells, "|") >= 4 && cells[2] ~ /`/) {
    name = cells[2]; gsub(/[` ]/, "", name)
    targets = cells[4]; gsub(/[`,]/, " ", targets)
    if (name in edges) violation("module \047" name "\047 stands twice in the table")
    edges[name] = targets; modules++
  }
  next
}

FNR == 1 {
  isHeader = FILENAME ~ /\.(hpp|h)$/; isInternal = FILENAME ~ /\/internal\//
  isBuild = FILENAME ~ /CMakeLists\.txt$/; isSource = FILENAME ~ /^src\// && !isBuild
  module = ""; inDepends = 0
  if (split(FILENAME, parts, "/") > 3 && parts[1] == "src" && parts[2] == "podalign") module = parts[3]
  else if (parts[1] == "src" && parts[2] != "podalign") module = parts[2]
  isPhantom = parts[1] == "tools" && parts[2] == "phantom"
  if (module != "" && !(module in edges) && !((module) in told)) {
    violation("module \047" module "\047 is not in the table of docs/architecture.md"); told[module] = 1
  }
}
isSource && FNR == 501 { violation("longer than 500 lines") }
/TO[D]O|FIX[M]E/ { violation("left undone: " $0) }

/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
  included = $0; sub(/^[^<"]*[<"]/, "", included); sub(/[>"].*$/, "", included)
  if (included ~ /^podalign\//) {
    split(included, path, "/")
    if (isPhantom) violation("the phantom shares no code with the measuring side: " included)
    if (module != "" && path[2] != module && !mayReach(module, path[2]))
      violation("\047" module "\047 may not include \047" path[2] "\047 (" included ")")
    if (module != "" && path[2] != module && included ~ /\/internal\//)
      violation("internal header of another module: " included)
  }
  if (isSource && !isInternal && included ~ /^(pcl|open3d|boost\/geometry)/)
    violation("belongs in an internal/ folder: " included)
  else if (isSource && isHeader && !isInternal &&
           included ~ /^(boost|cairo|pango|qpdf|yaml-cpp|nlohmann|CLI|spdlog|openssl)([\/.-]|$)/)
    violation("third-party header in a public header: " included)
}

# What a module links is held to the same table.
isBuild && /podalign_add_module\(/ { inDepends = 0; inCall = 1 }
isBuild && inCall && module != "" {
  line = $0; sub(/#.*/, "", line); gsub(/\(/, " ", line); closing = sub(/\).*/, "", line)
  n = split(line, words, " ")
  for (i = 1; i <= n; i++) {
    if (words[i] ~ /^[A-Z][A-Z]+$/) inDepends = words[i] == "DEPENDS"
    else if (inDepends && !mayReach(module, words[i]))
      violation("\047" module "\047 may not link \047" words[i] "\047")
  }
  if (closing) inCall = 0
}
END {
  if (!modules) { print "docs/architecture.md: no module table found"; bad = 1 }
  for (name in edges) {
    if (mayReach(name, name)) { print "docs/architecture.md: the table runs in a circle at " name; bad = 1 }
  }
  exit bad
}' docs/architecture.md "${files[@]}"
status=$?

# Every module of the table has its folder.
while IFS= read -r name; do
  [ -d "src/podalign/$name" ] || [ -d "src/$name" ] ||
    { echo "docs/architecture.md: no folder for module '$name'"; status=1; }
done < <(awk -F'|' '/^\| *module *\|/ { on = 1; next } on && !/^\|/ { on = 0 }
                    on && $2 ~ /`/ { gsub(/[` ]/, "", $2); print $2 }' docs/architecture.md)

# Top level, fixed. What git does not track (results of a run) is nobody's business.
while IFS= read -r entry; do
  case $entry in
    .*) ;;
    CMakeLists.txt|CMakePresets.json|README.md|LICENSE|src|scans|profiles|tools|tests|docs|build|out) ;;
    *) echo "$entry: does not belong in the top folder"; status=1 ;;
  esac
done < <(if [ -e .git ]; then git ls-files | cut -d/ -f1 | sort -u; else ls; fi)
exit $status
