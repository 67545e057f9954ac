// SPDX-License-Identifier: MIT
// Structures and helpers that MicroPython's own modules use: sets, heaps, dates, files of C.
#include <errno.h>
#include <string.h>

#include "library.h"

#include "extmod/vfs.h"
#include "py/gc.h"
#include "py/mperrno.h"
#include "py/objtype.h"
#include "py/pairheap.h"
#include "py/runtime.h"
#include "py/stream.h"
#include "shared/timeutils/timeutils.h"

#define BOOL(...) mp_obj_new_bool(__VA_ARGS__)
#define INT(...) mp_obj_new_int(__VA_ARGS__)

// What is in it twice, what is not, what is left after removals.
static mp_obj_t sets(mp_obj_t list) {
    size_t len;
    mp_obj_t *items;
    mp_obj_get_array(list, &len, &items);
    mp_set_t set;
    mp_set_init(&set, 2);
    for (size_t i = 0; i < len; i++) {
        mp_set_lookup(&set, items[i], MP_MAP_LOOKUP_ADD_IF_NOT_FOUND);
    }
    size_t added = set.used;
    bool found = mp_set_lookup(&set, items[0], MP_MAP_LOOKUP) == items[0];
    bool missing = mp_set_lookup(&set, mp_const_none, MP_MAP_LOOKUP) == MP_OBJ_NULL;
    mp_obj_t removed = mp_set_lookup(&set, items[1], MP_MAP_LOOKUP_REMOVE_IF_FOUND);
    bool gone = mp_set_lookup(&set, items[1], MP_MAP_LOOKUP) == MP_OBJ_NULL;
    mp_set_lookup(&set, items[0], MP_MAP_LOOKUP_ADD_IF_NOT_FOUND_OR_REMOVE_IF_FOUND);
    size_t left = set.used, taken = 0;
    while (mp_set_remove_first(&set) != MP_OBJ_NULL) {
        taken++;
    }
    mp_set_clear(&set);
    mp_obj_t values[] = {INT(added), BOOL(found), BOOL(missing), removed, BOOL(gone), INT(left), INT(taken), INT(set.alloc)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(values), values);
}

typedef struct {
    mp_pairheap_t pairheap;
    mp_obj_t key, value;
} node_t;

static int node_less(mp_pairheap_t *a, mp_pairheap_t *b) {
    return mp_obj_is_true(mp_binary_op(MP_BINARY_OP_LESS, ((node_t *)a)->key, ((node_t *)b)->key));
}

static mp_pairheap_t *node(mp_obj_t key, mp_obj_t value) {
    node_t *n = m_new_obj(node_t);
    n->pairheap.base.type = &mp_type_object;
    n->key = key;
    n->value = value;
    mp_pairheap_init_node(node_less, &n->pairheap);
    return &n->pairheap;
}

static mp_obj_t popped(mp_pairheap_t *h) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    while (!mp_pairheap_is_empty(node_less, h)) {
        mp_obj_list_append(list, ((node_t *)mp_pairheap_peek(node_less, h))->value);
        h = mp_pairheap_pop(node_less, h);
    }
    return list;
}

// (keys, indexes to delete after the first was popped and pushed again) -> indexes in order
static mp_obj_t heap(mp_obj_t arg) {
    mp_obj_t *args, *keys, *deleted;
    size_t n_keys, n_deleted;
    mp_obj_get_array_fixed_n(arg, 2, &args);
    mp_obj_get_array(args[0], &n_keys, &keys);
    mp_obj_get_array(args[1], &n_deleted, &deleted);
    mp_pairheap_t **nodes = m_new(mp_pairheap_t *, n_keys + 1);
    mp_pairheap_t *h = mp_pairheap_new(node_less);
    for (size_t i = 0; i < n_keys; i++) {
        nodes[i] = node(keys[i], INT((mp_int_t)i));
        h = mp_pairheap_push(node_less, h, nodes[i]);
    }
    if (h != NULL) {
        mp_pairheap_t *first = h;
        h = mp_pairheap_pop(node_less, h);
        h = mp_pairheap_push(node_less, h, first);
    }
    for (size_t i = 0; i < n_deleted; i++) {
        h = mp_pairheap_delete(node_less, h, nodes[mp_obj_get_int(deleted[i])]);
    }
    return popped(h);
}

