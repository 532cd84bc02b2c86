#!/usr/bin/env bash
# Installs into an empty folder and works there as an integrator would: find_package, pkg-config,
# the program, the validator's sample. Nothing of the source tree is used behind the installation.
#   consumer_test.sh ROOT BUILD
set -u -o pipefail
root=$1 build=$2
unset PODALIGN_PROFILES
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
die() { echo "$*"; exit 1; }
prefix=$folder/installed

cmake --install "$build" --prefix "$prefix" >install.log 2>&1 || { tail -5 install.log; die "cannot install"; }
# A tree that is moved must still work.
mv "$prefix" "$folder/moved" && prefix=$folder/moved
examples=$prefix/share/doc/podalign/examples
sample=$prefix/share/podalign/sample/case.yaml
library=$(find "$prefix" -name libpodalign.so)
[ -n "$library" ] && [ -f "$sample" ] && [ -d "$examples" ] || die "the installation is not whole"

cmake -S "$examples/consumer" -B with-cmake -DCMAKE_PREFIX_PATH="$prefix" >cmake.log 2>&1 &&
  cmake --build with-cmake >>cmake.log 2>&1 || { tail -20 cmake.log; die "find_package does not do"; }
mkdir documents && (cd documents && ../with-cmake/minimal_host "$sample") || die "the host built with CMake fails"
head -c 5 documents/report.pdf | grep -q '%PDF-' || die "no report"

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name podalign.pc)")
export PKG_CONFIG_PATH
# shellcheck disable=SC2046  # flags are several words
cc -std=c11 "$examples/minimal_host.c" $(pkg-config --cflags --libs podalign) -Wl,-rpath,"$(dirname "$library")" -o with-pkg-config ||
  die "pkg-config does not do"
mkdir again && (cd again && ../with-pkg-config "$sample" >/dev/null) || die "the host built with pkg-config fails"
diff -r documents again || die "the two hosts get different documents"

"$prefix/bin/podalign" --quiet assess "$sample" --format pdf,json --out program >/dev/null || die "the installed program fails"
diff -r documents program || die "the installed program gives other documents"
echo "built against the installed tree, with CMake and with pkg-config"
