// SPDX-License-Identifier: 0BSD
// What smooth.cpp offers to median.c.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

enum { SMOOTH_CHANNELS = 4 };

// The median of the last five values of a channel, this one included.
int smooth_next(int channel, int value);
void smooth_reset(void);

#ifdef __cplusplus
}
#endif
