#include "CKernels.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define LANES 256
#define SHORT 32
#define MOST_PARTIES 16
#define WIDE 16

/* x <- e^x in single precision to about 1 ulp, for a number or a vector: Cody-Waite reduction, a polynomial of degree 6, the
   exponent by an integer shift. The argument is clamped to where the result is a normal number. Adding and subtracting
   1.5 * 2^23 rounds to the nearest integer, whose bits are then the low ones of the sum. */
#define DEFINE_QUICK_EXP(target, name, number, integer)                                               \
    target static inline __attribute__((always_inline, overloadable)) void name(number *argument) {   \
        number x = *argument;                                                                         \
        x = x < -87.0f ? (number)-87.0f : x;                                                          \
        x = x > 88.0f ? (number)88.0f : x;                                                            \
        number shifted = x * 1.44269504f + 12582912.0f;                                               \
        number n = shifted - 12582912.0f;                                                             \
        number r = x - n * 0.693359375f;                                                              \
        r = r + n * 2.12194440e-4f;                                                                   \
        number p = 1.9875691500e-4f;                                                                  \
        p = p * r + 1.3981999507e-3f;                                                                 \
        p = p * r + 8.3334519073e-3f;                                                                 \
        p = p * r + 4.1665795894e-2f;                                                                 \
        p = p * r + 1.6666665459e-1f;                                                                 \
        p = p * r + 5.0000001201e-1f;                                                                 \
        p = p * r * r + r + 1.0f;                                                                     \
        integer power;                                                                                \
        memcpy(&power, &shifted, sizeof power);                                                       \
        power = (power + 127) << 23;                                                                  \
        number two;                                                                                   \
        memcpy(&two, &power, sizeof two);                                                             \
        *argument = p * two;                                                                          \
    }

#define CAT2(a, b) a##b
#define CAT(a, b) CAT2(a, b)

/* Single precision. */
#define REAL float
#define INTEGER uint32_t
#define QUICK_EXP DEFINE_QUICK_EXP
#define TARGET
#define TILE 4
#define NAME(x) CAT(x, _f_base)
#include "loops.inc"
#undef TARGET
#undef NAME
#if defined(__x86_64__)
#define TARGET __attribute__((target("avx2,fma")))
#define NAME(x) CAT(x, _f_avx2)
#include "loops.inc"
#include "collect.inc"
#define GROUP 6
#include "pass_back.inc"
#undef GROUP
#undef TARGET
#undef NAME
#undef TILE
#define TILE 8
#define TARGET __attribute__((target("avx2,fma,avx512f,avx512vl,avx512bw,avx512dq")))
#define NAME(x) CAT(x, _f_avx512)
#define OWN_RESPONSES
#include "loops.inc"
#undef OWN_RESPONSES
#include "avx512.inc"
#define GROUP 8
#include "pass_back.inc"
#undef GROUP
#undef TARGET
#undef NAME
#endif
#undef REAL
#undef INTEGER
#undef QUICK_EXP

#undef TILE
#define TILE 4

/* Double precision, with the exponential of the mathematical library: the reference path. */
#define REAL double
#define INTEGER uint64_t
#define TARGET
#define NAME(x) CAT(x, _d_base)
#include "loops.inc"
#undef TARGET
#undef NAME
#if defined(__x86_64__)
#define TARGET __attribute__((target("avx2,fma")))
#define NAME(x) CAT(x, _d_avx2)
#include "loops.inc"
#undef TARGET
#undef NAME
#endif

