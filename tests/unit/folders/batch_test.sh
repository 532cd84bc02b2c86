#!/usr/bin/env bash
# `podalign batch`, killed with SIGKILL at random and started again, ends with exactly the documents
# of a run that nobody disturbed.
#   batch_test.sh PROGRAM PROJECT
set -u -o pipefail
program=$1
export PODALIGN_PROFILES=$2/profiles
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
batch() { "$program" --quiet batch cases --format json "$@"; }

for number in 01 02 03 04 05 06 07 08; do
  mkdir -p "cases/group/$number" && cp "$2"/scans/shop/{case.yaml,left.ply,right.obj} "cases/group/$number"
done
mkdir cases/broken && printf 'schema: podalign/case/1\nscans: [{file: nowhere.stl}]\n' >cases/broken/case.yaml

batch --out whole >/dev/null; code=$?
((code == 3)) || fail "a batch with a refused case ends with $code instead of 3"
[ "$(wc -l <whole/cases.jsonl)" = 9 ] || fail "not one line per case"
[ "$(cut -d, -f1 whole/measures.csv | tail -n +2 | sort -u | wc -l)" = 8 ] || fail "not every case in the table"
[ ! -e whole/broken/result.json ] || fail "a refused case has a result"

RANDOM=7
for attempt in 1 2 3 4 5 6; do
  (exec "$program" --quiet batch cases --format json --out killed >/dev/null 2>&1) &
  victim=$!
  sleep "0.$((RANDOM % 9))"
  kill -KILL $victim 2>/dev/null
  wait $victim 2>/dev/null
done
lines=$(wc -l <killed/cases.jsonl 2>/dev/null || echo 0)
batch --out killed >/dev/null
diff -r whole killed || fail "killed and resumed (after $lines cases) differs from undisturbed"

batch --out one --workers 1 --json >lines.jsonl
[ "$(wc -l <lines.jsonl)" = 9 ] || fail "--json does not give one line per case"
diff -r whole one >/dev/null || fail "one worker gives other documents than several"

# What has not changed is not done again; what has is.
touch marker && sleep 0.05
batch --out whole >/dev/null
[ -z "$(find whole/group -newer marker -name result.json)" ] || fail "what was done is done again"
sed -i 's/^subject:.*/subject: {id: SOMEBODY-ELSE}/' cases/group/03/case.yaml
batch --out whole >/dev/null
[ "$(find whole/group -newer marker -name result.json)" = whole/group/03/result.json ] || fail "a changed case is not done again, or others are"

# A case that goes bad leaves no advice of an earlier run; one that goes leaves no line.
rm cases/group/04/left.ply && rm -r cases/group/05
batch --out whole >/dev/null
[ ! -e whole/group/04/result.json ] || fail "advice of an earlier run stays beside a refused case"
grep -q '"case":"group/05"' whole/cases.jsonl && fail "a case that is gone has a line"

# Another option is another result; the same is not done again.
mkdir -p one-case/01 && cp "$2"/scans/shop/{case.yaml,left.ply,right.obj} one-case/01
"$program" --quiet batch one-case --format pdf --out ink >/dev/null; cp ink/01/report.pdf colour.pdf
"$program" --quiet batch one-case --format pdf --out ink --grey >/dev/null
cmp -s colour.pdf ink/01/report.pdf && fail "--grey changes nothing"
touch marker && sleep 0.05
"$program" --quiet batch one-case --format pdf --out ink --grey >/dev/null
[ -z "$(find ink/01 -newer marker -name report.pdf)" ] || fail "the same options are done again"

# What cannot be read refuses its case, or is left out and named.
echo garbage >one-case/01/right.obj
batch() { "$program" --quiet batch one-case --format json --out partial "$@"; }
batch >/dev/null; [ $? = 3 ] || fail "an unreadable file is no refusal"
batch --partial >/dev/null || fail "--partial refuses the case"
grep -q '"status":"done".*"left_out":\[{.*"source":"right.obj"' partial/cases.jsonl || { cat partial/cases.jsonl; fail "what was left out is not named"; }

"$program" --quiet batch nowhere --out x >/dev/null 2>&1; [ $? = 3 ] || fail "no folder is no error"
((failures == 0)) && echo "batch loses and doubles nothing"
exit $((failures > 0))
