# SPDX-License-Identifier: 0BSD
# Read by a firmware's make (USER_C_MODULES=...) and by `natmod build`.
SHAPES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(SHAPES_DIR)/shapes.c
CFLAGS_USERMOD += -I$(SHAPES_DIR)
