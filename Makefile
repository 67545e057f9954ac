# SPDX-License-Identifier: MIT
# Natmod from a fresh clone:
#
#   make demo     install missing packages, build, import examples/shapes in MicroPython
#   make test     the same set-up, then all tests
#   make          build only: build/natmod/natmod
#   make bench    what modules cost beside MicroPython's own toolchain: MICROPYTHON=DIR names a checkout
#                 with mpy-cross built; BENCH='...' has options for bench/module_size.py
#   make asan     the unit tests and the cases of the command line, with AddressSanitizer and
#                 UndefinedBehaviorSanitizer in the program
#   make coverage how many lines of src/ and of the runtime the tests run
#   make dist     the files of a release, in build/dist/out
#   make lint     check the layers of the code, run clang-format, clang with libc++ and clang-tidy (CHANGED=1: changed sources only)
#   make fuzz     run each target of tests/fuzz in libFuzzer for FUZZ_SECONDS=60 of CPU time, or only TARGETS='...'
#   make site     the documentation as a site, in build/site/html
#   make clean    remove what was built (but not the unpacked firmware)
#
# NATMOD_MICROPYTHON=PATH names a MicroPython to use instead of Debian's stock ones.
# Development itself is plain CMake, which compiles each file alone: cmake -S . -B build/natmod -G Ninja.
# UNITY=OFF does the same here.

