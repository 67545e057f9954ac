# SPDX-License-Identifier: MIT
CPPFULL_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(CPPFULL_DIR)/module.c
SRC_USERMOD_CXX += $(CPPFULL_DIR)/cppfull.cpp $(CPPFULL_DIR)/containers.cpp

CXXFLAGS_USERMOD += -std=c++17 -fno-exceptions -fno-rtti
# Objects of static storage are never destroyed: firmware does not end.
LIBS_USERMOD += -lstdc++
