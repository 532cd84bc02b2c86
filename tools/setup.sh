# Sourced by tools/podalign, tools/test, tools/check and .ci/run: packages, configuring, building.
# Everything said here goes to standard error; standard output belongs to the programs.
# Needs only what a minimal Debian 12 holds: bash, coreutils, findutils, awk, dpkg, apt, flock.

say() { printf 'podalign: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# 190 -> "3 min 10 s"
duration() {
  if (($1 < 60)); then printf '%d s' "$1"; else printf '%d min %d s' $(($1 / 60)) $(($1 % 60)); fi
}

# packagesOf GROUP...: the names of these groups in tools/packages.txt.
packagesOf() {
  awk -v groups=" $* " '
    /^[a-z]+:/ { group = substr($1, 1, length($1) - 1)
                 if (index(groups, " " group " ")) for (i = 2; i <= NF; i++) print $i }
  ' "$root/tools/packages.txt"
}

# missingOf PACKAGE...: those that are not installed.
missingOf() {
  dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null |
    awk -v wanted="$*" '$1 == "ii" { there[$2] = 1 }
      END { n = split(wanted, names, " "); for (i = 1; i <= n; i++) if (!(names[i] in there)) print names[i] }'
}

# missingPackages GROUP...: what these groups lack, in the array `missing`.
missingPackages() {
  local wanted
  command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
    die "this set-up works on Debian 12 (no apt-get here). The packages it needs are in tools/packages.txt."
  mapfile -t wanted < <(packagesOf "$@")
  mapfile -t missing < <(missingOf "${wanted[@]}")
}

# stopWithoutRoot GROUP...: where packages are missing and only an administrator can install them,
# says which and ends. Never asks.
stopWithoutRoot() {
  local missing
  ((EUID == 0)) && return 0
  missingPackages "$@"
  ((${#missing[@]})) || return 0
  say "${#missing[@]} packages are missing: ${missing[*]}"
  say "only an administrator can install them. Give them this line, then start again:"
  printf '  apt-get update && apt-get install -y --no-install-recommends %s\n' "${missing[*]}" >&2
  exit 1
}

# installMissing GROUP...: installs what is not there.
installMissing() {
  local missing start log
  stopWithoutRoot "$@"
  missingPackages "$@"
  ((${#missing[@]})) || return 0
  say "first use: installing ${#missing[@]} packages and what they need ..."
  start=$SECONDS
  log="$root/build/packages.log"
  export DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a APT_LISTCHANGES_FRONTEND=none
  # A set-up that was interrupted left packages half-way.
  dpkg --force-confold --configure -a >"$log" 2>&1 </dev/null 9>&-
  # The lock is not handed on (9>&-): a service that a package starts would hold it for good.
  # An update that fails is no reason to stop: the lists may be there from before.
  apt-get update >>"$log" 2>&1 </dev/null 9>&- || say "the package lists could not be refreshed; going on with those here"
  if ! apt-get install -y --no-install-recommends --no-remove -o DPkg::Lock::Timeout=300 \
      -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
      "${missing[@]}" >>"$log" 2>&1 </dev/null 9>&-; then
    tail -n 15 "$log" >&2
    die "apt-get could not install the packages (all of it: $log). This needs Debian 12 and a reachable package mirror."
  fi
  say "packages installed in $(duration $((SECONDS - start)))"
}

# How many compilers at once: one per core, and 1.5 GB of free memory each.
buildJobs() {
  local cores memory
  cores=$(nproc 2>/dev/null || echo 1)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo 2>/dev/null)
  [ -n "$memory" ] && ((memory < cores)) && cores=$((memory > 0 ? memory : 1))
  echo "$cores"
}

# Follows ninja's "[12/300]" lines: one running line on a terminal, one line per tenth elsewhere.
followBuild() {
  local terminal=0
  [ -t 2 ] && terminal=1
  awk -v terminal="$terminal" '
    match($0, /^\[[0-9]+\/[0-9]+\]/) {
      split(substr($0, 2, RLENGTH - 2), at, "/"); tenth = int(10 * at[1] / at[2])
      if (terminal) printf "\rpodalign: building: %d of %d ", at[1], at[2]
      else if (tenth > told && at[2] > 10) { told = tenth; printf "podalign: building: %d of %d\n", at[1], at[2] }
      fflush()
    }
    END { if (terminal && NR) printf "\r%40s\r", "" }' >&2
}

# build NAME [TARGET...]: builds in build/NAME; on failure shows the first thing that failed.
build() {
  local name=$1 log="$root/build/$1/build.log" start=$SECONDS
  shift
  # ccache needs a folder to write to; an account without a home goes without.
  mkdir -p "${CCACHE_DIR:-${HOME:-/nonexistent}/.cache/ccache}" 2>/dev/null || export CCACHE_DISABLE=1
  export CCACHE_BASEDIR=$root  # another clone of the same sources finds what this one compiled
  say "building ($name) ..."
  if ! NINJA_STATUS='[%f/%t] ' ninja -C "$root/build/$name" -j "$(buildJobs)" "$@" 2>&1 9>&- </dev/null |
      tee "$log" | followBuild; then
    awk '/^FAILED:|^ninja: error/ { on = 1 } on && ++shown <= 40' "$log" >&2
    die "the build failed (all of it: $log)"
  fi
  say "built ($name) in $(duration $((SECONDS - start)))"
}

# configure NAME PRESET [CMAKE OPTIONS...]: configures build/NAME with the settings of PRESET, afresh
# when the folder was made for another place.
configure() {
  local name=$1 preset=$2 folder="$root/build/$1" start=$SECONDS cached
  shift 2
  mkdir -p "$folder" || die "cannot write to $root/build: start it as the owner of this folder"
  cached=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$folder/CMakeCache.txt" 2>/dev/null)
  [ -n "$cached" ] && [ "$cached" != "$root" ] && rm -rf "$folder" && mkdir -p "$folder"
  if ! (cd "$root" && cmake --preset "$preset" -B "$folder" "$@") >"$folder/configure.log" 2>&1 9>&- </dev/null; then
    tail -n 25 "$folder/configure.log" >&2
    die "configuring failed (all of it: $folder/configure.log)"
  fi
  say "configured ($name) in $(duration $((SECONDS - start)))"
}

# One set-up at a time in this folder; the lock is on file descriptor 9 until `unlockFolder`.
lockFolder() {
  mkdir -p "$root/build" 2>/dev/null && [ -w "$root/build" ] ||
    die "cannot write to $root/build: start it as the owner of this folder"
  exec 9>"$root/build/.lock"
  flock -n 9 || { say "another set-up is running in this folder; waiting for it ..."; flock 9; }
}
unlockFolder() { exec 9>&-; }
