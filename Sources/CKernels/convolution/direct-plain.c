#include "direct.h"

#define LANES 4
#define PIXELS 6
#define ROWS 6
#define TABLE hillock_direct_plain
#include "direct-template.h"
