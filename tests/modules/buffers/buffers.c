// SPDX-License-Identifier: MIT
// Buffers: a class that offers one, and functions that use those of others.
#include "lib/axtls/crypto/crypto.h"
#include "py/objarray.h"
#include "py/runtime.h"

// Sixteen bytes; read only if it was made so. Its elements are 16-bit numbers for memoryview.
typedef struct {
    mp_obj_base_t base;
    bool writable;
    uint16_t words[8];
} block_obj_t;

static mp_obj_t block_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    block_obj_t *self = mp_obj_malloc(block_obj_t, type);
    self->writable = mp_obj_is_true(args[0]);
    for (size_t i = 0; i < MP_ARRAY_SIZE(self->words); i++) {
        self->words[i] = (uint16_t)(0x0101 * i);
    }
    return MP_OBJ_FROM_PTR(self);
}

static mp_int_t block_get_buffer(mp_obj_t self_in, mp_buffer_info_t *bufinfo, mp_uint_t flags) {
    block_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if ((flags & MP_BUFFER_WRITE) && !self->writable) {
        return 1;
    }
    bufinfo->buf = self->words;
    bufinfo->len = sizeof(self->words);
    bufinfo->typecode = 'H';
    return 0;
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Block,
    MP_QSTR_Block,
    MP_TYPE_FLAG_NONE,
    make_new, block_make_new,
    buffer, block_get_buffer
    );

static mp_obj_t buffers_sum(mp_obj_t obj) {
    mp_buffer_info_t bufinfo;
    mp_get_buffer_raise(obj, &bufinfo, MP_BUFFER_READ);
    mp_int_t sum = 0;
    for (size_t i = 0; i < bufinfo.len; i++) {
        sum += ((const byte *)bufinfo.buf)[i];
    }
    mp_obj_t items[] = { mp_obj_new_int_from_uint(bufinfo.len), mp_obj_new_int(sum) };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(buffers_sum_obj, buffers_sum);

static mp_obj_t buffers_fill(mp_obj_t obj, mp_obj_t value) {
    mp_buffer_info_t bufinfo;
    mp_get_buffer_raise(obj, &bufinfo, MP_BUFFER_WRITE);
    byte fill = (byte)mp_obj_get_int(value);
    for (size_t i = 0; i < bufinfo.len; i++) {
        ((byte *)bufinfo.buf)[i] = fill;
    }
    return obj;
}
static MP_DEFINE_CONST_FUN_OBJ_2(buffers_fill_obj, buffers_fill);

// Which flags an object agrees to, without raising: read 1, write 2, both 4.
static mp_obj_t buffers_kind(mp_obj_t obj) {
    static const mp_uint_t flags[] = { MP_BUFFER_READ, MP_BUFFER_WRITE, MP_BUFFER_RW };
    mp_int_t kind = 0;
    for (size_t i = 0; i < MP_ARRAY_SIZE(flags); i++) {
        mp_buffer_info_t bufinfo;
        if (mp_get_buffer(obj, &bufinfo, flags[i])) {
            kind |= 1 << i;
        }
    }
    return MP_OBJ_NEW_SMALL_INT(kind);
}
static MP_DEFINE_CONST_FUN_OBJ_1(buffers_kind_obj, buffers_kind);

// Views and copies of static data.
static byte shared[6] = { 's', 'h', 'a', 'r', 'e', 'd' };

static mp_obj_t buffers_shared(void) {
    mp_obj_t items[] = {
        mp_obj_new_bytearray_by_ref(sizeof(shared), shared),
        mp_obj_new_bytes(shared, sizeof(shared)),
        mp_obj_new_bytearray(sizeof(shared), shared),
        mp_obj_new_memoryview('B' | MP_OBJ_ARRAY_TYPECODE_FLAG_RW, sizeof(shared), shared),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(buffers_shared_obj, buffers_shared);

// The SHA-1 or MD5 of the buffers one after the other.
static mp_obj_t buffers_digest(size_t n_args, const mp_obj_t *args) {
    bool sha1 = mp_obj_is_true(args[0]);
    MD5_CTX md5_state;
    SHA1_CTX sha1_state;
    MD5_Init(&md5_state);
    SHA1_Init(&sha1_state);
    for (size_t i = 1; i < n_args; i++) {
        mp_buffer_info_t bufinfo;
        mp_get_buffer_raise(args[i], &bufinfo, MP_BUFFER_READ);
        MD5_Update(&md5_state, bufinfo.buf, (int)bufinfo.len);
        SHA1_Update(&sha1_state, bufinfo.buf, (int)bufinfo.len);
    }
    byte digest[1 + SHA1_SIZE];  // from an odd address
    if (sha1) {
        SHA1_Final(digest + 1, &sha1_state);
    } else {
        MD5_Final(digest + 1, &md5_state);
    }
    return mp_obj_new_bytes(digest + 1, sha1 ? SHA1_SIZE : MD5_SIZE);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(buffers_digest_obj, 1, buffers_digest);

static const mp_rom_map_elem_t buffers_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_buffers) },
    { MP_ROM_QSTR(MP_QSTR_Block), MP_ROM_PTR(&type_Block) },
    { MP_ROM_QSTR(MP_QSTR_sum), MP_ROM_PTR(&buffers_sum_obj) },
    { MP_ROM_QSTR(MP_QSTR_fill), MP_ROM_PTR(&buffers_fill_obj) },
    { MP_ROM_QSTR(MP_QSTR_kind), MP_ROM_PTR(&buffers_kind_obj) },
    { MP_ROM_QSTR(MP_QSTR_digest), MP_ROM_PTR(&buffers_digest_obj) },
    { MP_ROM_QSTR(MP_QSTR_shared), MP_ROM_PTR(&buffers_shared_obj) },
};
static MP_DEFINE_CONST_DICT(buffers_globals, buffers_globals_table);

const mp_obj_module_t buffers_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&buffers_globals,
};

MP_REGISTER_MODULE(MP_QSTR_buffers, buffers_module);
