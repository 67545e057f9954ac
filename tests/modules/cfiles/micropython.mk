# SPDX-License-Identifier: MIT
SRC_USERMOD_C += $(USERMOD_DIR)/cfiles.c
SRC_USERMOD_CXX += $(USERMOD_DIR)/copy.cpp
