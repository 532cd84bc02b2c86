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
name="raw counts inspected"; call "$name" 0 inspect --quiet "$2/tests/corpus/stappone/counts_are_no_pressures.csv"; has out PLATE.RAW_COUNTS
name="raw counts measured"; call "$name" 3 measure --quiet "$2/tests/corpus/stappone/counts_are_no_pressures.csv"; isEmpty out; has err "raw counts"
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

# The rule base: checked, listed, shown, compared, signed.
name="profile check"; call "$name" 0 profile check; has out sound; has out 'not yet approved'; isEmpty err
name="profile check, JSON"; call "$name" 0 profile check --json; oneDocument; has out '"approved": false'
name="profile list"; call "$name" 0 profile list rules; has out R-SAF-01; has out '138 entries'
name="profile list, JSON"; call "$name" 0 profile list --json sources; oneDocument; has out NEAL2014
name="profile list, no such kind"; call "$name" 3 profile list --json shoelaces; oneDocument; has out podalign/error/1
name="profile show rule"; call "$name" 0 profile show R-INS-03; has out 'Against it'; has out MATTHEWS2020
name="profile show measure"; call "$name" 0 profile show FPI6; has out 'Reliability'
name="profile show source"; call "$name" 0 profile show --json NEAL2014; oneDocument; has out used_by
name="profile show nothing"; call "$name" 3 profile show R-INS-99; has err R-INS-99; isEmpty out
name="profile without action"; call "$name" 2 profile
cp -r "$2/profiles" "$work/base"
sed -i 's/if: calf_swelling_pain$/if: calf_swelling_pain or worsening/' "$work/base/rules/safety.yaml"
name="profile diff"; call "$name" 0 profile diff "$2/profiles" "$work/base"
has out 'R-SAF-04/if'; has out '1 differences'; has out 'of 10 cases'
name="profile diff, own cases, JSON"; printf 'screen: complete\nage_years: 30\nworsening: true\n' >"$work/worse.yaml"
call "$name" 0 profile diff --json --cases "$work/worse.yaml" -- "$2/profiles" "$work/base"; oneDocument; has out 'escalation/level'
name="profile diff, no folder"; call "$name" 3 profile diff "$2/profiles" "$work/none"; has err 'no rule base'
name="profile sign, nobody"; call "$name" 2 profile sign --profiles "$work/base"
name="profile sign, no day"; call "$name" 3 profile sign --profiles "$work/base" --reviewer A --role B --date soon; has err YYYY-MM-DD
name="profile sign"; call "$name" 0 profile sign --profiles "$work/base" --reviewer 'Test Reviewer' --role podiatrist --date 2026-02-28
has out 'Approved by Test Reviewer'
name="approved rule base"; (export PODALIGN_PROFILES=$work/base; "$program" decide --json --require-approved "$work/intake.yaml") >"$work/out" 2>"$work/err" ||
  fail "$name: $(cat "$work/err")"
has out '"approved":true'
echo '# a change' >>"$work/base/measures.yaml"
name="changed after signing"; call "$name" 3 profile check --profiles "$work/base"; has err 'changed after it was signed: measures.yaml'
(export PODALIGN_PROFILES=$work/base; "$program" decide --require-approved "$work/intake.yaml") >"$work/out" 2>"$work/err"
[ $? = 3 ] || fail "$name: exit code"; has err measures.yaml
name="profile sign, withdrawn"; call "$name" 0 profile sign --withdraw --profiles "$work/base"; has out 'not yet approved'
sed -i 's/priority: 60/priority: soon/' "$work/base/rules/insole.yaml"
name="profile check, faults"; call "$name" 3 profile check --json --profiles "$work/base"
oneDocument; has out '"errors"'; has err 'rules/insole.yaml:[0-9]*: error'

name="draft rule base"; call "$name" 3 decide --require-approved "$work/intake.yaml"; has err approved
name="no rule base"; (export PODALIGN_PROFILES=$work; "$program" decide "$work/intake.yaml") >"$work/out" 2>"$work/err"
[ $? = 3 ] || fail "$name: exit code"; has err PODALIGN_PROFILES
if [ -e /dev/full ]; then
  name="full disk"; "$program" --version >/dev/null
  "$program" decide --json "$work/intake.yaml" >/dev/full 2>"$work/err"
  [ $? = 1 ] || fail "$name: exit code"; has err 'could not be written'
