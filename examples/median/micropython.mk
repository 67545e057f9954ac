# SPDX-License-Identifier: 0BSD
# Read by a firmware's make (USER_C_MODULES=...) and by `natmod build`.
MEDIAN_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(MEDIAN_DIR)/median.c
SRC_USERMOD_LIB_CXX += $(MEDIAN_DIR)/smooth.cpp
CFLAGS_USERMOD += -I$(MEDIAN_DIR)
CXXFLAGS_USERMOD += -I$(MEDIAN_DIR)
