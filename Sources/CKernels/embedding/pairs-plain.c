#include "pairs.h"

#define HEIGHT 1
#define WIDTH 2
#define TABLE hillock_pairs_plain
#include "pairs-template.h"