static mp_obj_t melded(mp_obj_t keys_in) {
    size_t n;
    mp_obj_t *keys;
    mp_obj_get_array(keys_in, &n, &keys);
    mp_pairheap_t *a = NULL, *b = NULL;
    for (size_t i = 0; i < n; i++) {
        mp_pairheap_t **h = i % 2 ? &a : &b;
        *h = mp_pairheap_push(node_less, *h, node(keys[i], keys[i]));
    }
    if (b != NULL) {
        mp_pairheap_t *children = b->child;
        b->child = NULL;
        b = mp_pairheap_pairing(node_less, children);
    }
    return popped(mp_pairheap_meld(node_less, a, b));
}

static mp_obj_t raises(mp_obj_t kind) {
    switch (mp_obj_get_int(kind)) {
#if MICROPY_ENABLE_DYNRUNTIME
        case 0:
            mp_raise_ValueError_no_msg();
        case 1:
            mp_raise_TypeError_no_msg();
        default:
            mp_raise_NotImplementedError_no_msg();
#else // a firmware with texts has them not
        case 0:
            mp_raise_type(&mp_type_ValueError);
        case 1:
            mp_raise_type(&mp_type_TypeError);
        default:
            mp_raise_type(&mp_type_NotImplementedError);
#endif
    }
}

// (generator, value to send or None, exception to throw or None)
static mp_obj_t resume(mp_obj_t arg) {
    mp_obj_t *args, value = mp_const_none;
    mp_obj_get_array_fixed_n(arg, 3, &args);
    bool throws = args[2] != mp_const_none;
    mp_vm_return_kind_t kind = mp_resume(args[0], throws ? MP_OBJ_NULL : args[1], throws ? args[2] : MP_OBJ_NULL, &value);
    const char *name = kind == MP_VM_RETURN_NORMAL ? "normal" : kind == MP_VM_RETURN_YIELD ? "yield" : "exception";
    mp_obj_t items[] = {mp_obj_new_str_from_cstr(name), value};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t items(mp_obj_t o) {
    mp_obj_t method[2], item;
    mp_obj_iter_buf_t buf;
    mp_load_method(o, MP_QSTR___getitem__, method);
    mp_obj_t iter = mp_obj_new_getitem_iter(method, &buf);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    while ((item = mp_iternext(iter)) != MP_OBJ_STOP_ITERATION) {
        mp_obj_list_append(list, item);
    }
    return list;
}

static mp_obj_t waited(mp_obj_t ms) {
    mp_event_wait_ms((mp_uint_t)mp_obj_get_int(ms));
    mp_event_wait_indefinite();
    return ms;
}

static mp_obj_t error_name(mp_obj_t number) {
    qstr name = mp_errno_to_str(number);
    return name == MP_QSTRnull ? mp_const_none : MP_OBJ_NEW_QSTR(name);
}

static mp_obj_t of_time(const timeutils_struct_time_t *tm) {
    mp_obj_t values[] = {INT(tm->tm_year), INT(tm->tm_mon), INT(tm->tm_mday), INT(tm->tm_hour), INT(tm->tm_min), INT(tm->tm_sec), INT(tm->tm_wday), INT(tm->tm_yday)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(values), values);
}

// Of seconds since 1970, and of the same since 2000.
static mp_obj_t date(mp_obj_t seconds) {
    timeutils_struct_time_t tm, later;
    timeutils_seconds_since_1970_to_struct_time((timeutils_timestamp_t)mp_obj_get_ll(seconds), &tm);
    timeutils_seconds_since_2000_to_struct_time(timeutils_obj_get_timestamp(seconds), &later);
    mp_obj_t values[] = {of_time(&tm), of_time(&later), INT((timeutils_calc_weekday(tm.tm_year, tm.tm_mon, tm.tm_mday) + 7 - timeutils_calc_weekday(1970, 1, 1)) % 7),
                         INT((mp_int_t)timeutils_year_day(tm.tm_year, tm.tm_mon, tm.tm_mday)),
                         INT((mp_int_t)timeutils_days_in_month(tm.tm_year, tm.tm_mon)), BOOL(timeutils_is_leap_year(tm.tm_year))};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(values), values);
}

