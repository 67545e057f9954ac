/* SPDX-License-Identifier: MIT */
// RISC-V, 32 and 64 bit: start, system call, non-local return. The save area has 14 words: ra, sp
// and s0 to s11.
#if __riscv_xlen == 64
#define W 8
#define LOAD ld
#define STORE sd
#else
#define W 4
#define LOAD lw
#define STORE sw
#endif

    .text
    .globl _start
_start:
    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    mv a0, sp
    andi sp, sp, -16
    call port_start

// (number, a, b, c, d, e, f): Linux takes the number in a7 and the arguments from a0.
    .globl port_syscall
port_syscall:
    mv t0, a0
    mv a0, a1
    mv a1, a2
    mv a2, a3
    mv a3, a4
    mv a4, a5
    mv a5, a6
    mv a7, t0
    ecall
    ret

    .macro each_saved op, base
    \op ra, 2*W(\base)
    \op sp, 3*W(\base)
    \op s0, 4*W(\base)
    \op s1, 5*W(\base)
    \op s2, 6*W(\base)
    \op s3, 7*W(\base)
    \op s4, 8*W(\base)
    \op s5, 9*W(\base)
    \op s6, 10*W(\base)
    \op s7, 11*W(\base)
    \op s8, 12*W(\base)
    \op s9, 13*W(\base)
    \op s10, 14*W(\base)
    \op s11, 15*W(\base)
    .endm

    .globl nlr_push
nlr_push:
    each_saved STORE, a0
    tail nlr_link

    .globl nlr_restore
nlr_restore:
    each_saved LOAD, a0
    li a0, 1
    ret
