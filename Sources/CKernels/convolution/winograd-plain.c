#include "winograd.h"

#define LANES 4
#define TABLE hillock_winograd_plain
#include "winograd-template.h"
