// SPDX-License-Identifier: MIT
// What an ARM file says of the processor it is for, in its section of build attributes: "ELF for
// the Arm Architecture" and "Addenda to the ABI", build attributes.
#pragma once

#include "elf/object.h"

namespace natmod::elf {

struct ArmAttributes {
    bool found = false;
    uint64_t cpu_arch = 0;         // Tag_CPU_arch: 11 v6-M, 13 v7E-M, ...
    uint64_t thumb = 0;            // Tag_THUMB_ISA_use: 1 Thumb-1, 2 Thumb-2, 3 as of cpu_arch
    uint64_t fpu = 0;              // Tag_FP_arch; 0: none
    uint64_t single_only = 0;      // Tag_ABI_HardFP_use; 1: the FPU has no double precision
    uint64_t float_model = 0;      // Tag_ABI_FP_number_model; 0: no floats at all
    uint64_t float_arguments = 0;  // Tag_ABI_VFP_args: 0 integer registers, 1 the FPU's
};

ArmAttributes arm_attributes(const ElfObject& elf);

}  // namespace natmod::elf
