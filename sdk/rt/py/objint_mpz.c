// Integers of any size, to and from bytes.
#include "../rt.h"

NATMOD_QSTR(big);

static mp_obj_t order_name(bool big_endian) {
    return MP_OBJ_NEW_QSTR(big_endian ? Q(big) : (qstr)Q_little);
}

mp_obj_t mp_obj_int_from_bytes_impl(bool big_endian, size_t len, const byte *buf) {
    mp_obj_t args[2] = {mp_obj_new_bytes(buf, len), order_name(big_endian)};
    return natmod_call_method(MP_OBJ_FROM_PTR(&mp_type_int), Q_from_bytes, 2, args);
}

// The low bits of a number in two's complement.
static mp_obj_t low_bits(mp_obj_t number, size_t bits) {
    mp_obj_t one = MP_OBJ_NEW_SMALL_INT(1);
    mp_obj_t power = mp_binary_op(MP_BINARY_OP_LSHIFT, one, MP_OBJ_NEW_SMALL_INT(bits));
    return mp_binary_op(MP_BINARY_OP_AND, number, mp_binary_op(MP_BINARY_OP_SUBTRACT, power, one));
}

static bool fits(mp_obj_t number, size_t bits, bool is_signed) {
    if (!is_signed) {
        return mp_obj_int_sign(number) >= 0 && mp_obj_equal(low_bits(number, bits), number);
    }
    // What is left above the highest bit is all of the sign. (Not always a small int: firmwares up
    // to 1.23 leave it a big one.)
    mp_obj_t high = mp_binary_op(MP_BINARY_OP_RSHIFT, number, MP_OBJ_NEW_SMALL_INT(bits - 1));
    return mp_obj_equal(high, MP_OBJ_NEW_SMALL_INT(0)) ||
           mp_obj_equal(high, MP_OBJ_NEW_SMALL_INT(-1));
}

void mp_obj_int_to_bytes(mp_obj_t self_in, size_t buf_len, byte *buf, bool big_endian,
                         bool is_signed, bool overflow_check) {
    if (buf_len == 0) {
        return;
    }
    if (overflow_check && !is_signed && mp_obj_int_sign(self_in) < 0) {
        mp_raise_msg(&mp_type_OverflowError, "can't convert negative int to unsigned");
    }
    if (overflow_check && !fits(self_in, 8 * buf_len, is_signed)) {
        mp_raise_msg_varg(&mp_type_OverflowError, "value would overflow a %u byte buffer",
                          (unsigned)buf_len);
    }
    mp_obj_t args[2] = {MP_OBJ_NEW_SMALL_INT(buf_len), order_name(big_endian)};
    mp_obj_t bytes = natmod_call_method(low_bits(self_in, 8 * buf_len), Q_to_bytes, 2, args);
    size_t len;
    memcpy(buf, mp_obj_str_get_data_no_check(bytes, &len), buf_len);
}

bool mp_obj_int_to_bytes_impl(mp_obj_t self_in, bool big_endian, size_t len, byte *buf) {
    mp_obj_int_to_bytes(self_in, len, buf, big_endian, false, false);
    return len != 0 && fits(self_in, 8 * len, mp_obj_int_sign(self_in) < 0);
}

mp_obj_t mp_obj_int_pow3(mp_obj_t base, mp_obj_t exponent, mp_obj_t modulus) {
    mp_obj_t args[3] = {base, exponent, modulus};
    return natmod_tab_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_builtin_pow_obj), 3, args);
}

#if MICROPY_PY_BUILTINS_FLOAT
mp_float_t mp_obj_int_as_float_impl(mp_obj_t self_in) {
    return mp_obj_get_float(self_in);
}
#endif

mp_obj_int_t *mp_obj_int_new_mpz(void) {
    mp_obj_int_t *o = mp_obj_malloc(mp_obj_int_t, &mp_type_int);
    mpz_init_zero(&o->mpz);
    return o;
}
