# SPDX-License-Identifier: 0BSD
# Builds one native module (.mpy) with `make`, for Makefiles in the shape that MicroPython's
# documentation gives to native modules:
#
#     MOD = shapes                 # may be left out if the source registers a module
#     SRC = shapes.c helper.py
#     ARCH ?= x64
#     include $(MPY_DIR)/py/dynruntime.mk
#
# with `make MPY_DIR=$(natmod sdk)`. The sources may define mpy_init or register a module with
# static tables. natmod does the work; this file only tells it what the variables say.
#
#   MOD                   name of the module, and of the result MOD.mpy
#   SRC                   .c, .cpp, .S and .py sources; the latter need mpy-cross
#   ARCH                  one of NATMOD_ARCHS below
#   ABI                   6.3 (default: MicroPython 1.23 and newer), 6.2, 6.1
#   BUILD                 folder for objects, build-$(ARCH)
#   CROSS                 prefix of the compiler, instead of the one natmod finds
#   CC                    the compiler itself, on make's command line only
#   CFLAGS, CFLAGS_EXTRA  further flags of the compiler
#   LDFLAGS_EXTRA         libraries: -LDIR -lNAME, .a files
#   MICROPY_FLOAT_IMPL    none, float or double
#   MPY_EXTERN_SYM_FILE   linker script with addresses of the firmware
#   ARCH_FLAGS            extensions of the instruction set, as --arch-flags of natmod build
#   LINK_RUNTIME          accepted: libgcc and libm are always linked, as far as they are used
#   MPY_CROSS             mpy-cross; default: the one in PATH, in MICROPYTHON or from npm
#   MPY_CROSS_FLAGS       options of mpy-cross, -march=$(ARCH)
#   MPY_LD_FLAGS          -lFILE in it is linked; the rest is about another linker
#   SRC_O                 objects to link as they are
#   MICROPYTHON           a checkout, if sources include files of its extmod or lib. Below the
#                         include line MPY_DIR names it too.
#   CLEAN_EXTRA           more that `make clean` removes
#   NATMOD_FLAGS          further options of `natmod build`
#   V                     1: show the commands

# begin makefile: natmod docs --architectures
NATMOD_ARCHS = x86, x64, armv6m, armv7m, armv7emsp, armv7emdp, xtensa, xtensawin, rv32imc or rv64imc
NATMOD_CROSS_x86 = i686-linux-gnu-
NATMOD_CROSS_x64 = x86_64-linux-gnu-
NATMOD_CROSS_armv6m = arm-none-eabi-
NATMOD_CROSS_armv7m = arm-none-eabi-
NATMOD_CROSS_armv7emsp = arm-none-eabi-
NATMOD_CROSS_armv7emdp = arm-none-eabi-
NATMOD_CROSS_xtensa = xtensa-lx106-elf-
NATMOD_CROSS_xtensawin = xtensa-esp32-elf-
NATMOD_CROSS_rv32imc = riscv64-unknown-elf-
NATMOD_CROSS_rv64imc = riscv64-unknown-elf-
# end makefile

ifeq ($(ARCH),)
$(error ARCH is not set: $(NATMOD_ARCHS))
endif
ifeq ($(SRC),)
$(error SRC is not set: name the sources of the module)
endif

# An installed SDK lies in PREFIX/share/natmod/sdk.
NATMOD_SDK_DIR := $(MPY_DIR)
NATMOD ?= $(firstword $(wildcard $(NATMOD_SDK_DIR)/../../../bin/natmod) natmod)
ifeq ($(shell command -v $(NATMOD) 2>/dev/null),)
$(error natmod is not found: put its folder into PATH, or set NATMOD)
endif
BUILD ?= build-$(ARCH)
ABI ?= 6.3

# For rules of the Makefile itself: what the classic file defines.
NATMOD_CROSS := $(CROSS)
CROSS ?= $(NATMOD_CROSS_$(ARCH))
NATMOD_CC := $(if $(filter command line,$(origin CC)),$(CC),$(if $(NATMOD_CROSS),$(NATMOD_CROSS)gcc))
ifeq ($(origin CC),default)
CC = $(CROSS)gcc
endif
RM ?= rm -f
MKDIR ?= mkdir
PYTHON ?= python3
ECHO ?= @echo
Q := $(if $(filter 1,$(V)),,@)

# What Makefiles look for in a checkout under MPY_DIR is not in the SDK.
ifneq ($(MICROPYTHON),)
override MPY_DIR := $(abspath $(MICROPYTHON))
endif

# A word, and each word of a list, as the shell is to read it.
natmod_quote = '$(subst ','\'',$1)'
natmod_words = $(foreach word,$1,$(call natmod_quote,$(word)))

NATMOD_SRC_PY := $(filter %.py,$(SRC))
NATMOD_SRC_C := $(filter-out %.py,$(SRC))

# Recursive, so that what a Makefile adds after its include counts.
NATMOD_CFLAGS = $(strip $(CFLAGS) $(CFLAGS_EXTRA) \
	$(if $(MICROPY_FLOAT_IMPL),-DMICROPY_FLOAT_IMPL=MICROPY_FLOAT_IMPL_$(shell echo $(MICROPY_FLOAT_IMPL) | tr a-z A-Z)) \
	$(if $(MICROPYTHON),-I$(call natmod_quote,$(abspath $(MICROPYTHON)))))

