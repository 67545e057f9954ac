# SPDX-License-Identifier: MIT
SRC_USERMOD_C += $(USERMOD_DIR)/stress.c
SRC_USERMOD_CXX += $(USERMOD_DIR)/frames.cpp
