#!/usr/bin/env bash
# The built program as a host calls it: what goes to which stream, with which exit code.
#   program_test.sh PROGRAM PROJECT
set -u -o pipefail
program=$1
export PODALIGN_PROFILES=$2/profiles
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0

fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
# call NAME EXPECTED_CODE ARGUMENTS...: runs the program; out and err are left in $work.
call() {
  local name=$1 expected=$2 code
  shift 2
  "$program" "$@" >"$work/out" 2>"$work/err" <"${input:-/dev/null}"
  code=$?
  [ "$code" = "$expected" ] || fail "$name: exit code $code instead of $expected: $(cat "$work/err")"
}
has() { grep -q -- "$2" "$work/$1" || fail "$name: '$2' is not in $1: $(head -c 600 "$work/$1")"; }
isEmpty() { [ ! -s "$work/$1" ] || fail "$name: $1 should be empty: $(head -c 300 "$work/$1")"; }
oneDocument() { # the whole of standard output is one JSON object
  [ "$(head -c 1 "$work/out")" = '{' ] && [ "$(tail -n 1 "$work/out" | tail -c 2 | head -c 1)" = '}' ] ||
    fail "$name: standard output is not one document"
}

name=version; call $name 0 --version; has out '^podalign [0-9]'; isEmpty err
name=help; call $name 0 --help; has out assess; isEmpty err
name="no command"; call "$name" 2; isEmpty out; has err command
name="unknown command"; call "$name" 2 diagnose x; isEmpty out

name="missing file"; call "$name" 3 measure "$work/none.stl"; isEmpty out; has err none.stl
name="missing file, JSON"; call "$name" 3 measure --json "$work/none.stl"
oneDocument; has out '"schema": *"podalign/error/1"'; has out '"code": *200'; has err none.stl
name="quiet still says errors"; call "$name" 3 --quiet measure "$work/none.stl"; has err none.stl

printf '<!DOCTYPE html><html>login</html>' >"$work/left.stl"
name="HTML saved as STL"; call "$name" 3 inspect --json "$work/left.stl"
oneDocument; has out podalign/error/1
: >"$work/empty.stl"
name="empty file"; call "$name" 3 measure "$work/empty.stl"; has err empty.stl
name="standard input"; input=$work/left.stl call "$name" 3 measure -; isEmpty out

printf 'schema: podalign/case/1\nsubjekt: {id: A}\n' >"$work/case.yaml"
name="unknown key in a case"; call "$name" 3 assess "$work/case.yaml" --out "$work/there"
has err 'case.yaml:2: error: unknown key'; [ ! -e "$work/there" ] || fail "$name: something was written"

printf 'setting: clinic\nscreen: complete\nage_years: 34\nleft: {FPI6: 7}\nright: {FPI6: 7}\n' >"$work/intake.yaml"
name=decide; call $name 0 decide --json "$work/intake.yaml"
oneDocument; has out '"podalign/result/1"'; isEmpty err
cp "$work/out" "$work/first"
name="decide again"; call "$name" 0 decide --json "$work/intake.yaml"
cmp -s "$work/out" "$work/first" || fail "$name: other bytes for the same input"
name="decide for people"; call "$name" 0 decide "$work/intake.yaml"; has out 'left foot'
name="decide, standard input"; input=$work/intake.yaml call "$name" 0 decide --json -; oneDocument
name="decide, wrong key"; printf 'setting: clinic\nFPI7: 3\n' >"$work/wrong.yaml"
call "$name" 3 decide --json "$work/wrong.yaml"; has out podalign/error/1; has err 'wrong.yaml:2'

name="JSON Lines"
printf '{"setting":"shop"}\n\n{"nonsense":1}\n{"setting":"clinic","age_years":40}\n' >"$work/lines"
call "$name" 3 decide --json "$work/lines"
[ "$(wc -l <"$work/out")" = 3 ] || fail "$name: one document per line expected"
sed -n 1p "$work/out" | grep -q podalign/result/1 || fail "$name: first line"
sed -n 2p "$work/out" | grep -q '"line":3' || fail "$name: the refused line is not named"
sed -n 3p "$work/out" | grep -q podalign/result/1 || fail "$name: a refused line stopped the run"

name="draft rule base"; call "$name" 3 decide --require-approved "$work/intake.yaml"; has err approved
name="no rule base"; (export PODALIGN_PROFILES=$work; "$program" decide "$work/intake.yaml") >"$work/out" 2>"$work/err"
[ $? = 3 ] || fail "$name: exit code"; has err PODALIGN_PROFILES
if [ -e /dev/full ]; then
  name="full disk"; "$program" --version >/dev/null
  "$program" decide --json "$work/intake.yaml" >/dev/full 2>"$work/err"
  [ $? = 1 ] || fail "$name: exit code"; has err 'could not be written'
fi

((failures == 0)) && echo "the program keeps the contract"
exit $((failures > 0))