static mp_obj_t seconds(mp_obj_t arg) {
    mp_obj_t *args;
    mp_obj_get_array_fixed_n(arg, 6, &args);
    mp_int_t v[6];
    for (size_t i = 0; i < 6; i++) {
        v[i] = mp_obj_get_int(args[i]);
    }
    mp_obj_t values[] = {
        mp_obj_new_int_from_ull((unsigned long long)timeutils_mktime_1970((mp_uint_t)v[0], v[1], v[2], v[3], v[4], v[5])),
        timeutils_obj_from_timestamp(timeutils_mktime_2000((mp_uint_t)v[0], v[1], v[2], v[3], v[4], v[5])),
    };
    return mp_obj_new_tuple(2, values);
}

// Whether time since the epoch, in both forms, is what module time says.
static mp_obj_t epoch(mp_obj_t now) {
    timeutils_struct_time_t tm;
    mp_timestamp_t t = timeutils_obj_get_timestamp(now);
    timeutils_seconds_since_epoch_to_struct_time(t, &tm);
    int64_t ns = timeutils_seconds_since_epoch_to_nanoseconds_since_1970(t);
    mp_timestamp_t made = timeutils_mktime(tm.tm_year, tm.tm_mon, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    mp_timestamp_t again = timeutils_seconds_since_epoch(tm.tm_year, tm.tm_mon, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    long long since_1970 = (long long)timeutils_seconds_since_1970(tm.tm_year, tm.tm_mon, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    mp_timestamp_t since_2000 = timeutils_seconds_since_2000(tm.tm_year, tm.tm_mon, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    mp_obj_t values[] = {
        of_time(&tm), BOOL(made == t), BOOL(again == t), BOOL(timeutils_seconds_since_epoch_from_nanoseconds_since_1970(ns) == t),
        BOOL(timeutils_nanoseconds_since_epoch_to_nanoseconds_since_1970((int64_t)t * 1000000000) == ns),
        BOOL(ns == since_1970 * 1000000000), BOOL(since_1970 == (long long)since_2000 + TIMEUTILS_SECONDS_1970_TO_2000),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(values), values);
}

// A file of Python used as a file of C.
static mp_obj_t files(mp_obj_t stream_in) {
    void *stream = MP_OBJ_TO_PTR(stream_in);
    char buf[8];
    errno = 0;
    ssize_t written = mp_stream_posix_write(stream, "abcdef", 6);
    int flushed = mp_stream_posix_fsync(stream);
    off_t at = mp_stream_posix_lseek(stream, 2, MP_SEEK_SET);
    ssize_t got = mp_stream_posix_read(stream, buf, sizeof(buf));
    mp_obj_t values[] = {INT(written), INT(flushed), INT((mp_int_t)at), mp_obj_new_bytes((const byte *)buf, got < 0 ? 0 : (size_t)got), INT(errno)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(values), values);
}

// A stream of lines whose reads end with an error of its own.
typedef struct {
    mp_obj_base_t base;
    int reads, error;
} file_t;

static mp_uint_t file_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode) {
    file_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->reads-- == 0) {
        *errcode = self->error;
        return self->error == 0 ? 0 : MP_STREAM_ERROR;
    }
    *(byte *)buf = self->reads % 3 ? (byte)('0' + self->reads) : '\n';
    (void)size;
    return 1;
}

static mp_uint_t file_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode) {
    (void)self_in;
#ifdef MP_STREAM_RAISE_ERROR
    if (request == MP_STREAM_RAISE_ERROR && arg == 99) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("own %d"), (int)arg);
    }
#endif
    *errcode = MP_EINVAL;
    return MP_STREAM_ERROR;
}

static const mp_stream_p_t file_stream_p = {.read = file_read, .ioctl = file_ioctl};
static const mp_rom_map_elem_t file_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_readinto1), MP_ROM_PTR(&mp_stream_readinto1_obj)},
    {MP_ROM_QSTR(MP_QSTR_read1), MP_ROM_PTR(&mp_stream_read1_obj)},
};
static MP_DEFINE_CONST_DICT(file_locals, file_locals_table);
static const mp_getiter_iternext_custom_t file_iter = {.getiter = NULL, .iternext = mp_stream_unbuffered_iter};
static MP_DEFINE_CONST_OBJ_TYPE(file_type, MP_QSTR_File, MP_TYPE_FLAG_ITER_IS_STREAM,
                                protocol, &file_stream_p, locals_dict, &file_locals);
static MP_DEFINE_CONST_OBJ_TYPE(lines_type, MP_QSTR_Lines, MP_TYPE_FLAG_ITER_IS_ITERNEXT,
                                iter, mp_stream_unbuffered_iter, protocol, &file_stream_p, locals_dict, &file_locals);

