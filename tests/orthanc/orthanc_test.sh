#!/usr/bin/env bash
# Encapsulated STL into Orthanc, through REST and through C-STORE; the report comes back into the same
# study, once.
#   orthanc_test.sh ROOT PLUGIN
set -u -o pipefail
root=$1 plugin=$2
for tool in Orthanc stl2dcm storescu curl python3; do
  command -v $tool >/dev/null || { echo "skipped: no $tool here (packages orthanc, dcmtk, curl)"; exit 77; }
done
export PODALIGN_PROFILES=$root/profiles
work=$(mktemp -d)
server=
trap '[ -n "$server" ] && kill -KILL "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
read -r http dicom < <(python3 -c '
import socket
held = [socket.socket() for _ in range(2)]
for one in held: one.bind(("127.0.0.1", 0))
print(*(one.getsockname()[1] for one in held))')
base=http://127.0.0.1:$http
field() { python3 -c "import json,sys; print(json.load(sys.stdin)$1)"; }

mkdir storage
cat >orthanc.json <<EOF
{"Name": "test", "Plugins": ["$plugin"], "HttpPort": $http, "DicomPort": $dicom, "StorageDirectory": "$work/storage",
 "IndexDirectory": "$work/storage", "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "StableAge": 3,
 "DicomCheckCalledAet": false, "DicomAlwaysAllowStore": true,
 "UserMetadata": {"podalign": 4711}, "UserContentType": {"plate": 2048}}
EOF
start() {
  Orthanc orthanc.json >>orthanc.log 2>&1 &
  server=$!
  for _ in $(seq 150); do curl -sf "$base/system" >/dev/null && return; sleep 0.2; done
  tail -20 orthanc.log; echo "Orthanc does not start"; exit 1
}
stop() { kill -TERM "$server"; wait "$server"; server=; }
counted() { curl -sf "$base/podalign/status" | field "['$1']"; }
# awaitCount WHAT NUMBER
awaitCount() {
  for _ in $(seq 300); do [ "$(counted "$1")" = "$2" ] && return; sleep 0.2; done
  fail "$1 is $(counted "$1") instead of $2: $(curl -s "$base/podalign/status")"
}
# encapsulate NAME SIDE STUDY-OF: NAME.dcm; into the study of another file where one is named.
encapsulate() {
  local side=$2 more=(+sg +pn "Doe^Jane" +pi FOOT001 +pb 19800101 +ps F)
  [ -n "${3:-}" ] && more=(+st "$3")
  stl2dcm -q "${more[@]}" +t "$side foot" +mu UCUM mm mm \
    -k "Laterality=$([ "$side" = left ] && echo L || echo R)" -k StudyDate=20260504 "$root/scans/demo/$side.stl" "$1.dcm" ||
    { echo "stl2dcm fails"; exit 1; }
}

start
curl -sf "$base/plugins" | grep -q podalign || fail "the plugin is not loaded"

# Through REST, both feet in one study, with a plate export.
encapsulate rest-left left; encapsulate rest-right right rest-left.dcm
post() { curl -sf -X POST "$base/instances" --data-binary "@$1.dcm" >/dev/null || fail "cannot post $1"; }
post rest-left
study=$(curl -sf "$base/studies" | field '[0]')
curl -sf -X PUT "$base/studies/$study/attachments/2048" --data-binary "@$root/scans/demo/walk.lst" >/dev/null || fail "cannot attach the plate"
post rest-right
awaitCount reported 1
curl -sf "$base/studies/$study/series" | python3 -c '
import json, sys
kinds = [one["MainDicomTags"].get("Modality") for one in json.load(sys.stdin)]
sys.exit(0 if kinds.count("DOC") == 1 else f"series: {kinds}")' || fail "no report in the study, or more than one"
report=
for one in $(curl -sf "$base/studies/$study/instances" | python3 -c 'import json,sys; print(*(i["ID"] for i in json.load(sys.stdin)))'); do
  [ "$(curl -sf "$base/instances/$one/metadata/SopClassUid")" = 1.2.840.10008.5.1.4.1.1.104.1 ] && report=$one
done
curl -sf "$base/instances/$report/content/0042-0011" >report.pdf; head -c 5 report.pdf | grep -q '%PDF-' || fail "the report is no PDF"
pdftotext report.pdf report.txt && grep -q 'From walking' report.txt || fail "the plate is not in the report"

# Through C-STORE, another study.
encapsulate net-left left; encapsulate net-right right net-left.dcm
storescu -q -R 127.0.0.1 "$dicom" net-left.dcm net-right.dcm || fail "C-STORE is refused"
awaitCount reported 2

# A plate export that comes after the report makes another report, with the walk in it.
reportsOf() { # STUDY: the instances that are reports
  for one in $(curl -sf "$base/studies/$1/instances" | python3 -c 'import json,sys; print(*(i["ID"] for i in json.load(sys.stdin)))'); do
    [ "$(curl -sf "$base/instances/$one/metadata/SopClassUid")" = 1.2.840.10008.5.1.4.1.1.104.1 ] && echo "$one"
  done
}
late=$(curl -sf "$base/studies" | field '[1]'); [ "$late" = "$study" ] && late=$(curl -sf "$base/studies" | field '[0]')
first=$(reportsOf "$late")
curl -sf -X PUT "$base/studies/$late/attachments/2048" --data-binary "@$root/scans/demo/walk.lst" >/dev/null || fail "cannot attach the late plate"
awaitCount reported 3
second=$(reportsOf "$late" | grep -vxF "$first")
curl -sf "$base/instances/$second/content/0042-0011" >late.pdf
pdftotext late.pdf late.txt && grep -q 'From walking' late.txt || fail "the late plate is not in the second report"

# The commands of the guide.
cp "$root"/scans/demo/*.stl .
awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on' "$root/docs/integrate/orthanc.md" >commands.sh
ORTHANC=$base ORTHANC_DICOM=$dicom bash -e -u commands.sh >guide.log 2>&1 || { cat guide.log; fail "a command of the guide fails"; }
awaitCount reported 4

# A scan that is no foot is refused and does not stop the others.
python3 - <<'EOF'
import struct
with open("cube.stl", "wb") as f:
    f.write(b"\0" * 80 + struct.pack("<I", 1) + struct.pack("<12fH", *([0.0] * 3 + [0, 0, 0, 1, 0, 0, 0, 1, 0]), 0))
EOF
stl2dcm -q +sg +pn X +pi X +mu UCUM mm mm cube.stl cube.dcm && curl -sf -X POST "$base/instances" --data-binary @cube.dcm >/dev/null
awaitCount refused 1

# The report itself raised a change, and so does a restart with the same scans: nothing is done twice.
sleep 6
[ "$(counted reported)" = 4 ] || fail "a report begets a report"
stop; start
# What was attached is attached again: the study is looked at, and it is known.
again() { curl -sf -X PUT "$base/studies/$1/attachments/2048" --data-binary "@$root/scans/demo/walk.lst" >/dev/null; }
curl -sf -X POST "$base/instances" --data-binary @rest-left.dcm >/dev/null
again "$study"
sleep 7
[ "$(counted reported)" = 0 ] || fail "after a restart it is done again"

# As after a kill between storing the report and marking the study: the report itself says what it is of.
note=$(curl -sf "$base/studies/$study/metadata/4711")
[ -n "$note" ] || fail "a study that is done is not marked"
curl -sf -X DELETE "$base/studies/$study/metadata/4711" || fail "cannot take the mark away"
again "$study"
for _ in $(seq 100); do [ "$(curl -sf "$base/studies/$study/metadata/4711")" = "$note" ] && break; sleep 0.2; done
[ "$(curl -sf "$base/studies/$study/metadata/4711")" = "$note" ] || fail "the study is not marked again"
[ "$(counted reported)" = 0 ] || fail "without the mark the report is doubled"
[ "$(curl -sf "$base/instances" | field '.__len__()')" = 11 ] || fail "not 7 scans and 4 reports"
stop || true
grep -q 'Orthanc has stopped' orthanc.log || fail "Orthanc did not stop cleanly"
((failures == 0)) && echo "scans in, reports out"
exit $((failures > 0))
