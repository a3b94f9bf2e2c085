#pragma once
#if __has_include(<cblas.h>)
#include <cblas.h>
#elif __has_include(<x86_64-linux-gnu/cblas.h>)
#include <x86_64-linux-gnu/cblas.h>
#endif

// Debian installs no lapacke.h; the Fortran symbols live inside libopenblas.
void ssyevd_(const char *job, const char *triangle, const int *n, float *a, const int *lda,
             float *eigenvalues, float *work, const int *work_size, int *integer_work,
             const int *integer_work_size, int *info);
void dsyevd_(const char *job, const char *triangle, const int *n, double *a, const int *lda,
             double *eigenvalues, double *work, const int *work_size, int *integer_work,
             const int *integer_work_size, int *info);