BUILD := build/natmod
NATMOD := $(BUILD)/natmod
JOBS := $(shell nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
STEP := @scripts/step

# Environment or command line; a name in PATH will do.
ifdef NATMOD_MICROPYTHON
found := $(shell command -v $(NATMOD_MICROPYTHON))
override NATMOD_MICROPYTHON := $(or $(abspath $(found)),$(error there is no program \
    $(NATMOD_MICROPYTHON), which NATMOD_MICROPYTHON names))
endif

# The firmware of the demo, and those of the tests: the rows of scripts/firmware.txt.
# (64-bit ARM runs 32-bit programs, and only a 32-bit MicroPython loads native modules there.)
DEMO_FIRMWARE := trixie-$(or $(patsubst i%86,i386,$(filter i%86,$(shell uname -m))),$(if $(filter \
                   arm% aarch64,$(shell uname -m)),armhf),amd64)
TEST_FIRMWARE := $(shell sed -n 's/^\([a-z][^ ]*\) .*/\1/p' scripts/firmware.txt)

.PHONY: natmod demo test bench asan coverage dist site lint fuzz clean deps-build deps-test deps-coverage deps-dist deps-site deps-lint deps-fuzz \
    firmware-demo firmware-test clang-test mpremote-test
.NOTPARALLEL:

natmod:
	$(STEP) "configuring" "scripts/install-deps build installs what is missing" \
	    cmake -S . -B $(BUILD) -G Ninja -DBUILD_TESTING=$(or $(TESTING),OFF) \
	    -DNATMOD_UNITY=$(or $(UNITY),ON) \
	    -DNATMOD_MICROPYTHON=$(NATMOD_MICROPYTHON) --log-level=NOTICE
	$(STEP) "building Natmod" "see the first error above" \
	    cmake --build $(BUILD) -j $(JOBS)

deps-build deps-test deps-coverage deps-dist deps-site deps-lint deps-fuzz: deps-%:
	$(STEP) "checking packages" "install them by hand and run make again" \
	    scripts/install-deps $*

firmware-demo: FIRMWARE := $(DEMO_FIRMWARE)
firmware-test: FIRMWARE := $(TEST_FIRMWARE)
firmware-demo firmware-test:
ifndef NATMOD_MICROPYTHON
	$(STEP) "unpacking MicroPython" "or name one that loads native modules: NATMOD_MICROPYTHON=PATH" \
	    sh -c 'for f in $(FIRMWARE); do scripts/get-firmware $${f%-*} $${f#*-} >/dev/null || exit; done'
endif

demo: deps-build natmod firmware-demo
	$(STEP) "building examples/shapes" "$(NATMOD) build -v examples/shapes shows the commands" \
	    $(NATMOD) build examples/shapes
	$(STEP) "running examples/shapes/demo.py in MicroPython" "see the message above" \
	    env NATMOD_MICROPYTHON=$(or $(NATMOD_MICROPYTHON),build/firmware/$(DEMO_FIRMWARE)/micropython) \
	    $(NATMOD) run examples/shapes examples/shapes/demo.py

# Windowed Xtensa needs a newer clang than Debian 12 has.
clang-test:
	$(STEP) "unpacking clang for windowed Xtensa" "see the message above" \
	    sh -c '$(NATMOD) toolchains --get xtensawin --to build/clang >/dev/null'

# Debian 12 has no package of it.
mpremote-test:
	$(STEP) "unpacking mpremote" "see the message above" \
	    sh -c 'scripts/get-mpremote build/mpremote >/dev/null'

test: TESTING := ON
test: deps-test firmware-test natmod clang-test mpremote-test
	$(STEP) "running the tests" "one alone: ctest --test-dir $(BUILD) --output-on-failure -R NAME" \
	    scripts/run-tests $(BUILD) $(JOBS)

bench: natmod
	@NATMOD=$(NATMOD) bench/module_size.py $(BENCH)

# These preload a library of their own, or look for paths in the program, which debug information has.
NOT_WITH_ASAN := ^case\.(build_forms|cmake_project)$$

asan: deps-test firmware-test natmod clang-test mpremote-test
	$(STEP) "configuring with sanitizers" "scripts/install-deps test installs what is missing" \
	    cmake --preset asan --log-level=NOTICE
	$(STEP) "building with sanitizers" "see the first error above" \
	    cmake --build --preset asan -j $(JOBS)
	$(STEP) "running the tests with sanitizers" "one alone: ctest --preset asan -R NAME" \
	    scripts/run-tests build/asan $(JOBS) -R '^(unit|case\.)' -E '$(NOT_WITH_ASAN)'

coverage: deps-coverage firmware-test natmod clang-test mpremote-test
	$(STEP) "measuring what the tests run" "see the messages above" scripts/coverage $(JOBS)

dist: deps-dist
	$(STEP) "making the files of a release" "see the messages above" scripts/dist $(JOBS)

site: deps-site
	$(STEP) "making the site" "see the messages above" scripts/site

lint: deps-lint
	$(STEP) "checking the layers" "scripts/check-layers has the order" scripts/lint layers
	$(STEP) "checking the format" "clang-format -i FILE" scripts/lint format
	$(STEP) "compiling with libc++" "see the errors above" scripts/lint libc++ $(JOBS)
	$(STEP) "configuring for clang-tidy" "scripts/install-deps build installs what is missing" \
	    cmake -S . -B build/lint -G Ninja -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
	    --log-level=NOTICE
	$(STEP) "running clang-tidy" "see the warnings above" scripts/lint tidy build/lint $(JOBS)

fuzz: deps-fuzz
	$(STEP) "configuring the fuzzers" "scripts/install-deps fuzz installs what is missing" \
	    cmake -S . -B build/fuzz -G Ninja -DNATMOD_FUZZ=ON -DNATMOD_UNITY=ON -DBUILD_TESTING=ON \
	    -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=None \
	    -DCMAKE_CXX_FLAGS="-O1 -g1" --log-level=NOTICE
	$(STEP) "building the fuzzers" "see the first error above" \
	    cmake --build build/fuzz -j $(JOBS) --target fuzz fuzz_smoke
	$(STEP) "fuzzing" "build/fuzz/TARGET.log says what broke; the inputs are in build/fuzz/findings" \
	    scripts/fuzz build/fuzz $(or $(FUZZ_SECONDS),60) $(TARGETS)

clean:
	rm -rf $(BUILD) build/dev build/asan build/coverage build/dist build/site build/lint build/fuzz examples/*/build-natmod tests/modules/*/build-natmod
