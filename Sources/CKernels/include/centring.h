#pragma once

/// A rectangle of pixels that is cut out of each of a batch of channels-last images.
typedef struct {
  /// The images' sizes.
  long height, width, channels;
  /// The pixels that are taken: rows and columns `step` apart.
  long top, left, rows, columns, step;
  /// Elements of the result from one pixel to the next, one row to the next, one image to the next.
  long pixel_step, row_step, image_step;
} hillock_cut;

/// Sums the images of a batch: `sums` has as many numbers as an image. `squares` receives the sum
/// of all squares.
void hillock_sum_images(
    const float *x, long count, long images, double *sums, double *squares);

/// Writes (x - mean of its channel) * scale for the pixels of a rectangle of each image.
///
/// The difference is rounded once, so that it is exact in all digits that single precision has.
void hillock_centre_single(
    const hillock_cut *cut, const float *x, const double *mean, double scale, long images,
    float *out);
void hillock_centre_double(
    const hillock_cut *cut, const float *x, const double *mean, double scale, long images,
    double *out);

/// Adds numbers to sums in double precision.
void hillock_accumulate_single(const float *x, long count, double factor, double *sums);
void hillock_accumulate_double(const double *x, long count, double factor, double *sums);

/// Adds a block of products to a matrix of `order` columns: entry (i, j) of the block, which is
/// `size` by `size`, gets products[i * products_step + j] + a[i] * mean[j] + mean[i] * b[j] +
/// count * mean[i] * mean[j].
void hillock_place_products(
    const double *products, long products_step, long size, const double *a, const double *b,
    double count, const double *mean, double *block, long order);
