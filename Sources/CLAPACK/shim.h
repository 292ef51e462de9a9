/* Swift imports neither `double _Complex` nor a macro that stands for a type, so the complex types are two-field
   structures of the same layout, declared here before LAPACKE and CBLAS are read. */
#ifndef SWIFT_HIDDEN_VARIABLES_CLAPACK_SHIM_H
#define SWIFT_HIDDEN_VARIABLES_CLAPACK_SHIM_H

#include <stdint.h>

typedef struct { float real, imag; } lapack_complex_float;
typedef struct { double real, imag; } lapack_complex_double;
typedef int32_t lapack_int;
#define lapack_complex_float lapack_complex_float
#define lapack_complex_double lapack_complex_double
#define lapack_int lapack_int
#define LAPACK_COMPLEX_CUSTOM 1
#define FORCE_OPENBLAS_COMPLEX_STRUCT 1

#include <lapacke.h>
#include <cblas.h>

#endif
