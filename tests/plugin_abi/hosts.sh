#!/usr/bin/env bash
# The example hosts in C and in Python get, byte for byte, what the program writes.
#   hosts.sh ROOT LIBRARY PROGRAM MINIMAL_HOST HOST
set -u -o pipefail
root=$1 library=$2 program=$3 minimal=$4 host=$5
export PODALIGN_PROFILES=$root/profiles
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
mkdir program minimal c python
sample=$root/scans/demo
files=("$sample/left.stl" "$sample/right.stl" "$sample/walk.lst")
failed=0
fail() { echo "$*"; failed=1; }

"$program" --quiet assess "$sample/case.yaml" --out program >/dev/null || fail "the program refuses the sample"
(cd minimal && "$minimal" "$sample/case.yaml" >/dev/null) || fail "the minimal host fails"
for name in result.json report.pdf; do
  cmp "program/$name" "minimal/$name" || fail "minimal host: $name differs"
done
"$host" "$library" "$sample/case.yaml" c "${files[@]}" >c.out 2>c.err || { cat c.err; fail "the host in C fails"; }
diff -r program c || fail "the host in C gets other documents"
grep -q '100 %' c.err || fail "the host in C sees no progress"
python3 "$root/docs/examples/host.py" "$library" "$sample/case.yaml" python "${files[@]}" >/dev/null 2>python.err ||
  { cat python.err; fail "the host in Python fails"; }
diff -r program python || fail "the host in Python gets other documents"

# A prescription becomes the insoles that the program makes of it, and an assessment beside them.
mkdir prescribed insoles with-insoles python-insoles
cp "$sample"/* prescribed
printf '%s\n' 'prescription:' '  approved_by_clinician: true' '  left: {posting_deg: 4}' '  right: {heel_lift_mm: 3}' >>prescribed/case.yaml
"$program" --quiet assess prescribed/case.yaml --out insoles >/dev/null && "$program" --quiet insole prescribed/case.yaml --out insoles >/dev/null ||
  fail "the program refuses the prescription"
"$host" "$library" prescribed/case.yaml with-insoles prescribed/*.stl prescribed/walk.lst >/dev/null 2>insole.err ||
  { cat insole.err; fail "the host in C gets no insoles"; }
diff -r insoles with-insoles || fail "the host in C gets other insoles than the program makes"
python3 "$root/docs/examples/host.py" "$library" prescribed/case.yaml python-insoles prescribed/*.stl prescribed/walk.lst >/dev/null 2>python.err ||
  { cat python.err; fail "the host in Python gets no insoles"; }
diff -r insoles python-insoles || fail "the host in Python gets other insoles than the program makes"
sed -i 's/approved_by_clinician: true/approved_by_clinician: false/' prescribed/case.yaml
"$host" "$library" prescribed/case.yaml with-insoles prescribed/*.stl prescribed/walk.lst >/dev/null 2>refused.err && fail "what nobody approved is made"
grep -q 'status -4, code 601: .*INSOLE.NOT_APPROVED' refused.err || { cat refused.err; fail "the refusal of the insole has no name"; }

# What is refused is told: a case that names a file which was not handed over.
"$host" "$library" "$sample/case.yaml" c "${files[@]:0:2}" >/dev/null 2>refused.err && fail "a missing file is accepted"
grep -q 'status -4, code 200: .*walk.lst' refused.err || { cat refused.err; fail "the refusal does not name the file"; }

lines=$(wc -l <"$root/docs/examples/minimal_host.c")
((lines < 30)) || fail "minimal_host.c has $lines lines: the guide promises fewer than 30"
((failed)) || echo "the example hosts get the program's documents"
exit $failed