static mp_obj_t file(mp_obj_t arg) {
    mp_obj_t *args;
    mp_obj_get_array_fixed_n(arg, 3, &args);
    (void)file_iter;
    file_t *self = mp_obj_malloc(file_t, mp_obj_is_true(args[2]) ? &lines_type : &file_type);
    self->reads = mp_obj_get_int(args[0]);
    self->error = mp_obj_get_int(args[1]);
    return MP_OBJ_FROM_PTR(self);
}

// A folder is made and removed again.
static mp_obj_t folders(mp_obj_t name) {
    const char *path = mp_obj_str_get_str(name);
    mp_obj_t here = mp_vfs_getcwd();
    mp_import_stat_t before = mp_import_stat(path);
    mp_vfs_mkdir(name);
    mp_import_stat_t made = mp_vfs_import_stat(path);
    mp_obj_t inside = mp_vfs_listdir(1, &name);
    mp_obj_t next = mp_iternext(mp_getiter(mp_vfs_ilistdir(1, &name), NULL));
    mp_obj_t statvfs = mp_vfs_statvfs(name);
    mp_vfs_chdir(name);
    bool moved = !mp_obj_equal(here, mp_vfs_getcwd());
    mp_vfs_chdir(here);
    mp_vfs_rmdir(name);
    mp_obj_t values[] = {INT(before), INT(made), inside, BOOL(next == MP_OBJ_STOP_ITERATION), mp_obj_len(statvfs), BOOL(moved),
                         INT(mp_vfs_import_stat("newer-module-file.tmp")), BOOL(mp_import_stat(path) == MP_IMPORT_STAT_NO_EXIST)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(values), values);
}

static mp_obj_t device(mp_obj_t o) {
    mp_vfs_blockdev_t dev = {.block_size = 4};
    uint8_t buf[8] = "ABCDEFGH";
    mp_vfs_blockdev_init(&dev, o);
    int wrote = mp_vfs_blockdev_write(&dev, 1, 2, buf);
    int wrote_part = mp_vfs_blockdev_write_ext(&dev, 0, 1, 2, buf);
    memset(buf, '-', sizeof(buf));
    int read = mp_vfs_blockdev_read(&dev, 0, 1, buf);
    int read_part = mp_vfs_blockdev_read_ext(&dev, 1, 1, 3, buf + 4);
    mp_obj_t values[] = {
        INT(wrote), INT(wrote_part), INT(read), INT(read_part), mp_obj_new_bytes(buf, sizeof(buf)), BOOL(dev.flags & MP_BLOCKDEV_FLAG_HAVE_IOCTL),
        mp_vfs_blockdev_ioctl(&dev, MP_BLOCKDEV_IOCTL_BLOCK_COUNT, 0), mp_vfs_blockdev_ioctl(&dev, MP_BLOCKDEV_IOCTL_SYNC, 0),
        mp_vfs_blockdev_ioctl(&dev, MP_BLOCKDEV_IOCTL_BLOCK_SIZE, 0),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(values), values);
}

static mp_obj_t pending(mp_obj_t o) {
    mp_handle_pending(MP_HANDLE_PENDING_CALLBACKS_ONLY);
    mp_handle_pending(MP_HANDLE_PENDING_CALLBACKS_AND_EXCEPTIONS);
    mp_handle_pending(true);
    return o;
}

static mp_obj_t heap_info(mp_obj_t used) {
    gc_info_t info;
    gc_info_fast(&info);
    mp_obj_t values[] = {BOOL(info.used >= (size_t)mp_obj_get_int(used)), BOOL(info.total == info.used + info.free), BOOL(info.free > 0)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(values), values);
}

static mp_obj_t base_made(mp_obj_t o) {
    mp_obj_instance_t *self = MP_OBJ_TO_PTR(o);
    return BOOL(self->subobj[0] != MP_OBJ_FROM_PTR(&mp_native_base_init_wrapper_obj));
}

static mp_obj_t is_template(mp_obj_t o) {
#if MICROPY_ENABLE_DYNRUNTIME || MICROPY_PY_TSTRINGS
    return BOOL(mp_obj_is_type(o, &mp_type_template) || mp_obj_is_type(o, &mp_type_interpolation));
#else
    return mp_const_false;
#endif
}

#define DEFINE_LIBRARY(name) MP_DEFINE_CONST_FUN_OBJ_1(library_##name##_obj, name);
LIBRARY(DEFINE_LIBRARY)
