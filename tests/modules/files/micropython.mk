# SPDX-License-Identifier: MIT
FILES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(FILES_DIR)/files.c
