// SPDX-License-Identifier: 0BSD
// Object words: what fits into one mp_obj_t, and how to tell what a word is.
//
// Firmwares of one architecture may use representation A or C. In both, small ints, MP_OBJ_NULL and
// MP_OBJ_SENTINEL are the same, and a word that ends in two zero bits is a pointer. None, True,
// False and qstrs differ: they come from the firmware, never from shifting. Words of 64 bits are
// always A.
//
// As all of natmod/ it is a part of a header of py/, py/obj.h, which has included what it needs of
// py/: headers of py/ include those of natmod/, never the other way.
#ifndef NATMOD_WORD_H
#define NATMOD_WORD_H

typedef void *mp_obj_t;
typedef const void *mp_const_obj_t;
typedef mp_const_obj_t mp_rom_obj_t;

typedef struct _mp_obj_type_t mp_obj_type_t;
struct _mp_obj_base_t {
    const mp_obj_type_t *type;
};
typedef struct _mp_obj_base_t mp_obj_base_t;

#define MP_OBJ_TO_PTR(o) ((void *)(o))
#define MP_OBJ_FROM_PTR(p) ((mp_obj_t)(p))

#define MP_OBJ_NULL (MP_OBJ_FROM_PTR((void *)0))
#define MP_OBJ_STOP_ITERATION (MP_OBJ_FROM_PTR((void *)0))
#define MP_OBJ_SENTINEL (MP_OBJ_FROM_PTR((void *)4))

#define MP_OBJ_NEW_SMALL_INT(small_int) ((mp_obj_t)((((mp_uint_t)(small_int)) << 1) | 1))
#define MP_OBJ_SMALL_INT_VALUE(o) (((mp_int_t)(o)) >> 1)

NATMOD_BEGIN_C
// Addresses whose value is the object: constants in tables, values in code.
extern const char natmod_const_none[], natmod_const_false[], natmod_const_true[];
mp_obj_t natmod_obj_from_qstr(qstr q);
qstr natmod_obj_to_qstr(mp_const_obj_t o);
NATMOD_END_C
#define mp_const_none ((mp_obj_t)natmod_const_none)
#define mp_const_false ((mp_obj_t)natmod_const_false)
#define mp_const_true ((mp_obj_t)natmod_const_true)

// MP_ROM_QSTR(MP_QSTR_x) is a constant: the address of a symbol of its own, which the linker knows
// by its ending. An argument that does not end in the qstr's name is for natmod compile, as are
// tables of MP_OBJ_NEW_QSTR: there it takes both macros' place.
#ifndef NO_QSTR
#ifdef NATMOD_REWRITE
#define MP_ROM_QSTR(q) NATMOD_QSTR_OBJECT(q)
#define MP_OBJ_NEW_QSTR(q) NATMOD_QSTR_OBJECT(q)
#else
#define NATMOD_ROM_QSTR(q) ((mp_obj_t)(q##_natmod_object))
#define MP_ROM_QSTR(q) NATMOD_ROM_QSTR(q)
#define MP_OBJ_NEW_QSTR(q) natmod_obj_from_qstr(q)
#endif
#define MP_ROM_INT(i) MP_OBJ_NEW_SMALL_INT(i)
#define MP_ROM_PTR(p) (p)
#define MP_ROM_NONE mp_const_none
#define MP_ROM_FALSE mp_const_false
#define MP_ROM_TRUE mp_const_true
#endif
#define MP_OBJ_QSTR_VALUE(o) natmod_obj_to_qstr(o)

static inline bool mp_obj_is_small_int(mp_const_obj_t o) {
    return ((uintptr_t)o & 1) != 0;
}
static inline bool mp_obj_is_obj(mp_const_obj_t o) {
    return ((uintptr_t)o & 3) == 0;
}
static inline bool mp_obj_is_bool(mp_const_obj_t o) {
    return o == mp_const_false || o == mp_const_true;
}
#if UINTPTR_MAX > 0xffffffffu
static inline bool mp_obj_is_qstr(mp_const_obj_t o) {
    return ((uintptr_t)o & 7) == 2;
}
static inline bool mp_obj_is_immediate_obj(mp_const_obj_t o) {
    return ((uintptr_t)o & 7) == 6;
}
#else
NATMOD_BEGIN_C
bool mp_obj_is_qstr(mp_const_obj_t o);
bool mp_obj_is_immediate_obj(mp_const_obj_t o);
NATMOD_END_C
#endif

static inline mp_obj_t mp_obj_new_bool(mp_int_t x) {
    return x ? mp_const_true : mp_const_false;
}

#endif
