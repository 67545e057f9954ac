/* SPDX-License-Identifier: MIT */
// Xtensa with the windowed ABI (ESP32): start, system call, and setjmp.
//
// A function sees sixteen of 64 registers; `call8` moves the window by eight, `entry` makes a frame,
// `retw` moves back. When the 64 run out, an overflow exception stores the oldest frame, and an
// underflow exception loads it again when a `retw` needs it: a0-a3 of a frame lie in the 16 bytes
// below the stack pointer of the function it called, a4 and up (if the call kept them) at the upper
// end of the frame itself, that is, below the 16 bytes under the stack pointer of *its* caller.
//
// So setjmp makes all frames go to the stack, copies those of its caller's registers that other calls
// may overwrite there, and longjmp puts the copy where the underflow of its own `retw` looks.
//
// jmp_buf, 17 words as on ESP32: 0-3 a0-a3, 4-11 a4-a11, 12 stack pointer of setjmp, 16 its a0.

    .text

// Four nested frames of twelve registers cover all windows, which stores every older frame.
// Each is entered by callx12, since a direct call may not be known to the linker in use.
    .macro spill_level name, next
    .literal_position
    .align 4
\name:
    entry a1, 48
    .ifnb \next
    movi a12, \next
    callx12 a12
    .else
    movi a12, 0
    .endif
    retw
    .endm
    spill_level spill4
    spill_level spill3, spill4
    spill_level spill2, spill3
    spill_level spill1, spill2

    .literal_position
    .align 4
    .globl port_setjmp
port_setjmp:
    entry a1, 48
    movi a12, spill1
    callx12 a12
    addi a5, a1, -16
    l32i a6, a5, 0      // a0-a3 of the caller
    s32i a6, a2, 0
    l32i a7, a5, 4      // its a1
    s32i a7, a2, 4
    l32i a6, a5, 8
    s32i a6, a2, 8
    l32i a6, a5, 12
    s32i a6, a2, 12
    s32i a1, a2, 48
    s32i a0, a2, 64
    addi a5, a7, -16
    l32i a5, a5, 4      // stack pointer of the caller's caller
    extui a6, a0, 30, 2 // how far the window moved: 1, 2 or 3 times four registers
    bltui a6, 2, 9f
    addi a5, a5, -32    // two: a4-a7 lie there
    addi a7, a2, 16
    bltui a6, 3, 8f
    addi a5, a5, -16    // three: a4-a11
    l32i a6, a5, 16
    s32i a6, a2, 32
    l32i a6, a5, 20
    s32i a6, a2, 36
    l32i a6, a5, 24
    s32i a6, a2, 40
    l32i a6, a5, 28
    s32i a6, a2, 44
8:  l32i a6, a5, 0
    s32i a6, a2, 16
    l32i a6, a5, 4
    s32i a6, a2, 20
    l32i a6, a5, 8
    s32i a6, a2, 24
    l32i a6, a5, 12
    s32i a6, a2, 28
9:  movi a2, 0
    retw

    .literal_position
    .align 4
    .globl port_longjmp
port_longjmp:
    entry a1, 48
    movi a12, spill1
    callx12 a12
    l32i a0, a2, 64
    l32i a1, a2, 48     // a plain move: no register of the frames in between is live any more
    addi a5, a1, -16
    l32i a6, a2, 0
    s32i a6, a5, 0
    l32i a7, a2, 4
    s32i a7, a5, 4
    l32i a6, a2, 8
    s32i a6, a5, 8
    l32i a6, a2, 12
    s32i a6, a5, 12
    addi a5, a7, -16
    l32i a5, a5, 4
    extui a6, a0, 30, 2
    bltui a6, 2, 9f
    addi a5, a5, -32
    bltui a6, 3, 8f
    addi a5, a5, -16
    l32i a6, a2, 32
    s32i a6, a5, 16
    l32i a6, a2, 36
    s32i a6, a5, 20
    l32i a6, a2, 40
    s32i a6, a5, 24
    l32i a6, a2, 44
    s32i a6, a5, 28
8:  l32i a6, a2, 16
    s32i a6, a5, 0
    l32i a6, a2, 20
    s32i a6, a5, 4
    l32i a6, a2, 24
    s32i a6, a5, 8
    l32i a6, a2, 28
    s32i a6, a5, 12
9:  mov a2, a3
    retw

    .literal_position
    .align 4
    .globl _start
_start:
    movi a0, 0
    mov a6, a1
    movi a3, -16
    and a1, a1, a3
    movi a4, port_start
    callx4 a4

// (number, a, b, c, d, e, f): Linux takes the number in a2, the arguments in a6, a3, a4, a5, a8, a9.
    .align 4
    .globl port_syscall
port_syscall:
    entry a1, 32
    l32i a9, a1, 32
    mov a8, a7
    mov a10, a6
    mov a6, a3
    mov a3, a4
    mov a4, a5
    mov a5, a10
    syscall
    retw
    .section .note.GNU-stack, "", @progbits
