#!/usr/bin/env bash
# OpenBLAS as Debian 12 builds it without threads (libopenblas0-serial 0.3.21+ds-4) is not safe to call from two threads.
#
# Two threads find eigenvalues and eigenvectors (zheevd) of matrices of their own; nothing is shared. With the serial build some
# results differ from those of the same calls made one after the other; with the build of the same version for POSIX threads,
# held to one thread, all agree to the last bit. The serial build is compiled without locks, so that concurrent calls can be
# given the same work space; its configuration string says SINGLE_THREADED, and nothing at run time says that calls must not
# overlap. Debian's alternatives choose among the builds, so that a program linked with libopenblas.so.0 meets whichever is
# installed.
#
# Seen on Debian 12 (amd64, two processors):
#   pthread: 0 of 800 concurrent calls differ
#   serial: some of 800 concurrent calls differ        (between 1 and 10 in 100, another number in each run)
# This script fails if the serial build comes out clean in ten attempts, or the other one does not.
set -euo pipefail
version=0.3.21+ds-4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get --quiet=2 download "libopenblas0-serial=$version" "libopenblas0-pthread=$version" 2>/dev/null
for package in *.deb; do dpkg -x "$package" files; done

cat >calls.c <<'C'
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { size = 160, entries = size * size, rounds = 400, space = 200000 };
void zheevd_(const char *, const char *, int *, double *, int *, double *, double *, int *, double *, int *, int *, int *, int *);

struct Work { double *matrix, *expected; int different; };

// The eigenvectors, as complex numbers, and then the eigenvalues.
static void solve(const struct Work *work, double *result) {
    int n = size, complexSpace = space / 2, realSpace = space, integerSpace = 2000, info = 0;
    double *complexWork = malloc(sizeof(double) * space), *realWork = malloc(sizeof(double) * space);
    int *integerWork = malloc(sizeof(int) * integerSpace);
    memcpy(result, work->matrix, sizeof(double) * 2 * entries);
    zheevd_("V", "L", &n, result, &n, result + 2 * entries, complexWork, &complexSpace, realWork, &realSpace, integerWork,
            &integerSpace, &info);
    free(complexWork);
    free(realWork);
    free(integerWork);
}

static void *repeat(void *argument) {
    struct Work *work = argument;
    double *result = malloc(sizeof(double) * (2 * entries + size));
    for (int round = 0; round < rounds; round++) {
        solve(work, result);
        if (memcmp(result, work->expected, sizeof(double) * (2 * entries + size)) != 0) work->different++;
    }
    free(result);
    return NULL;
}

int main(void) {
    struct Work work[2];
    pthread_t threads[2];
    srand(1);
    for (int k = 0; k < 2; k++) {
        work[k].matrix = malloc(sizeof(double) * 2 * entries);
        work[k].expected = malloc(sizeof(double) * (2 * entries + size));
        work[k].different = 0;
        for (int i = 0; i < 2 * entries; i++) work[k].matrix[i] = rand() / (double)RAND_MAX - 0.5;
        for (int i = 0; i < size; i++) work[k].matrix[2 * i * (size + 1) + 1] = 0;
        solve(&work[k], work[k].expected);
    }
    for (int k = 0; k < 2; k++) pthread_create(&threads[k], NULL, repeat, &work[k]);
    for (int k = 0; k < 2; k++) pthread_join(threads[k], NULL);
    printf("%d\n", work[0].different + work[1].different);
    return 0;
}
C

libraries=$(echo files/usr/lib/*-linux-gnu*)
compiler=$(command -v cc || command -v clang)
"$compiler" -O1 calls.c -o calls -pthread "$libraries/openblas-pthread/libopenblas.so.0"
differing() { LD_LIBRARY_PATH="$libraries/openblas-$1" OPENBLAS_NUM_THREADS=1 ./calls; }

safe=0
spoiled=0
for _ in 1 2 3 4 5 6 7 8 9 10; do
    safe=$((safe + $(differing pthread)))
    spoiled=$(differing serial)
    if [ "$spoiled" -gt 0 ]; then break; fi
done
echo "pthread: $safe of 800 concurrent calls differ"
echo "serial: $spoiled of 800 concurrent calls differ"
[ "$safe" -eq 0 ] && [ "$spoiled" -gt 0 ]
