// SPDX-License-Identifier: MIT
// The numbers in the record of a firmware. They are the SDK's, whose start code reads it.
#pragma once

#include "../../sdk/rt/firmware_identity.h"
