# SPDX-License-Identifier: 0BSD
# Read by a firmware's make (USER_C_MODULES=...) and by `natmod build`.
RAMP_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(RAMP_DIR)/ramp.c
