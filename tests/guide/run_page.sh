#!/usr/bin/env bash
# Runs the ```sh blocks of one page of docs/integrate, in order, in one shell that stops at the first
# failure: in a folder with the sample case and the examples, with the installed program in the PATH.
#   run_page.sh ROOT BUILD PAGE
set -u -o pipefail
root=$1 build=$2 page=$1/docs/integrate/$3.md
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
unset PODALIGN_PROFILES
die() { echo "$*"; exit 1; }

cmake --install "$build" --prefix "$folder/installed" >"$folder/install.log" 2>&1 ||
  { tail -5 "$folder/install.log"; die "cannot install"; }
prefix=$folder/installed
mkdir "$folder/work" && cd "$folder/work" || exit 1
awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on' "$page" >"$folder/commands.sh"
[ -s "$folder/commands.sh" ] || die "$3.md has no commands"
if [ "$3" = README ]; then
  # The first page sets up what the others need: here nothing is set but the place.
  PREFIX=$prefix bash -e -u -x -o pipefail "$folder/commands.sh" </dev/null || die "a command of $3.md fails; the last one above"
  [ -s first/report.pdf ] && [ -f minimal_host.c ] || die "$3.md does not set up what the other pages need"
  echo "every command of $3.md runs"
  exit 0
fi
PODALIGN_LIBRARY=$(find "$prefix" -name libpodalign.so)
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name podalign.pc)")
export PATH=$prefix/bin:$PATH CMAKE_PREFIX_PATH=$prefix PODALIGN_LIBRARY PKG_CONFIG_PATH
LD_LIBRARY_PATH=$(dirname "$PODALIGN_LIBRARY")
export LD_LIBRARY_PATH

cp -r "$root/docs/examples/." "$prefix/share/podalign/sample/." .
bash -e -u -x -o pipefail "$folder/commands.sh" </dev/null || die "a command of $3.md fails; the last one above"

# Code shown on a page is that of the file.
for example in minimal_host.c; do
  grep -q "examples/$example" "$page" && grep -q '^```c$' "$page" || continue
  awk '/^```c$/ { on = 1; next } /^```/ { on = 0 } on' "$page" | diff - "$root/docs/examples/$example" ||
    die "$3.md shows another $example"
done
echo "every command of $3.md runs"
