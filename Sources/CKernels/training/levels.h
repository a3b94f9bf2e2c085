#pragma once

// Compiled once for each instruction set and chosen when the program is loaded. That is before
// the thread sanitizer is ready for calls, so its builds get the plain code.
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)
#define HILLOCK_LEVELS \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define HILLOCK_LEVELS
#endif
