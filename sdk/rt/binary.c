// Numbers in memory.
#include "rt.h"

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
    long long value = mp_obj_get_ll(val_in);
    memcpy(at, &value, size);
}
#endif

// Where the next value starts, and an array typecode for its size; *ptr moves behind it.
static byte *next_value(char struct_type, char val_type, byte *base, byte **ptr, size_t *size,
                        char *typecode) {
    size_t align;
    *size = mp_binary_get_size(struct_type, val_type, &align);
    size_t offset = (size_t)(*ptr - base);
    byte *at = base + ((offset + align - 1) & ~(align - 1));
    *ptr = at + *size;
    *typecode = val_type;
    if (val_type != 'f' && val_type != 'd') {
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
    uint64_t value;
    const byte *at = next_value(struct_type, val_type, p_base, ptr, &size, &typecode);
    copy_ordered((byte *)&value, at, size, struct_type == '>');
    return mp_binary_get_val_array(typecode, &value, 0);
}

void mp_binary_set_val(char struct_type, char val_type, mp_obj_t val_in, byte *p_base, byte **ptr) {
    size_t size;
    char typecode;
    uint64_t value;
    byte *at = next_value(struct_type, val_type, p_base, ptr, &size, &typecode);
    mp_binary_set_val_array(typecode, &value, 0, val_in);
    copy_ordered(at, (const byte *)&value, size, struct_type == '>');
}
