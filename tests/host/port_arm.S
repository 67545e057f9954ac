/* SPDX-License-Identifier: MIT */
// ARM, Thumb-2: start, system call, non-local return. The save area has 16 words: lr, r4 to r11, sp and,
// with an FPU, the six that a firmware saves of its registers.
    .syntax unified
    .thumb
    .text
    .globl _start
    .thumb_func
_start:
    mov r0, sp
    bic r1, r0, #15
    mov sp, r1
    bl port_start

// (number, a, b, c, d, e, f): Linux takes the number in r7 and the arguments from r0.
    .globl port_syscall
    .thumb_func
port_syscall:
    push {r4-r7, lr}
    mov r7, r0
    mov r0, r1
    mov r1, r2
    mov r2, r3
    add r6, sp, #20
    ldm r6, {r3, r4, r5}
    svc #0
    pop {r4-r7, pc}

    .globl nlr_push
    .thumb_func
nlr_push:
    add r1, r0, #8
    mov r2, sp
    stm r1!, {r2, r4-r11, lr}
#ifdef __ARM_FP
    vstm r1, {d8-d10}
#endif
    b nlr_link

    .globl nlr_restore
    .thumb_func
nlr_restore:
    add r1, r0, #8
    ldm r1!, {r2, r4-r11, lr}
    mov sp, r2
#ifdef __ARM_FP
    vldm r1, {d8-d10}
#endif
    movs r0, #1
    bx lr
