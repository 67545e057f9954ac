/* SPDX-License-Identifier: MIT */
// x86-64, System V: the non-local return. nlr_push(nlr in rdi) keeps the registers that a call
// preserves behind the two words `prev` and `value`, then links the buffer.
    .text
    .globl nlr_push
    .type nlr_push, @function
nlr_push:
    mov (%rsp), %rax
    mov %rax, 16(%rdi)
    lea 8(%rsp), %rax
    mov %rax, 24(%rdi)
    mov %rbx, 32(%rdi)
    mov %rbp, 40(%rdi)
    mov %r12, 48(%rdi)
    mov %r13, 56(%rdi)
    mov %r14, 64(%rdi)
    mov %r15, 72(%rdi)
    jmp nlr_link@PLT

    .globl nlr_restore
    .type nlr_restore, @function
nlr_restore:
    mov 24(%rdi), %rsp
    mov 32(%rdi), %rbx
    mov 40(%rdi), %rbp
    mov 48(%rdi), %r12
    mov 56(%rdi), %r13
    mov 64(%rdi), %r14
    mov 72(%rdi), %r15
    mov $1, %eax
    jmp *16(%rdi)

    .section .note.GNU-stack, "", @progbits
