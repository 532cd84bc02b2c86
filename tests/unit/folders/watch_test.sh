#!/usr/bin/env bash
# `podalign watch`: pairs, files that are still being written, failures, repeats, kills.
#   watch_test.sh PROGRAM PROJECT
set -u -o pipefail
program=$1
export PODALIGN_PROFILES=$2/profiles
sample=$2/scans/shop
work=$(mktemp -d) && trap 'kill -KILL ${watcher:-} 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
watch() { "$program" --quiet watch hot --format json --settle 0.3 "$@"; }
drop() { cp "$sample/left.ply" "hot/$1_left.ply"; cp "$sample/right.obj" "hot/$1_right.obj"; }
# In the background, so that a signal meets the program itself.
start() { (exec "$program" --quiet watch hot --format json --settle 0.3 2>watch.err) & watcher=$!; }
# Names in a folder, on one line.
in_folder() { find "hot/$1" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | tr '\n' ' '; }

mkdir hot
drop anna
mkdir hot/visit && cp "$sample"/{case.yaml,left.ply,right.obj} hot/visit
echo garbage >hot/junk.stl
echo 'not whole' >hot/later_left.ply.part
watch --once; [ $? = 3 ] || fail "a failure is not told by the exit code"
[ "$(in_folder done)" = "anna visit " ] || fail "done: $(in_folder done)"
[ "$(in_folder failed)" = "junk " ] || fail "failed: $(in_folder failed)"
[ -s hot/done/anna/documents/result.json ] && [ -s hot/done/anna/left.ply ] || [ -s hot/done/anna/anna_left.ply ] || fail "inputs and documents are not together"
grep -q 'junk.stl: error' hot/failed/junk/reason.txt || fail "no reason"
[ -e hot/later_left.ply.part ] || fail "an unfinished file was taken"
[ -z "$(in_folder working)" ] || fail "something is left under way"

# The same again is not done twice, another scan of the same name is.
drop anna; watch --once || fail "a repeat fails"
[ "$(in_folder done)" = "anna visit " ] || fail "a repeat was doubled: $(in_folder done)"
cp "$sample/left.ply" hot/anna_left.ply; { cat "$sample/right.obj"; echo '# again'; } >hot/anna_right.obj
watch --once
[ "$(in_folder done)" = "anna anna-2 visit " ] || fail "a new scan of a known name: $(in_folder done)"

# One foot waits for the other, and not for ever.
cp "$sample/left.ply" hot/berta_left.ply
watch --once --pair-wait 1; [ "$(in_folder failed)" = "berta junk " ] || fail "a single foot: $(in_folder failed)"
grep -q 'the other did not' hot/failed/berta/reason.txt || fail "the single foot has no reason"

# A file that grows is left alone until it is whole.
start
{ head -c 20000 "$sample/left.ply"; sleep 0.2; } >hot/carl_left.ply
cp "$sample/right.obj" hot/carl_right.obj
for _ in 1 2 3 4 5; do tail -c +1 "$sample/left.ply" | head -c 40000 >hot/carl_left.ply; sleep 0.1; done
cp "$sample/left.ply" hot/carl_left.ply
for _ in $(seq 100); do [ -d hot/done/carl ] && break; sleep 0.2; done
[ -d hot/done/carl ] || fail "carl is not done: $(in_folder failed)"
"$program" --quiet watch hot --once >/dev/null 2>&1 && fail "two watch one folder"

# Killed at random, nothing is lost and nothing doubled.
for name in d e f g h i; do drop $name; done
RANDOM=3
for attempt in 1 2 3 4 5; do
  sleep "0.$((RANDOM % 9))"
  kill -KILL $watcher; wait $watcher 2>/dev/null
  start
done
kill -KILL $watcher; wait $watcher 2>/dev/null
watch --once
[ "$(in_folder done)" = "anna anna-2 carl d e f g h i visit " ] || fail "after kills: $(in_folder done)"
[ "$(in_folder failed)" = "berta junk " ] || fail "after kills, failed: $(in_folder failed)"
[ -z "$(in_folder working)" ] || fail "after kills, under way: $(in_folder working)"
# Killed between making the folder and writing what belongs in it.
mkdir hot/working/k; drop k; watch --once
[ -d hot/done/k ] && [ ! -e hot/failed/k ] || fail "a folder that was never filled becomes a failure"
rm -r hot/done/k
for name in d e f g h i; do
  cmp -s "hot/done/$name/${name}_left.ply" "$sample/left.ply" && cmp -s "hot/done/$name/${name}_right.obj" "$sample/right.obj" ||
    fail "a scan of $name is lost"
done
((failures == 0)) && echo "watch loses and doubles nothing"
exit $((failures > 0))
