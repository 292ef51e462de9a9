/* dlsym's RTLD_DEFAULT is shown to GNU programs only. */
#define _GNU_SOURCE
#include "CKernels.h"

#include <dlfcn.h>

static void (*set_threads)(int);

int kernel_find_openmp(void) {
    *(void **)&set_threads = dlsym(RTLD_DEFAULT, "omp_set_num_threads");
    return set_threads != 0;
}

void kernel_use_one_openmp_thread(void) { set_threads(1); }
