// SPDX-License-Identifier: 0BSD
// Numbers in memory.
#include "../rt.h"

long long mp_binary_get_int(size_t size, bool is_signed, bool big_endian, const byte *src) {
    const byte *most = big_endian ? src : src + size - 1;
    unsigned long long value = is_signed && *most & 0x80 ? ULLONG_MAX : 0;
    for (size_t i = 0; i < size; ++i) {
        value = value << 8 | (big_endian ? most[i] : src[size - 1 - i]);
    }
    return (long long)value;
}

void natmod_binary_set_int(size_t val_sz, bool big_endian, byte *dest, mp_uint_t val) {
    // Wider than a word: the sign goes on.
    mp_int_t rest = (mp_int_t)val;
    for (size_t i = 0; i < val_sz; ++i) {
        dest[big_endian ? val_sz - 1 - i : i] = (byte)rest;
        rest >>= 8;
    }
}

static bool is_signed(char type) {
    return type > 'Z';
}

#if NATMOD_ABI < 3
size_t mp_binary_get_size(char struct_type, char val_type, size_t *palign) {
    bool native = struct_type == '@';
    size_t size = 1;
    if (val_type == 'h' || val_type == 'H') {
        size = 2;
    } else if (val_type == 'l' || val_type == 'L') {
        size = native ? sizeof(long) : 4;
    } else if (val_type == 'q' || val_type == 'Q' || val_type == 'd') {
        size = 8;
    } else if (val_type == 'i' || val_type == 'I' || val_type == 'f') {
        size = 4;
    } else if (val_type == 'P' || val_type == 'O' || val_type == 'S') {
        size = sizeof(void *);
    } else if (val_type == 'e') {
        size = 2;
    } else if (val_type != 'b' && val_type != 'B' && val_type != BYTEARRAY_TYPECODE) {
        mp_raise_ValueError("bad typecode");
    }
    if (palign != NULL) {
        *palign = native ? size : 1;
    }
    return size;
}

mp_obj_t mp_binary_get_val_array(char typecode, void *p, size_t index) {
    size_t size = mp_binary_get_size('@', typecode, NULL);
    byte *at = (byte *)p + index * size;
#if MICROPY_PY_BUILTINS_FLOAT
    if (typecode == 'f') {
        float f;
        memcpy(&f, at, sizeof(f));
        return mp_obj_new_float_from_f(f);
    }
    if (typecode == 'd') {
        double d;
        memcpy(&d, at, sizeof(d));
        return mp_obj_new_float_from_d(d);
    }
#endif
    if (typecode == 'O') {
        return *(mp_obj_t *)at;
    }
    long long value = mp_binary_get_int(size, is_signed(typecode), false, at);
    return is_signed(typecode) ? mp_obj_new_int_from_ll(value)
                               : mp_obj_new_int_from_ull((unsigned long long)value);
}

void mp_binary_set_val_array(char typecode, void *p, size_t index, mp_obj_t val_in) {
    size_t size = mp_binary_get_size('@', typecode, NULL);
    byte *at = (byte *)p + index * size;
#if MICROPY_PY_BUILTINS_FLOAT
    if (typecode == 'f') {
        float f = mp_obj_get_float_to_f(val_in);
        memcpy(at, &f, sizeof(f));
        return;
    }
    if (typecode == 'd') {
        double d = mp_obj_get_float_to_d(val_in);
        memcpy(at, &d, sizeof(d));
        return;
    }
#endif
    if (typecode == 'O') {
        *(mp_obj_t *)at = val_in;
        return;
    }
    long long value = mp_obj_get_ll(val_in);
    memcpy(at, &value, size);
}
#endif

#if MICROPY_PY_BUILTINS_FLOAT
// Half floats, in integers: a sign, 5 bits of exponent, 10 of fraction.
enum { BIAS_APART = 127 - 15, FRACTION_APART = 23 - 10 };

