# SPDX-License-Identifier: MIT
CONTAINERS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(CONTAINERS_DIR)/containers.c
