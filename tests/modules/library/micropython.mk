# SPDX-License-Identifier: MIT
LIBRARY_DIR := $(USERMOD_DIR)
SRC_USERMOD_C += $(LIBRARY_DIR)/window.c $(LIBRARY_DIR)/smoother.c $(LIBRARY_DIR)/check.c $(LIBRARY_DIR)/meter.c
SRC_USERMOD_LIB_C += $(LIBRARY_DIR)/vendor/sums/sums.c
CFLAGS_USERMOD += -I$(LIBRARY_DIR) -I$(LIBRARY_DIR)/vendor/sums -Wall -Wextra -Wno-unused-parameter