fi

# The sample case: every document, the same bytes twice, nothing on standard output but JSON.
demo=$2/scans/demo
name="demo case"; call "$name" 0 assess "$demo/case.yaml" --out "$work/demo"
for file in report.pdf result.json feet.png pressure.png posture.png knee.png; do
  [ -s "$work/demo/$file" ] || fail "$name: no $file"
  grep -qxF "$work/demo/$file" "$work/out" || fail "$name: $file is not listed"
done
has err 'reading left.stl'
name="demo case again"; call "$name" 0 --quiet assess "$demo/case.yaml" --out "$work/again" --json; isEmpty err
oneDocument; cmp -s "$work/out" "$work/demo/result.json" || fail "$name: standard output is not the result"
diff -r "$work/demo" "$work/again" >/dev/null || fail "$name: other bytes for the same input"
# Neither the folder nor the time zone of a run may be seen in its bytes.
name="the same bytes elsewhere"; cp -r "$demo" "$work/elsewhere"
TZ=Pacific/Kiritimati call "$name" 0 assess "$work/elsewhere/case.yaml" --out "$work/there" --format pdf
cmp -s "$work/demo/report.pdf" "$work/there/report.pdf" || fail "$name: report.pdf differs"
name="the result is in the PDF"; pdfdetach -save 1 -o "$work/attached.json" "$work/demo/report.pdf"
cmp -s "$work/attached.json" "$work/demo/result.json" || fail "$name: other bytes than result.json"
name="German"; call "$name" 0 assess "$demo/case.yaml" --out "$work/german" --format pdf --lang de --grey --page letter
pdftotext "$work/german/report.pdf" "$work/out"; has out 'Übersetzung nicht geprüft'
name="one format"; call "$name" 0 assess "$demo/case.yaml" --out "$work/one" --format json
[ "$(ls "$work/one")" = result.json ] || fail "$name: $(ls "$work/one")"
name="shop unless asked"; call "$name" 0 assess --left "$demo/left.stl" --right "$demo/right.stl" \
  --out "$work/shop" --format json --json
has out '"setting": "shop"'; has out not_in_shop
grep -qE '"(insole|differential|plan)":' "$work/out" && fail "$name: clinical parts in the shop"
name="setting on the command line wins"; call "$name" 0 assess "$demo/case.yaml" --setting shop --out "$work/shop" --format json --json
has out '"setting": "shop"'

name="swapped sides"; cp -r "$work/demo" "$work/swapped"
call "$name" 3 assess --left "$demo/right.stl" --right "$demo/left.stl" --out "$work/swapped" --json
oneDocument; has out '"code": 303'; has err SIDE.CONFLICT
[ "$(ls "$work/swapped")" = measurements.json ] || fail "$name: left standing: $(ls "$work/swapped" | tr '\n' ' ')"
name="measure shows the conflict"; call "$name" 0 measure --side left "$demo/right.stl" --json; has out '"side_source": "conflict"'

name="one refused file refuses the run"; call "$name" 3 measure "$demo/left.stl" "$work/empty.stl" --json; oneDocument; has out podalign/error/1
name="partial"; call "$name" 0 measure --partial "$demo/left.stl" "$work/empty.stl" --json
oneDocument; has out podalign/measurements/1; has err empty.stl
name="scan from standard input"; input=$demo/left.stl call "$name" 0 measure - --unit mm --json; has out '"foot_length"'
name="shape only"; call "$name" 0 measure "$demo/left.stl" --scale shape --json
grep -q '"unit": "mm", *"error"' "$work/out" && fail "$name: claims a millimetre"
name="folder that cannot be made"; call "$name" 1 assess "$demo/case.yaml" --out "$work/empty.stl/x"; has err '--out'

