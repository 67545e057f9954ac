# SPDX-License-Identifier: 0BSD
# Read by a firmware's make (USER_C_MODULES=...) and by `natmod build`.
GRID_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(GRID_DIR)/grid.c
