# SPDX-License-Identifier: MIT
IRQS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(IRQS_DIR)/irqs.c