# Insoles: only what a clinician approved, in the clinic, within the caps; everything else by its name.
mkdir -p "$work/insole" && cp "$demo"/* "$work/insole"
prescribe() { # the case of the sample runner with this prescription, one key per line
  sed '/^prescription:/,$d' "$demo/case.yaml" >"$work/insole/case.yaml"
  printf '%s\n' "$@" >>"$work/insole/case.yaml"
}
insole() { call "$name" "$1" insole "$work/insole/case.yaml" --out "$work/insole/out" "${@:2}"; }
name="insole"; prescribe 'prescription:' '  approved_by_clinician: true' '  left: {posting_deg: 4}' '  right: {heel_lift_mm: 3}'
insole 0
for file in insole-left.stl insole-left.3mf insole-left.png insole-right.stl insole-right.3mf prescription.json prescription.pdf; do
  [ -s "$work/insole/out/$file" ] || fail "$name: no $file"
  grep -qxF "$work/insole/out/$file" "$work/out" || fail "$name: $file is not listed"
done
grep -qaE 'RUNNER-7|2026-05-04' "$work/insole/out/"insole-*.stl "$work/insole/out/"insole-*.3mf && fail "$name: says who it is for"
cp -r "$work/insole/out" "$work/insole/first"
name="insole again"; insole 0 --quiet --json; oneDocument; has out podalign/prescription/1; isEmpty err
diff -r "$work/insole/first" "$work/insole/out" >/dev/null || fail "$name: other bytes for the same input"
name="insole of one foot"; prescribe 'prescription:' '  approved_by_clinician: true' '  left: {posting_deg: 4}'
insole 0 --format stl
[ "$(ls "$work/insole/out" | tr '\n' ' ')" = "insole-left.stl prescription.json " ] || fail "$name: $(ls "$work/insole/out" | tr '\n' ' ')"
name="insole, no folder"; call "$name" 2 insole "$work/insole/case.yaml"
refused() { # code of the refusal, its name
  insole 3 --json; oneDocument; has out "\"code\": $1"; has err "$2"
  [ -z "$(ls "$work/insole/out")" ] || fail "$name: left standing: $(ls "$work/insole/out" | tr '\n' ' ')"
}
name="insole, not approved"; prescribe 'prescription:' '  left: {posting_deg: 4}'; refused 601 INSOLE.NOT_APPROVED
name="insole, no prescription"; prescribe; refused 600 INSOLE.NO_PRESCRIPTION
name="insole, beyond the cap"; prescribe 'prescription:' '  approved_by_clinician: true' '  left: {posting_deg: 9}'
refused 602 'INSOLE.BEYOND_CAP.*9 deg.*at most 8 deg'; has out '"line": 34'
name="insole, beyond the rule's limit"; prescribe 'prescription:' '  approved_by_clinician: true' '  right: {posting_deg: 2}'
refused 602 'INSOLE.BEYOND_CAP.*R-INS-19'
name="insole, unknown key"; prescribe 'prescription:' '  approved_by_clinician: true' '  left: {posting: 4}'
refused 500 "unknown key 'posting'"; has err 'case.yaml:34: error'
name="assess, unknown key of a prescription"; call "$name" 3 assess "$work/insole/case.yaml" --out "$work/insole/assessed"
has err "unknown key 'posting'"
name="insole, in the shop"; prescribe 'prescription:' '  approved_by_clinician: true' '  left: {posting_deg: 4}'
sed -i 's/^setting: clinic/setting: shop/' "$work/insole/case.yaml"; refused 604 INSOLE.NOT_IN_SHOP
name="insole, screen not complete"; prescribe 'prescription:' '  approved_by_clinician: true' '  left: {posting_deg: 4}'
sed -i '/screen: complete/d' "$work/insole/case.yaml"; refused 603 INSOLE.FOOT_BLOCKED
name="insole, no scan of the foot"; prescribe 'prescription:' '  approved_by_clinician: true' '  right: {posting_deg: 0}'
sed -i '/file: right.stl/d' "$work/insole/case.yaml"; refused 605 INSOLE.NO_USABLE_SCAN
name="insole, swapped sides"; prescribe 'prescription:' '  approved_by_clinician: true' '  left: {posting_deg: 0}'
sed -i 's/file: left.stl, side: left/file: right.stl, side: left/' "$work/insole/case.yaml"; refused 303 SIDE.CONFLICT

((failures == 0)) && echo "the program keeps the contract"
exit $((failures > 0))
