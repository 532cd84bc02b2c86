#!/usr/bin/env bash
# The validator, with a locale whose numbers have commas.
#   validate.sh ROOT LIBRARY VALIDATOR ROUNDS
set -u -o pipefail
root=$1 library=$2 validator=$3 rounds=$4
export PODALIGN_PROFILES=$root/profiles
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
if localedef -i de_DE -f UTF-8 "$folder/de_DE.UTF-8" 2>"$folder/locale.err"; then
  export LOCPATH=$folder
else
  echo "no German locale can be made here (package locales): $(head -1 "$folder/locale.err")"
fi
cp -r "$root/scans/demo" "$folder/case"
printf '%s\n' 'prescription:' '  approved_by_clinician: true' '  left: {posting_deg: 4}' '  right: {heel_lift_mm: 3}' >>"$folder/case/case.yaml"
"$validator" "$library" "$folder/case/case.yaml" "$rounds" | tee "$folder/said"
status=${PIPESTATUS[0]}
[ -z "${LOCPATH:-}" ] || ! grep -q 'skipped: no locale' "$folder/said" || { echo "the locale was not used"; status=1; }
grep -q 'skipped: this case' "$folder/said" && { echo "no insole was asked for"; status=1; }
# A validator that finds nothing wrong with anything would be worth nothing.
"$validator" /bin/true "$folder/case/case.yaml" 1 >/dev/null 2>&1 && { echo "it accepts what is no library"; status=1; }
exit "$status"
