// SPDX-License-Identifier: 0BSD
// Functions in assembly, for code that nearly every module has.
#ifndef NATMOD_ASSEMBLY_H
#define NATMOD_ASSEMBLY_H

// `stack` is how much stack it takes, as gcc counts it: on x64 with the return address.
#if defined(__thumb__)
#define BEGIN ".syntax unified\n.thumb\n.balign 4\n.thumb_func\n"
#else
#define BEGIN ""
#endif
#define FUNCTION(name, stack, body)                                                                \
    __asm__(".pushsection .text." #name                                                            \
            ",\"ax\",%progbits\n"                                                                  \
            ".globl " #name "\n.type " #name ", %function\n" BEGIN #name ":\n" body ".size " #name \
            ", . - " #name "\n.popsection\n.set natmod_frame." #name ", " #stack)

#endif
