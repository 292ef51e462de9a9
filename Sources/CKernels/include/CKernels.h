/* Elementwise loops in vectors, which the Swift compiler does not make for the machine it runs on.

   Every function exists in single and double precision and, on x86-64, for SSE2, AVX2 and AVX-512; the widest one that
   the processor has is taken at run time. Blocks of responses are laid out as [hidden variable][outcome][setting] with
   the setting running fastest. Nothing is checked here: the caller answers for sizes and pointers. */
#ifndef SWIFT_HIDDEN_VARIABLES_CKERNELS_H
#define SWIFT_HIDDEN_VARIABLES_CKERNELS_H

/* Ends the program with the signal of an illegal instruction. */
_Noreturn static inline void kernel_trap(void) { __builtin_trap(); }

/* 0 for float, 1 for double: the type behind the untyped pointers. */
typedef int kernel_precision;

/* q[a*stride + b] = 1/(1 + e^(-z)), z = sum over k of x[a][k] f[k][b], for b below settings and k below functions. */
void kernel_responses(
    kernel_precision precision, const void *f, long settings, long functions, const void *x, long hidden, void *q,
    long stride);

/* Logits in the first of two outcome blocks become sigma and 1 - sigma. */
void kernel_sigmoid_pair(kernel_precision precision, void *x, long settings, long hidden);

/* Logits become probabilities over the outcomes, for each hidden variable and setting. */
void kernel_softmax(kernel_precision precision, void *x, long settings, long outcomes, long hidden);

/* Derivatives with respect to responses r become those with respect to logits: d <- r (d - sum r d). */
void kernel_softmax_backward(
    kernel_precision precision, const void *r, void *d, long settings, long outcomes, long hidden);

/* The same for two outcomes and one logit: the first block of d becomes q (1 - q)(d_0 - d_1). */
void kernel_sigmoid_pair_backward(kernel_precision precision, const void *r, void *d, long settings, long hidden);

/* sums[b] = sum over hidden variables of w_a prod_j q_j[a][b], for binary responses stored with one block. */
void kernel_product_sums(
    kernel_precision precision, const void *const *q, long parties, long settings, long hidden, const void *w,
    double *sums);

/* d[a][b] = w_a g_b prod_i q_i (1 - q_j) for party j, and shares[a] = sum_b g_b prod_i q_i when shares is not null;
   w_a > 0. */
void kernel_product_gradient(
    kernel_precision precision, const void *const *q, long parties, long party, long settings, long hidden,
    const void *w, const void *g, void *d, double *shares);

/* sums[e][b] = sum over hidden variables of w_a prod_j r_j[a][table[e][j]][b]. */
void kernel_event_sums(
    kernel_precision precision, const void *const *r, const long *outcomes, long parties, long settings, long hidden,
    const void *w, long events, const long *table, double *sums);

/* d_j[a][o][b] = w_a sum over events with outcome o at j of g[e][b] prod over the others; shares as above. */
void kernel_event_gradient(
    kernel_precision precision, const void *const *r, const long *outcomes, long parties, long settings, long hidden,
    const void *w, long events, const long *table, const void *g, void *const *d, double *shares);

/* Whether the next two functions may be called: in single precision with AVX2 or AVX-512. */
int kernel_has_collect(kernel_precision precision);

/* gradient[a][k] = sum over b of d[a*stride + b] f[b][k], with each row of f filled up to a multiple of 8. */
void kernel_collect(
    const float *packed, long settings, long functions, const float *d, long stride, long hidden, float *gradient);

/* One party: its responses, the values f[b][k] of its functions with each row filled up to a multiple of 8, and where the
   gradient goes. */
typedef struct {
    const float *responses;
    const float *packed;
    long functions;
    float *gradient;
} kernel_party;

/* gradient_j[a][k] = sum over b of d_j[a][b] f_j[b][k] with d_j as in kernel_product_gradient, for every party, and the
   shares as there. The table has room for 8 * settings numbers. */
void kernel_product_pass_back(
    const kernel_party *parts, long parties, long settings, long hidden, const float *w, const float *g, float *table,
    double *shares);

/* out[a][i*cb + j] = x[a][i] y[a][j]. */
void kernel_khatri_rao(
    kernel_precision precision, const void *x, long cx, const void *y, long cy, long hidden, void *out);

/* dx[a][i] = sum_j g[a][i*cy + j] y[a][j] and dy[a][j] = sum_i g[a][i*cy + j] x[a][i]. */
void kernel_khatri_rao_backward(
    kernel_precision precision, const void *g, const void *x, long cx, const void *y, long cy, long hidden, void *dx,
    void *dy);

/* out[a][i] = w_a x[a][i]; out may be x. */
void kernel_scale_rows(
    kernel_precision precision, const void *x, const void *w, long columns, long hidden, void *out);

/* d[a*stride + b] <- q (1 - q) d for responses q in the same layout: one for each of two outcomes' settings. */
void kernel_sigmoid_backward(
    kernel_precision precision, const void *q, void *d, long settings, long stride, long hidden);

/* One step of Adam for the slope g times factor: m <- b1 m + (1 - b1) g, s <- b2 s + (1 - b2) g^2, x <- x - rate m / (sqrt(scale s) + epsilon). */
void kernel_adam(
    kernel_precision precision, void *x, const void *g, void *m, void *s, long count, double factor, double b1,
    double b2, double rate, double scale, double epsilon);

/* Tells the processor that a thread looks for a change of memory, so that the loop costs little. */
static inline void kernel_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

/* Looks for the OpenMP runtime among the libraries of this process, and says whether there is one. */
int kernel_find_openmp(void);

/* Parallel regions that the calling thread opens have one thread from now on; only after kernel_find_openmp found a runtime. */
void kernel_use_one_openmp_thread(void);

#endif
