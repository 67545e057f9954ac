# SPDX-License-Identifier: 0BSD
# Read by a firmware's make (USER_C_MODULES=...) and by `natmod build`.
COBS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(COBS_DIR)/modcobs.c
SRC_USERMOD_LIB_C += $(COBS_DIR)/lib/cobs.c
CFLAGS_USERMOD += -I$(COBS_DIR)/lib