static float half_to_float(unsigned half) {
    uint32_t exponent = half >> 10 & 0x1f;
    uint32_t fraction = half & 0x3ff;
    if (exponent == 0x1f) {
        exponent = 0xff;
    } else if (exponent != 0) {
        exponent += BIAS_APART;
    } else if (fraction != 0) {
        // Subnormal: its first bit becomes the one that is not stored.
        for (exponent = BIAS_APART + 1; !(fraction & 0x400); fraction <<= 1) {
            --exponent;
        }
        fraction &= 0x3ff;
    }
    uint32_t bits = (uint32_t)(half & 0x8000) << 16 | exponent << 23 | fraction << FRACTION_APART;
    float f;
    memcpy(&f, &bits, sizeof(f));
    return f;
}

// Rounds to the nearest, away from 0 between two, as firmwares without a half float of the
// compiler.
static unsigned float_to_half(float f) {
    uint32_t bits;
    memcpy(&bits, &f, sizeof(bits));
    unsigned sign = bits >> 16 & 0x8000;
    bits &= 0x7fffffff;
    if (bits >= 0x47800000) {  // infinite, not a number, or too big
        return sign | 0x7c00 | (bits > 0x7f800000 ? 0x200 | (bits >> FRACTION_APART & 0x3ff) : 0);
    }
    uint32_t exponent = bits >> 23;
    unsigned shift = FRACTION_APART;
    if (exponent > BIAS_APART) {
        bits -= (uint32_t)BIAS_APART << 23;
    } else if (exponent < BIAS_APART - 10) {
        return sign;
    } else {
        shift += BIAS_APART + 1 - exponent;
        bits = (bits & 0x7fffff) | 0x800000;
    }
    return sign | (bits + (1u << (shift - 1))) >> shift;
}
#endif

static bool is_plain_int(char type) {
    return type != 'f' && type != 'd' && type != 'e' && type != 'O';
}

// Where the next value starts, and an array typecode for its size; *ptr moves behind it.
static byte *next_value(char struct_type, char val_type, byte *base, byte **ptr, size_t *size,
                        char *typecode) {
    size_t align;
    *size = mp_binary_get_size(struct_type, val_type, &align);
    size_t offset = (size_t)(*ptr - base);
    byte *at = base + ((offset + align - 1) & ~(align - 1));
    *ptr = at + *size;
    *typecode = val_type;
    if (is_plain_int(val_type)) {
        const char *codes = is_signed(val_type) ? "bhiq" : "BHIQ";
        *typecode = codes[*size == 8 ? 3 : *size >> 1];
    }
    return at;
}

static void copy_ordered(byte *to, const byte *from, size_t size, bool reversed) {
    for (size_t i = 0; i < size; ++i) {
        to[i] = from[reversed ? size - 1 - i : i];
    }
}

mp_obj_t mp_binary_get_val(char struct_type, char val_type, byte *p_base, byte **ptr) {
    size_t size;
    char typecode;
    union {
        uint64_t number;
        uint16_t half;
        const char *text;
    } value;
    const byte *at = next_value(struct_type, val_type, p_base, ptr, &size, &typecode);
    copy_ordered((byte *)&value, at, size, struct_type == '>');
    if (val_type == 'S') {
        return mp_obj_new_str_from_cstr(value.text);
    }
#if MICROPY_PY_BUILTINS_FLOAT
    if (val_type == 'e') {
        return mp_obj_new_float_from_f(half_to_float(value.half));
    }
#endif
    return mp_binary_get_val_array(typecode, &value, 0);
}

void mp_binary_set_val(char struct_type, char val_type, mp_obj_t val_in, byte *p_base, byte **ptr) {
    size_t size;
    char typecode;
    union {
        uint64_t number;
        uint16_t half;
    } value;
    byte *at = next_value(struct_type, val_type, p_base, ptr, &size, &typecode);
#if MICROPY_PY_BUILTINS_FLOAT
    if (val_type == 'e') {
        value.half = (uint16_t)float_to_half(mp_obj_get_float_to_f(val_in));
    } else
#endif
    {
        mp_binary_set_val_array(typecode, &value, 0, val_in);
    }
    copy_ordered(at, (const byte *)&value, size, struct_type == '>');
}
