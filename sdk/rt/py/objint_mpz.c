// Integers of any size, to and from bytes.
#include "../rt.h"

NATMOD_QSTR(big);

static mp_obj_t order_name(bool big_endian) {
    return MP_OBJ_NEW_QSTR(big_endian ? Q(big) : (qstr)Q_little);
}

mp_obj_t mp_obj_int_from_bytes_impl(bool big_endian, size_t len, const byte *buf) {
    if (len <= sizeof(uint64_t)) {
        uint64_t value = (uint64_t)mp_binary_get_int(len, false, big_endian, buf);
        return mp_obj_new_int_from_ull(value);
    }
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

// The low bytes of a number whose bits above 64 are all the same, and whether that is all of it.
// Byte by byte: shifting 64 bits takes some processors long.
static bool put_low(uint64_t number, byte above, size_t len, byte *buf, bool big_endian,
                    bool is_signed) {
    const byte *bytes = (const byte *)&number;
    byte highest = 0;
    byte *at = big_endian ? buf + len - 1 : buf;
    ptrdiff_t step = big_endian ? -1 : 1;
    size_t i = 0;
    for (; i < len; ++i, at += step) {
        *at = highest = i < sizeof(number) ? bytes[i] : above;
    }
    for (; i < sizeof(number); ++i) {
        if (bytes[i] != above) {
            return false;
        }
    }
    return !is_signed || (highest ^ above) < 0x80;
}

static bool to_bytes(mp_obj_t self_in, size_t len, byte *buf, bool big_endian, bool is_signed,
                     bool overflow_check) {
    if (len == 0) {
        return false;
    }
    uint64_t low;
    int above = natmod_obj_get_64(self_in, &low);
    if (above <= 0) {
        return put_low(low, (byte)above, len, buf, big_endian, is_signed || above < 0);
    }
    mp_obj_t args[2] = {MP_OBJ_NEW_SMALL_INT(len), order_name(big_endian)};
    mp_obj_t bytes = natmod_call_method(low_bits(self_in, 8 * len), Q_to_bytes, 2, args);
    size_t bytes_len;
    memcpy(buf, mp_obj_str_get_data_no_check(bytes, &bytes_len), len);
    return overflow_check && fits(self_in, 8 * len, is_signed || mp_obj_int_sign(self_in) < 0);
}

void mp_obj_int_to_bytes(mp_obj_t self_in, size_t buf_len, byte *buf, bool big_endian,
                         bool is_signed, bool overflow_check) {
    if (overflow_check && !is_signed && mp_obj_int_sign(self_in) < 0) {
        mp_raise_msg(&mp_type_OverflowError, "can't convert negative int to unsigned");
    }
    bool all = to_bytes(self_in, buf_len, buf, big_endian, is_signed, overflow_check);
    if (overflow_check && !all && buf_len != 0) {
        mp_raise_msg_varg(&mp_type_OverflowError, "value would overflow a %u byte buffer",
                          (unsigned)buf_len);
    }
}

bool mp_obj_int_to_bytes_impl(mp_obj_t self_in, bool big_endian, size_t len, byte *buf) {
    return to_bytes(self_in, len, buf, big_endian, false, true);
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
