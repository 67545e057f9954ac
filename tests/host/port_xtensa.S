/* SPDX-License-Identifier: MIT */
// Xtensa with the call0 ABI (lx106, the esp8266's core): start, system call, non-local return.
// Arguments are in a2 to a7; a0 is the return address, a1 the stack; a call preserves a12 to a15.
    .text
    .align 4
    .globl _start
_start:
    mov a2, a1
    movi a3, -16
    and a1, a1, a3
    movi a0, port_start
    callx0 a0

// (number, a, b, c, d, e, f): Linux takes the number in a2, the arguments in a6, a3, a4, a5, a8, a9.
    .align 4
    .globl port_syscall
port_syscall:
    l32i a9, a1, 0
    mov a8, a7
    mov a10, a6
    mov a6, a3
    mov a3, a4
    mov a4, a5
    mov a5, a10
    syscall
    ret

// The save area has 10 words; a8 to a11 are not needed, the words keep the firmware's size.
    .align 4
    .globl nlr_push
nlr_push:
    s32i a0, a2, 8
    s32i a1, a2, 12
    s32i a12, a2, 16
    s32i a13, a2, 20
    s32i a14, a2, 24
    s32i a15, a2, 28
    movi a3, nlr_link
    jx a3

    .align 4
    .globl nlr_restore
nlr_restore:
    l32i a0, a2, 8
    l32i a1, a2, 12
    l32i a12, a2, 16
    l32i a13, a2, 20
    l32i a14, a2, 24
    l32i a15, a2, 28
    movi a2, 1
    ret
