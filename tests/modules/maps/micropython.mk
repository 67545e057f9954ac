# SPDX-License-Identifier: MIT
MAPS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(MAPS_DIR)/maps.c
