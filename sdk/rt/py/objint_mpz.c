// SPDX-License-Identifier: 0BSD
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
    static const void *found;
    const mp_obj_static_class_method_t *method =
        (const mp_obj_static_class_method_t *)natmod_find_method(&found, &mp_type_int,
                                                                 Q_from_bytes);
    // Nobody keeps it.
    mp_obj_str_t bytes = {{&mp_type_bytes}, 0, len, buf};
    mp_obj_t args[3] = {MP_OBJ_FROM_PTR(&mp_type_int), MP_OBJ_FROM_PTR(&bytes),
                        order_name(big_endian)};
    return natmod_tab_call_function_n_kw(method->fun, 3, args);
}

// The low bytes (one at least) of a number whose bits above 64 are all the same, and whether that
// is all of it.
static bool put_low(const byte *low, byte above, size_t len, byte *buf, bool big_endian,
                    bool is_signed) {
    const byte *end = low + sizeof(uint64_t);
    byte *at = big_endian ? buf + len - 1 : buf;
    ptrdiff_t step = big_endian ? -1 : 1;
    do {
        *at = *low++;
        at += step;
    } while (--len != 0 && low != end);
    for (; len != 0; --len, at += step) {
        *at = above;
    }
    for (; low != end; ++low) {
        if (*low != above) {
            return false;
        }
    }
    return !is_signed || (at[-step] ^ above) < 0x80;
}

static bool to_bytes(mp_obj_t self_in, size_t len, byte *buf, bool big_endian, bool is_signed) {
    if (len == 0) {
        return false;
    }
    const mpz_t *z = natmod_int_digits(self_in, (mp_uint_t)mp_obj_get_int_truncated(self_in));
    if (z == NULL) {
        uint64_t low;
        int above = natmod_obj_get_64(self_in, &low);
        if (above <= 0) {
            return put_low((const byte *)&low, (byte)above, len, buf, big_endian,
                           is_signed || above < 0);
        }
        z = &((const mp_obj_int_t *)MP_OBJ_TO_PTR(self_in))->mpz;  // more than 64 bits are digits
    }
    return natmod_mpz_as_bytes(z, big_endian, is_signed || z->neg, len, buf);
}

void mp_obj_int_to_bytes(mp_obj_t self_in, size_t buf_len, byte *buf, bool big_endian,
                         bool is_signed, bool overflow_check) {
    if (overflow_check && !is_signed && mp_obj_int_sign(self_in) < 0) {
        mp_raise_msg(&mp_type_OverflowError, "can't convert negative int to unsigned");
    }
    bool all = to_bytes(self_in, buf_len, buf, big_endian, is_signed);
    if (overflow_check && !all && buf_len != 0) {
        natmod_raise_int_size(buf_len);
    }
}

bool mp_obj_int_to_bytes_impl(mp_obj_t self_in, bool big_endian, size_t len, byte *buf) {
    return to_bytes(self_in, len, buf, big_endian, false);
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