/* 0: baseline, 1: AVX2 and FMA, 2: AVX-512. The answer never changes, so a race to store it is harmless. */
static int level(void) {
#if defined(__x86_64__)
    static int known = -1;
    int found = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (found < 0) {
        __builtin_cpu_init();
        found = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? 1 : 0;
        if (found && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq"))
            found = 2;
        __atomic_store_n(&known, found, __ATOMIC_RELAXED);
    }
    return found;
#else
    return 0;
#endif
}

#if defined(__x86_64__)
#define CALL(name, ...)                                        \
    do {                                                       \
        int found = level();                                   \
        if (precision == 0) {                                  \
            if (found == 2) name##_f_avx512(__VA_ARGS__);      \
            else if (found == 1) name##_f_avx2(__VA_ARGS__);   \
            else name##_f_base(__VA_ARGS__);                   \
        } else if (found >= 1) name##_d_avx2(__VA_ARGS__);     \
        else name##_d_base(__VA_ARGS__);                       \
    } while (0)
#else
#define CALL(name, ...)                                        \
    do {                                                       \
        if (precision == 0) name##_f_base(__VA_ARGS__);        \
        else name##_d_base(__VA_ARGS__);                       \
    } while (0)
#endif

void kernel_responses(
    kernel_precision precision, const void *f, long settings, long functions, const void *x, long hidden, void *q,
    long stride) {
    CALL(responses, f, settings, functions, x, hidden, q, stride);
}

int kernel_has_collect(kernel_precision precision) { return precision == 0 && level() >= 1; }

void kernel_collect(
    const float *packed, long settings, long functions, const float *d, long stride, long hidden, float *gradient) {
#if defined(__x86_64__)
    if (level() == 2) collect_f_avx512(packed, settings, functions, d, stride, hidden, gradient);
    else collect_f_avx2(packed, settings, functions, d, stride, hidden, gradient);
#endif
}

void kernel_product_pass_back(
    const kernel_party *parts, long parties, long settings, long hidden, const float *w, const float *g, float *table,
    double *shares) {
#if defined(__x86_64__)
    if (level() == 2) product_pass_back_f_avx512(parts, parties, settings, hidden, w, g, table, shares);
    else product_pass_back_f_avx2(parts, parties, settings, hidden, w, g, table, shares);
#endif
}

void kernel_sigmoid_pair(kernel_precision precision, void *x, long settings, long hidden) {
    CALL(sigmoid_pair, x, settings, hidden);
}

void kernel_softmax(kernel_precision precision, void *x, long settings, long outcomes, long hidden) {
    CALL(softmax, x, settings, outcomes, hidden);
}

void kernel_softmax_backward(
    kernel_precision precision, const void *r, void *d, long settings, long outcomes, long hidden) {
    CALL(softmax_backward, r, d, settings, outcomes, hidden);
}

void kernel_sigmoid_pair_backward(kernel_precision precision, const void *r, void *d, long settings, long hidden) {
    CALL(sigmoid_pair_backward, r, d, settings, hidden);
}

void kernel_product_sums(
    kernel_precision precision, const void *const *q, long parties, long settings, long hidden, const void *w,
    double *sums) {
    CALL(product_sums, q, parties, settings, hidden, w, sums);
}

void kernel_product_gradient(
    kernel_precision precision, const void *const *q, long parties, long party, long settings, long hidden,
    const void *w, const void *g, void *d, double *shares) {
    CALL(product_gradient, q, parties, party, settings, hidden, w, g, d, shares);
}

void kernel_event_sums(
    kernel_precision precision, const void *const *r, const long *outcomes, long parties, long settings, long hidden,
    const void *w, long events, const long *table, double *sums) {
    CALL(event_sums, r, outcomes, parties, settings, hidden, w, events, table, sums);
}

void kernel_event_gradient(
    kernel_precision precision, const void *const *r, const long *outcomes, long parties, long settings, long hidden,
    const void *w, long events, const long *table, const void *g, void *const *d, double *shares) {
    CALL(event_gradient, r, outcomes, parties, settings, hidden, w, events, table, g, d, shares);
}

void kernel_khatri_rao(
    kernel_precision precision, const void *x, long cx, const void *y, long cy, long hidden, void *out) {
#if defined(__x86_64__)
    if (precision == 0 && cy <= 16 && level() == 2) {
        narrow_khatri_rao_f_avx512(x, cx, y, cy, hidden, out);
        return;
    }
#endif
    CALL(khatri_rao, x, cx, y, cy, hidden, out);
}

void kernel_khatri_rao_backward(
    kernel_precision precision, const void *g, const void *x, long cx, const void *y, long cy, long hidden, void *dx,
    void *dy) {
#if defined(__x86_64__)
    if (precision == 0 && cy <= 16 && level() == 2) {
        narrow_khatri_rao_backward_f_avx512(g, x, cx, y, cy, hidden, dx, dy);
        return;
    }
#endif
    CALL(khatri_rao_backward, g, x, cx, y, cy, hidden, dx, dy);
}

void kernel_scale_rows(
    kernel_precision precision, const void *x, const void *w, long columns, long hidden, void *out) {
    CALL(scale_rows, x, w, columns, hidden, out);
}

void kernel_sigmoid_backward(
    kernel_precision precision, const void *q, void *d, long settings, long stride, long hidden) {
    CALL(sigmoid_backward, q, d, settings, stride, hidden);
}

void kernel_adam(
    kernel_precision precision, void *x, const void *g, void *m, void *s, long count, double factor, double b1,
    double b2, double rate, double scale, double epsilon) {
    CALL(adam, x, g, m, s, count, factor, b1, b2, rate, scale, epsilon);
}
