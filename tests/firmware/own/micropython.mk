# SPDX-License-Identifier: MIT
SRC_USERMOD += $(USERMOD_DIR)/own.c
SRC_USERMOD_CXX += $(USERMOD_DIR)/cxx.cpp
