# Firmware: make USER_C_MODULES=<the folder above this one>. Native module: natmod build.
@UPPER@_DIR := $(USERMOD_DIR)
SRC_USERMOD_C += $(@UPPER@_DIR)/@NAME@.c
@MAKE_CPP@CFLAGS_USERMOD += -I$(@UPPER@_DIR)
