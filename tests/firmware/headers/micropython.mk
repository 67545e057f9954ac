# SPDX-License-Identifier: MIT
SRC_USERMOD += $(USERMOD_DIR)/headers.c
LDFLAGS_USERMOD += -lof_the_firmware
