// SPDX-License-Identifier: 0BSD
// Integers. A big int (an int that is no small int) has the layout below in firmwares whose big
// ints have any size, which is nearly all of them.
#ifndef NATMOD_PY_OBJINT_H
#define NATMOD_PY_OBJINT_H

#include "py/mpz.h"
#include "py/obj.h"

typedef struct _mp_obj_int_t {
    mp_obj_base_t base;
    mpz_t mpz;
} mp_obj_int_t;
NATMOD_AT(mp_obj_int_t, mpz, 1);

NATMOD_BEGIN_C
mp_obj_int_t *mp_obj_int_new_mpz(void);
size_t mp_int_format_size(size_t num_bits, int base, const char *prefix, char comma);
// *buf is used if it is large enough, and else a new one of the firmware's heap put in its place.
char *mp_obj_int_formatted(char **buf, size_t *buf_size, size_t *fmt_size, mp_const_obj_t self_in,
                           int base, const char *prefix, char base_char, char comma);
mp_obj_t mp_obj_int_from_bytes_impl(bool big_endian, size_t len, const byte *buf);
// The low bytes; whether that is all of the number.
#ifndef NATMOD_NO_COMPAT  // until 1.26
bool mp_obj_int_to_bytes_impl(mp_obj_t self_in, bool big_endian, size_t len, byte *buf);
#endif
void mp_obj_int_to_bytes(mp_obj_t self_in, size_t buf_len, byte *buf, bool big_endian,
                         bool is_signed, bool overflow_check);
int mp_obj_int_sign(mp_obj_t self_in);
void mp_obj_int_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind);
mp_obj_t mp_obj_int_unary_op(mp_unary_op_t op, mp_obj_t o_in);
mp_obj_t mp_obj_int_binary_op(mp_binary_op_t op, mp_obj_t lhs_in, mp_obj_t rhs_in);
mp_obj_t mp_obj_int_pow3(mp_obj_t base, mp_obj_t exponent, mp_obj_t modulus);
#if MICROPY_PY_BUILTINS_FLOAT
mp_float_t mp_obj_int_as_float_impl(mp_obj_t self_in);
#endif
NATMOD_END_C

#endif
