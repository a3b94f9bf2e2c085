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

/// Writes the pixels of a rectangle of each image in double precision.
void hillock_cut_images(const hillock_cut *cut, const float *x, long images, double *out);

/// Sums the images of a batch: `sums` has as many numbers as an image.
void hillock_sum_images(const float *x, long count, long images, double *sums);

/// The sum of all numbers, which is finite if and only if each of them is.
double hillock_sum(const float *x, long count);

/// Adds numbers, times a factor, to others.
void hillock_add_scaled(const double *x, long count, double factor, double *sums);

/// The products of a list of images with itself from its even part, of which the upper triangle is
/// read, and half of its odd part: even(i, j) - odd(i, j) + odd(j, i).
void hillock_join_own(const double *even, const double *odd, long size, double *out);

/// The products of two lists of images from their even and odd parts: even - odd, transposed or
/// not.
void hillock_join_pair(
    const double *even, const double *odd, long size, int transposed, double *out);

/// Copies a block of `size` by `size` into a matrix of `order` columns, times a factor.
void hillock_place_block(
    const double *block, long size, double factor, double *target, long order);
