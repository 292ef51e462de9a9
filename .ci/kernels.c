/* Prints a checksum of what each kernel of CKernels computes from pseudorandom numbers, a line for each kernel, precision and number
   of settings; with an argument, the time of each in microseconds. See .ci/kernels. */
#include "CKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static unsigned long checksum;

static void add(const void *numbers, long bytes) {
    const unsigned char *byte = numbers;
    for (long i = 0; i < bytes; i++) checksum = (checksum ^ byte[i]) * 1099511628211UL;
}

/* Numbers in 0...1 that are the same in both precisions, at an address that suits no vector. */
static void *numbers(long count, int precision) {
    long size = precision ? 8 : 4;
    char *result = (char *)malloc(count * size + 16) + size;
    for (long i = 0; i < count; i++) {
        double value = ((rand() & 0x7fff) + 0.5) / 32768;
        float single = value;
        memcpy(result + size * i, precision ? (void *)&value : (void *)&single, size);
    }
    return result;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + 1e-9 * now.tv_nsec;
}

static int timed;

#define RUN(name, call, results)                                                 \
    do {                                                                         \
        if (timed) {                                                             \
            double best = 1;                                                     \
            for (int round = 0; round < 9; round++) {                            \
                double start = seconds();                                        \
                for (int i = 0; i < 4; i++) call;                                \
                if (seconds() - start < 4 * best) best = (seconds() - start) / 4;\
            }                                                                    \
            printf("%s %s %ld %.1f\n", name, kind, settings, 1e6 * best);        \
        } else {                                                                 \
            checksum = 14695981039346656037UL;                                   \
            call;                                                                \
            results;                                                             \
            printf("%s %s %ld %lx\n", name, kind, settings, checksum);           \
        }                                                                        \
    } while (0)

static void run(int p, long settings, long functions, long hidden) {
    const char *kind = p ? "double" : "float";
    const long size = p ? 8 : 4, block = hidden * settings, outcomes[3] = {2, 2, 2};
    srand(settings + p);
    void *f = numbers(settings * functions, p), *x = numbers(hidden * functions, p), *w = numbers(hidden, p);
    void *g = numbers(8 * settings, p), *d[4], *q[4];
    for (int i = 0; i < 4; i++) {
        d[i] = numbers(3 * block, p);
        q[i] = numbers(3 * block, p);
    }
    const void *const *responses = (const void *const *)q;
    double *sums = calloc(8 * settings, 8), *shares = calloc(hidden, 8);
    long table[24];
    for (int e = 0; e < 8; e++)
        for (int j = 0; j < 3; j++) table[3 * e + j] = e >> j & 1;

    RUN("responses", kernel_responses(p, f, settings, functions, x, hidden, d[0], settings), add(d[0], block * size));
    RUN("sigmoid-pair", kernel_sigmoid_pair(p, d[1], settings, hidden), add(d[1], 2 * block * size));
    RUN("softmax", kernel_softmax(p, d[2], settings, 3, hidden), add(d[2], 3 * block * size));
    RUN("softmax-backward", kernel_softmax_backward(p, q[0], d[2], settings, 3, hidden), add(d[2], 3 * block * size));
    RUN("sigmoid-pair-backward", kernel_sigmoid_pair_backward(p, q[0], d[1], settings, hidden), add(d[1], block * size));
    for (long n = 1; n <= 4; n++) {
        RUN("product-sums", kernel_product_sums(p, responses, n, settings, hidden, w, sums), add(sums, 8 * settings));
        RUN("product-gradient", kernel_product_gradient(p, responses, n, n - 1, settings, hidden, w, g, d[3], 0),
            add(d[3], block * size));
        RUN("product-gradient-shares", kernel_product_gradient(p, responses, n, 0, settings, hidden, w, g, d[3], shares),
            add(d[3], block * size); add(shares, 8 * hidden));
    }
    RUN("event-sums", kernel_event_sums(p, responses, outcomes, 3, settings, hidden, w, 8, table, sums),
        add(sums, 64 * settings));
    RUN("event-gradient", kernel_event_gradient(p, responses, outcomes, 3, settings, hidden, w, 8, table, g, d, shares),
        add(d[0], 2 * block * size); add(d[2], 2 * block * size); add(shares, 8 * hidden));
    RUN("khatri-rao", kernel_khatri_rao(p, q[0], 2, q[1], settings, hidden, d[0]), add(d[0], 2 * block * size));
    RUN("khatri-rao-backward", kernel_khatri_rao_backward(p, d[0], q[0], 2, q[1], settings, hidden, d[1], d[2]),
        add(d[1], 2 * hidden * size); add(d[2], block * size));
    RUN("scale-rows", kernel_scale_rows(p, q[0], w, settings, hidden, d[0]), add(d[0], block * size));
    RUN("sigmoid-backward", kernel_sigmoid_backward(p, q[0], d[0], settings, settings, hidden), add(d[0], block * size));
    RUN("adam", kernel_adam(p, d[0], q[0], d[1], q[2], block, 1, 0.9, 0.99, 0.01, 1, 1e-8), add(d[0], block * size));

    if (kernel_has_collect(p)) {
        long width = (functions + 7) / 8 * 8;
        float *packed[3], *slopes[3], *scratch = malloc(32 * settings);
        kernel_party parts[3];
        for (int j = 0; j < 3; j++) {
            packed[j] = numbers(settings * width, 0);
            slopes[j] = calloc(hidden * functions, 4);
            parts[j] = (kernel_party){q[j], packed[j], functions, slopes[j]};
        }
        RUN("collect", kernel_collect(packed[0], settings, functions, q[0], settings, hidden, slopes[0]),
            add(slopes[0], 4 * hidden * functions));
        RUN("product-pass-back", kernel_product_pass_back(parts, 3, settings, hidden, w, g, scratch, shares),
            add(slopes[0], 4 * hidden * functions); add(slopes[2], 4 * hidden * functions); add(shares, 8 * hidden));
    }
}

int main(int count, char **arguments) {
    timed = count > 1;
    for (int p = 0; p < 2; p++)
        if (timed) run(p, 256, 21, 512);
        else
            for (long settings = 1; settings < 300; settings += settings < 70 ? 1 : 37)
                run(p, settings, 1 + settings % 29, 1 + settings % 11);
    return 0;
}
