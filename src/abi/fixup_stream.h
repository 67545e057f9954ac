// SPDX-License-Identifier: MIT
// The numbers of the fix-up stream. They are the SDK's, whose start code applies the stream.
#pragma once

#include "../../sdk/rt/fixup_stream.h"
