# SPDX-License-Identifier: MIT
ITERATORS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(ITERATORS_DIR)/iterators.c
