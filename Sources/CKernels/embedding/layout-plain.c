#define NAME hillock_layout_epoch_plain
#include "layout-template.h"