ifeq ($(MOD),)
ifneq ($(NATMOD_SRC_C),)
# A variable can be looked into here; what a vpath line says, only make knows.
natmod_look = $(firstword $(wildcard $1 $(addsuffix /$1,$(subst :, ,$(VPATH)))) $1)
MOD := $(shell $(NATMOD) generate --name $(call natmod_words,$(foreach source,$(NATMOD_SRC_C),$(call natmod_look,$(source)))) -- $(NATMOD_CFLAGS))
endif
ifeq ($(MOD),)
$(error MOD is not set, and the sources register no module)
endif
endif

NATMOD_LDFLAGS = $(strip $(LDFLAGS_EXTRA) $(SRC_O) \
	$(patsubst -l%,%,$(filter -l%,$(subst -l ,-l,$(MPY_LD_FLAGS)))))
# A file of a checkout that is not given: addresses of functions that the toolchain's libgcc has.
NATMOD_EXTERNS = $(if $(filter $(NATMOD_SDK_DIR)/%,$(MPY_EXTERN_SYM_FILE)),\
	$(wildcard $(MPY_EXTERN_SYM_FILE)),$(MPY_EXTERN_SYM_FILE))
NATMOD_OPTIONS = --name $(call natmod_quote,$(notdir $(MOD))) --arch $(ARCH) --abi $(ABI) \
	--build-dir $(call natmod_quote,$(BUILD)) \
	$(if $(NATMOD_CC),--cc $(call natmod_quote,$(NATMOD_CC))) \
	$(if $(NATMOD_CFLAGS),--cflags $(call natmod_quote,$(NATMOD_CFLAGS))) \
	$(if $(NATMOD_LDFLAGS),--ldflags $(call natmod_quote,$(NATMOD_LDFLAGS))) \
	$(if $(strip $(NATMOD_EXTERNS)),--externs $(call natmod_quote,$(strip $(NATMOD_EXTERNS)))) \
	$(if $(ARCH_FLAGS),--arch-flags $(call natmod_quote,$(ARCH_FLAGS))) \
	$(patsubst -j%,--jobs %,$(filter-out -j,$(filter -j%,$(MAKEFLAGS)))) \
	$(if $(filter 1,$(V)),-v) \
	$(NATMOD_FLAGS)

.PHONY: all clean natmod-force
all: $(MOD).mpy

# natmod finds out what has changed; a result that has not keeps its time. Sources are named as
# prerequisites for rules that make some of them, and built from where make found them.
natmod_found = $(call natmod_words,$(filter $(addprefix %,$(sort $(suffix $(NATMOD_SRC_C)))),$(filter-out $(SRC_O) natmod-force,$^)))
ifeq ($(NATMOD_SRC_PY),)

$(MOD).mpy: $(NATMOD_SRC_C) $(SRC_O) natmod-force
	$(Q)$(NATMOD) build $(natmod_found) $(NATMOD_OPTIONS) -o $(call natmod_quote,$@)

else

ifeq ($(MPY_CROSS),)
MPY_CROSS := $(firstword $(shell command -v mpy-cross 2>/dev/null) \
	$(wildcard $(MICROPYTHON)/mpy-cross/build/mpy-cross))
endif
ifeq ($(MPY_CROSS),)
MPY_CROSS := $(shell node $(call natmod_quote,$(NATMOD_SDK_DIR)/bin/mpy-cross-npm) --find 2>/dev/null)
endif

# For @micropython.native. Not every mpy-cross knows RISC-V.
MPY_CROSS_FLAGS ?= $(if $(filter rv%,$(ARCH)),,-march=$(ARCH))

# `..` in a source does not lead out of BUILD.
natmod_py = $(BUILD)/py/$(subst ../,__/,$(1:.py=.mpy))
NATMOD_MPY := $(foreach source,$(NATMOD_SRC_PY),$(call natmod_py,$(source)))

define natmod_py_rule
$(call natmod_py,$1): $1
	$$(Q)mkdir -p $$(call natmod_quote,$$(@D))
	@$$(if $$(MPY_CROSS),,echo 'natmod: $$<: error: mpy-cross is not found, and Python sources need it' >&2; \
		echo 'hint: npm install @pybricks/mpy-cross-v6, or pip install mpy-cross, or make -C mpy-cross in a MicroPython checkout; MPY_CROSS names it if it is not in PATH' >&2; exit 1)
	$$(Q)$$(MPY_CROSS) -s $$(call natmod_quote,$$(<F)) $$(MPY_CROSS_FLAGS) -o $$(call natmod_quote,$$@) $$(call natmod_quote,$$<)
endef
$(foreach source,$(NATMOD_SRC_PY),$(eval $(call natmod_py_rule,$(source))))

ifneq ($(NATMOD_SRC_C),)
NATMOD_NATIVE := $(BUILD)/$(notdir $(MOD)).native.mpy
$(NATMOD_NATIVE): $(NATMOD_SRC_C) $(SRC_O) natmod-force
	$(Q)$(NATMOD) build $(natmod_found) $(NATMOD_OPTIONS) --mutable-globals -o $(call natmod_quote,$@)
endif

$(MOD).mpy: $(NATMOD_NATIVE) $(NATMOD_MPY)
	$(Q)$(NATMOD) merge -o $(call natmod_quote,$@) $(call natmod_words,$^)

endif

clean:
	$(RM) -r $(call natmod_words,$(BUILD) $(MOD).mpy) $(CLEAN_EXTRA)
