# SPDX-License-Identifier: 0BSD
# Read by a firmware's make (USER_C_MODULES=...) and by `natmod build`.
CRC_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(CRC_DIR)/crc.c
