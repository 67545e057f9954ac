# SPDX-License-Identifier: MIT
CPLUSPLUS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(CPLUSPLUS_DIR)/module.c
SRC_USERMOD_CXX += $(CPLUSPLUS_DIR)/work.cpp

CFLAGS_USERMOD += -I$(CPLUSPLUS_DIR)
CXXFLAGS_USERMOD += -I$(CPLUSPLUS_DIR) -std=c++17 -fno-exceptions -fno-rtti -Wno-missing-field-initializers
