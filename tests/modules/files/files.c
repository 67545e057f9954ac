// SPDX-License-Identifier: MIT
// Files of the firmware's file system, opened and used from C.
#include "py/builtin.h"
#include "py/objstringio.h"
#include "py/runtime.h"
#include "py/stream.h"

static mp_obj_t open_file(mp_obj_t name, qstr mode) {
    mp_obj_t args[] = { name, MP_OBJ_NEW_QSTR(mode) };
    return mp_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_builtin_open_obj), 2, 0, args);
}

static mp_obj_t files_save(mp_obj_t name, mp_obj_t data) {
    mp_buffer_info_t bufinfo;
    mp_get_buffer_raise(data, &bufinfo, MP_BUFFER_READ);
    mp_obj_t file = open_file(name, MP_QSTR_wb);
    int errcode;
    mp_uint_t n = mp_stream_rw(file, bufinfo.buf, bufinfo.len, &errcode, MP_STREAM_RW_WRITE);
    mp_stream_close(file);
    if (errcode != 0) {
        mp_raise_OSError(errcode);
    }
    return mp_obj_new_int_from_uint(n);
}
static MP_DEFINE_CONST_FUN_OBJ_2(files_save_obj, files_save);

// `size` bytes from `offset` on, which counts from the end if it is negative; and where that was.
static mp_obj_t files_part(mp_obj_t name, mp_obj_t offset_in, mp_obj_t size_in) {
    mp_off_t offset = (mp_off_t)mp_obj_get_int(offset_in);
    mp_obj_t file = open_file(name, MP_QSTR_rb);
    int errcode;
    mp_off_t at = mp_stream_seek(file, offset, offset < 0 ? MP_SEEK_END : MP_SEEK_SET, &errcode);
    if (at == (mp_off_t)-1) {
        mp_stream_close(file);
        mp_raise_OSError(errcode);
    }
    byte buf[32];
    mp_uint_t size = (mp_uint_t)mp_obj_get_int(size_in);
    mp_uint_t n = mp_stream_rw(file, buf, size < sizeof(buf) ? size : sizeof(buf), &errcode, MP_STREAM_RW_READ);
    mp_stream_close(file);
    mp_obj_t items[] = { mp_obj_new_bytes(buf, n), mp_obj_new_int((mp_int_t)at) };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_3(files_part_obj, files_part);

// The first bytes at a place of an open file, by ioctl, as C code does it that came before mp_stream_seek.
static mp_obj_t files_at(mp_obj_t file, mp_obj_t offset, mp_obj_t whence) {
    const mp_stream_p_t *stream = mp_get_stream(file);
    struct mp_stream_seek_t seek = {.offset = mp_obj_get_int(offset), .whence = mp_obj_get_int(whence)};
    int errcode;
    byte buf[3];
    if (stream->ioctl(file, MP_STREAM_SEEK, (mp_uint_t)(uintptr_t)&seek, &errcode) == MP_STREAM_ERROR) {
        mp_raise_OSError(errcode);
    }
    mp_uint_t n = stream->read(file, buf, sizeof(buf), &errcode);
    if (n == MP_STREAM_ERROR) {
        mp_raise_OSError(errcode);
    }
    mp_obj_t items[] = { mp_obj_new_int((mp_int_t)seek.offset), mp_obj_new_bytes(buf, n) };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_3(files_at_obj, files_at);

// Text, line by line, with the file's own method.
static mp_obj_t files_lines(mp_obj_t name) {
    mp_obj_t file = open_file(name, MP_QSTR_r);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    mp_obj_t readline = mp_load_attr(file, MP_QSTR_readline);
    for (;;) {
        mp_obj_t line = mp_call_function_0(readline);
        if (!mp_obj_is_true(line)) {
            break;
        }
        mp_obj_list_append(list, line);
    }
    mp_stream_close(file);
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(files_lines_obj, files_lines);

// What a StringIO or BytesIO holds, and where it stands.
static mp_obj_t files_memory(mp_obj_t file_in) {
    if (!mp_obj_is_type(file_in, &mp_type_stringio) && !mp_obj_is_type(file_in, &mp_type_bytesio)) {
        mp_raise_TypeError(MP_ERROR_TEXT("not in memory"));
    }
    mp_obj_stringio_t *file = MP_OBJ_TO_PTR(file_in);
    mp_obj_t items[] = {
        mp_obj_new_bytes((const byte *)file->vstr->buf, file->vstr->len),
        mp_obj_new_int_from_uint(file->pos),
        mp_obj_new_bool(file->ref_obj != MP_OBJ_NULL),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(files_memory_obj, files_memory);

static const mp_rom_map_elem_t files_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_files) },
    { MP_ROM_QSTR(MP_QSTR_save), MP_ROM_PTR(&files_save_obj) },
    { MP_ROM_QSTR(MP_QSTR_memory), MP_ROM_PTR(&files_memory_obj) },
    { MP_ROM_QSTR(MP_QSTR_at), MP_ROM_PTR(&files_at_obj) },
    { MP_ROM_QSTR(MP_QSTR_part), MP_ROM_PTR(&files_part_obj) },
    { MP_ROM_QSTR(MP_QSTR_lines), MP_ROM_PTR(&files_lines_obj) },
};
static MP_DEFINE_CONST_DICT(files_globals, files_globals_table);

const mp_obj_module_t files_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&files_globals,
};

MP_REGISTER_MODULE(MP_QSTR_files, files_module);
