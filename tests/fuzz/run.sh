#!/usr/bin/env bash
# Runs every fuzz target of build/fuzz, seeded with the hostile files of its format.
#   tests/fuzz/run.sh SECONDS [-P PROGRAMS] [TARGET...]
# SECONDS is for each target; PROGRAMS run at once (1). New inputs are kept in build/fuzz/corpus and
# serve the next run; what stops a target lies in build/fuzz/findings. Ends non-zero on a finding.
set -u -o pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd -P) || exit 1
programs=$root/build/fuzz/tests/fuzz
seconds=${1:-}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { sed -n 's/^# \{0,1\}//; 2,5p' "$0" >&2; exit 2; }
shift
atOnce=1
if [ "${1:-}" = -P ]; then atOnce=${2:?how many at once}; shift 2; fi
targets=("$@")
if ((!${#targets[@]})); then
  mapfile -t targets < <(find "$programs" -maxdepth 1 -type f -name 'fuzz_*' -executable -printf '%f\n' |
    sed 's/^fuzz_//' | LC_ALL=C sort)
fi
((${#targets[@]})) || { echo "no fuzz targets in $programs: build them with 'tools/check fuzz'" >&2; exit 2; }

# seedsOf TARGET: the folders of tests/corpus that hold its format.
seedsOf() {
  case $1 in
    stl_*) echo "$root/tests/corpus/stl" ;;
    sniff) find "$root/tests/corpus" -mindepth 1 -maxdepth 1 -type d ;;
    *) [ -d "$root/tests/corpus/$1" ] && echo "$root/tests/corpus/$1" ;;
  esac
}

runOne() {
  local target=$1 kept="$root/build/fuzz/corpus/$1" findings="$root/build/fuzz/findings" seeds status
  mkdir -p "$kept" "$findings"
  mapfile -t seeds < <(seedsOf "$target")
  nice -n 10 "$programs/fuzz_$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 \
    -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$findings/$target-" "$kept" "${seeds[@]}" \
    >"$findings/$target.log" 2>&1
  status=$?
  if ((status)); then
    echo "$target: FINDING (status $status)"
    grep -E '^(==|SUMMARY|broken promise|artifact_prefix|Test unit)' "$findings/$target.log" | head -n 10
    return 1
  fi
  echo "$target: nothing found in $(sed -n 's/^stat::number_of_executed_units: *//p' "$findings/$target.log") inputs"
}
export -f runOne seedsOf
export root programs seconds
printf '%s\0' "${targets[@]}" | xargs -0 -n 1 -P "$atOnce" bash -c 'runOne "$0"'
