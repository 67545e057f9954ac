# SPDX-License-Identifier: MIT
QSTRCASE_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(QSTRCASE_DIR)/qstrcase.c
