#!/usr/bin/env bash
# Octave 7.3.0: `dlmread` reads the complex numbers of `numpy.savetxt` as 0, without an error or a warning.
#
# `numpy.savetxt` writes complex numbers in parentheses, such as (5.000000000000000000e-01+1.250000000000000000e-01j). `dlmread` skips what
# it does not understand up to the next separator and leaves 0 there; the matrix has its right size. The same numbers without
# parentheses are read, with i or j. Its documentation speaks of a value for empty fields, which these are not.
#
# Seen with Octave 7.3.0 (Debian 12, octave 7.3.0-2):
#   in parentheses: 2 × 2, largest 0
#   without them: 2 × 2, largest 0.5
# This script fails if the numbers in parentheses are read or refused, or those without them are not read.
set -euo pipefail
version=7.3.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
octave() { octave-cli --norc --quiet "$@"; }
if ! command -v octave-cli >/dev/null || [ "$(octave --eval 'disp(version)')" != "$version" ]; then
    # What Debian would install for it, unpacked here.
    read -ra packages <<<"$(apt-get install -s --no-install-recommends "octave=$version-2" | awk '/^Inst/ { printf "%s ", $2 }')"
    apt-get --quiet=2 download "${packages[@]}" 2>/dev/null
    for package in *.deb; do dpkg -x "$package" files; done
    libraries=$PWD/files/usr/lib/$(uname -m)-linux-gnu
    export OCTAVE_HOME=$PWD/files/usr LD_LIBRARY_PATH=$libraries/octave/$version:$libraries:$PWD/files/usr/lib
    LD_LIBRARY_PATH+=:$PWD/files/lib/$(uname -m)-linux-gnu
    export PATH=$PWD/files/usr/bin:$PATH
fi

# As numpy.savetxt("x.csv", x, delimiter=",") writes [[0.5, 0.25-0.125j], [0.25+0.125j, 0.5]], with fewer digits.
printf '%s\n' ' (5.0e-01+0.0e+00j), (2.5e-01-1.25e-01j)' ' (2.5e-01+1.25e-01j), (5.0e-01+0.0e+00j)' >parentheses.csv
tr -d '()' <parentheses.csv >plain.csv
cat >read.m <<'M'
for [words, file] = struct("parentheses_csv", "in parentheses", "plain_csv", "without them")
  x = dlmread(strrep(file, "_", "."), ",");
  printf("%s: %d × %d, largest %g\n", words, rows(x), columns(x), max(abs(x(:))));
end
assert(isequal(dlmread("parentheses.csv", ","), zeros(2)));
assert(isequal(dlmread("plain.csv", ","), [0.5, 0.25 - 0.125i; 0.25 + 0.125i, 0.5]));
M
octave read.m
