# SPDX-License-Identifier: MIT
QSTRS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(QSTRS_DIR)/qstrs.c
QSTR_DEFS += $(QSTRS_DIR)/qstrdefsqstrs.h
