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
#   SRC                   .c, .cpp, .S and .py sources; the latter need mpy-cross (MPY_CROSS)
#   ARCH                  x86 x64 armv6m armv7m armv7emsp armv7emdp xtensa xtensawin rv32imc rv64imc
#   ABI                   6.3 (default: MicroPython 1.23 and newer), 6.2, 6.1
#   BUILD                 folder for objects, build-$(ARCH)
#   CROSS                 prefix of the compiler, instead of the one natmod finds
#   CFLAGS, CFLAGS_EXTRA  further flags of the compiler
#   LDFLAGS_EXTRA         libraries: -LDIR -lNAME, .a files
#   MICROPY_FLOAT_IMPL    none, float or double
#   MPY_EXTERN_SYM_FILE   linker script with addresses of the firmware
#   ARCH_FLAGS            rv32imc: zba, zcmp
#   LINK_RUNTIME          accepted: libgcc and libm are always linked, as far as they are used
#   MICROPYTHON           a checkout, if sources include files of its extmod or lib
#   NATMOD_FLAGS          further options of `natmod build`
#   V                     1: show the commands

ifeq ($(ARCH),)
$(error ARCH is not set: x86, x64, armv6m, armv7m, armv7emsp, armv7emdp, xtensa, xtensawin, rv32imc or rv64imc)
endif
ifeq ($(SRC),)
$(error SRC is not set: name the sources of the module)
endif

# An installed SDK lies in PREFIX/share/natmod/sdk.
NATMOD ?= $(firstword $(wildcard $(MPY_DIR)/../../../bin/natmod) natmod)
BUILD ?= build-$(ARCH)
ABI ?= 6.3
RM ?= rm

NATMOD_SRC_PY := $(filter %.py,$(SRC))
NATMOD_SRC_C := $(filter-out %.py,$(SRC))

# Recursive, so that what a Makefile adds after its include counts.
NATMOD_CFLAGS = $(strip $(CFLAGS) $(CFLAGS_EXTRA) \
	$(if $(MICROPY_FLOAT_IMPL),-DMICROPY_FLOAT_IMPL=MICROPY_FLOAT_IMPL_$(shell echo $(MICROPY_FLOAT_IMPL) | tr a-z A-Z)) \
	$(if $(MICROPYTHON),-I$(abspath $(MICROPYTHON))))

ifeq ($(MOD),)
ifneq ($(NATMOD_SRC_C),)
MOD := $(shell $(NATMOD) init --name $(NATMOD_SRC_C) -- $(NATMOD_CFLAGS))
endif
ifeq ($(MOD),)
$(error MOD is not set, and the sources register no module)
endif
endif

# CROSS is set by Makefiles for the classic toolchain too, where it has the same meaning.
NATMOD_OPTIONS = --name $(notdir $(MOD)) --arch $(ARCH) --abi $(ABI) --build-dir $(BUILD) \
	$(if $(CROSS),--cc $(CROSS)gcc) \
	$(if $(NATMOD_CFLAGS),--cflags '$(subst ','\'',$(NATMOD_CFLAGS))') \
	$(if $(LDFLAGS_EXTRA),--ldflags '$(LDFLAGS_EXTRA)') \
	$(if $(MPY_EXTERN_SYM_FILE),--externs $(MPY_EXTERN_SYM_FILE)) \
	$(if $(ARCH_FLAGS),--arch-flags $(ARCH_FLAGS)) \
	$(if $(filter 1,$(V)),-v) \
	$(NATMOD_FLAGS)

.PHONY: all clean natmod-force
all: $(MOD).mpy

# natmod finds out what has changed; a result that has not keeps its time.
ifeq ($(NATMOD_SRC_PY),)

$(MOD).mpy: natmod-force
	+@$(NATMOD) build $(NATMOD_SRC_C) $(NATMOD_OPTIONS) -o $@

else

MPY_CROSS ?= $(firstword $(shell command -v mpy-cross 2>/dev/null) \
	$(wildcard $(MICROPYTHON)/mpy-cross/build/mpy-cross))
NATMOD_MPY := $(addprefix $(BUILD)/py/,$(NATMOD_SRC_PY:.py=.mpy))

$(BUILD)/py/%.mpy: %.py
	@mkdir -p $(dir $@)
	@$(if $(MPY_CROSS),,echo 'natmod: $<: error: mpy-cross is not found, and Python sources need it' >&2; \
		echo 'hint: build it in a MicroPython checkout (make -C mpy-cross) and set MPY_CROSS to it' >&2; exit 1)
	$(if $(filter 1,$(V)),,@)$(MPY_CROSS) -s $(notdir $<) -o $@ $<

ifneq ($(NATMOD_SRC_C),)
$(BUILD)/$(notdir $(MOD)).native.mpy: natmod-force
	+@$(NATMOD) build $(NATMOD_SRC_C) $(NATMOD_OPTIONS) --mutable-globals -o $@
$(MOD).mpy: $(BUILD)/$(notdir $(MOD)).native.mpy
endif

$(MOD).mpy: $(NATMOD_MPY)
	@$(NATMOD) merge -o $@ $(filter %.mpy,$^)

endif

clean:
	$(RM) -rf $(BUILD) $(MOD).mpy $(CLEAN_EXTRA)
