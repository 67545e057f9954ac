# SPDX-License-Identifier: MIT
MULTIFILE_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(addprefix $(MULTIFILE_DIR)/, module.c src/counter.c src/shape.c)
# Not scanned for names of attributes: it has none.
SRC_USERMOD_LIB_C += $(MULTIFILE_DIR)/src/checksum.c

CFLAGS_USERMOD += -I$(MULTIFILE_DIR)/include -DMULTIFILE_SIDES=6 -DMULTIFILE_LABEL=\"six-sided\"
