// SPDX-License-Identifier: 0BSD
// Names of earlier MicroPython releases, so that sources written for them compile unchanged.
// -DNATMOD_NO_COMPAT leaves them out, here and in headers of py/ that declare a function which
// firmware has no more: a module that compiles with it does not rely on any.
#ifndef NATMOD_COMPAT_H
#define NATMOD_COMPAT_H
#ifndef NATMOD_NO_COMPAT

// Until 1.22.
#ifndef STATIC
#define STATIC static
#endif

// Until 1.25.
#ifndef NORETURN
#define NORETURN MP_NORETURN
#endif

// Until 1.12.
#define MP_OBJ_IS_SMALL_INT mp_obj_is_small_int
#define MP_OBJ_IS_QSTR mp_obj_is_qstr
#define MP_OBJ_IS_OBJ mp_obj_is_obj
#define MP_OBJ_IS_INT mp_obj_is_int
#define MP_OBJ_IS_TYPE mp_obj_is_type
#define MP_OBJ_IS_STR mp_obj_is_str
#define MP_OBJ_IS_STR_OR_BYTES mp_obj_is_str_or_bytes
#define MP_OBJ_IS_FUN mp_obj_is_fun
#define MP_MAP_SLOT_IS_FILLED mp_map_slot_is_filled
#define MP_SET_SLOT_IS_FILLED mp_set_slot_is_filled

// Until 1.22, replaced by mp_obj_malloc_with_finaliser.
#define m_new_obj_with_finaliser(type) ((type *)m_malloc_with_finaliser(sizeof(type)))
#define m_new_obj_var_with_finaliser(obj_type, var_type, var_num) \
    ((obj_type *)m_malloc_with_finaliser(sizeof(obj_type) + sizeof(var_type) * (var_num)))

// Until 1.19 the type stood before the buffer: mp_obj_new_str_from_vstr(&mp_type_bytes, &vstr).
#define mp_obj_new_str_from_vstr(...) \
    NATMOD_PICK_5(__VA_ARGS__, , , , natmod_str_of_vstr, mp_obj_new_str_from_vstr, )(__VA_ARGS__)
#define natmod_str_of_vstr(type, vstr) \
    ((type) == &mp_type_str ? (mp_obj_new_str_from_vstr)(vstr) : mp_obj_new_bytes_from_vstr(vstr))

// Modules that lost the letter u in 1.21 keep their switches under both names.
#ifndef MICROPY_PY_UERRNO
#define MICROPY_PY_UERRNO MICROPY_PY_ERRNO
#endif
#ifndef MICROPY_PY_UHASHLIB
#define MICROPY_PY_UHASHLIB MICROPY_PY_HASHLIB
#endif
#ifndef MICROPY_PY_UHASHLIB_MD5
#define MICROPY_PY_UHASHLIB_MD5 MICROPY_PY_HASHLIB_MD5
#endif
#ifndef MICROPY_PY_UHASHLIB_SHA1
#define MICROPY_PY_UHASHLIB_SHA1 MICROPY_PY_HASHLIB_SHA1
#endif
#ifndef MICROPY_PY_UHASHLIB_SHA256
#define MICROPY_PY_UHASHLIB_SHA256 MICROPY_PY_HASHLIB_SHA256
#endif
#ifndef MICROPY_PY_UJSON
#define MICROPY_PY_UJSON MICROPY_PY_JSON
#endif
#ifndef MICROPY_PY_URANDOM
#define MICROPY_PY_URANDOM MICROPY_PY_RANDOM
#endif
#ifndef MICROPY_PY_URE
#define MICROPY_PY_URE MICROPY_PY_RE
#endif
#ifndef MICROPY_PY_USELECT
#define MICROPY_PY_USELECT MICROPY_PY_SELECT
#endif
#ifndef MICROPY_PY_USTRUCT
#define MICROPY_PY_USTRUCT MICROPY_PY_STRUCT
#endif
#ifndef MICROPY_PY_UTIME
#define MICROPY_PY_UTIME MICROPY_PY_TIME
#endif

// Switches that are gone: until 1.20, and until 1.26.
#ifndef MICROPY_MODULE_WEAK_LINKS
#define MICROPY_MODULE_WEAK_LINKS (1)
#endif
#ifndef MICROPY_PY___FILE__
#define MICROPY_PY___FILE__ (MICROPY_CONFIG_ROM_LEVEL_AT_LEAST_CORE_FEATURES)
#endif

// Operators renamed in 1.21.
#define MP_UNARY_OP_INT MP_UNARY_OP_INT_MAYBE

#endif
#endif
