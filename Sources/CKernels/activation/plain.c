// The kernels with what the compiler may assume of every processor.
#define LANES 4
#define LEVEL(name) hillockPlain##name
#include "level.h"
