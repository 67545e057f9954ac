# SPDX-License-Identifier: MIT
MANYQSTRS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(MANYQSTRS_DIR)/manyqstrs.c
