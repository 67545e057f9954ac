// SPDX-License-Identifier: 0BSD
// Objects with a finaliser. The function table allocates only blocks without one, but resizing a
// block keeps its mark. So this takes a marked object from the firmware, which after its own
// __del__ is only memory: a timer where timers have one, as on rp2, or the iterator of a folder,
// which takes a file system and far more time. os.ilistdir needs an argument: without it, where the
// current folder is "/", it lists what is mounted, with an iterator that has no mark.
#include "../rt.h"

NATMOD_QSTR(__del__);
NATMOD_QSTR(ilistdir);
NATMOD_QSTR(umachine);
NATMOD_QSTR(uos);
NATMOD_QSTR(Timer);

// NULL if it does not exist or wants other arguments.
static mp_obj_t call(natmod_attr *function, size_t n_args, const mp_obj_t *args) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t result = natmod_call_found(function, n_args, args);
        nlr_pop();
        return result;
    }
    mp_obj_t exception = MP_OBJ_FROM_PTR(nlr.ret_val);
    if (mp_obj_exception_match(exception, &mp_type_MemoryError) ||
        !mp_obj_exception_match(exception, &mp_type_Exception)) {
        nlr_raise(exception);
    }
    return MP_OBJ_NULL;
}

static void *marked_block(void) {
    NATMOD_ATTR(timer, umachine, Timer);
    NATMOD_ATTR(ilistdir, uos, ilistdir);
    static uint8_t way;      // the first one that works; 3: none, and that has been said
    static bool timer_does;  // its __del__ only stops it, and a new one has not begun
    static const mp_obj_str_t here = {{&mp_type_str}, 0, 1, (const byte *)"."};
    mp_obj_t path[1] = {MP_OBJ_FROM_PTR(&here)};
    mp_obj_t del[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
    for (; way < 2; way++) {
        mp_obj_t object = timer_does ? natmod_call_found(&timer, 0, NULL)
                          : way == 0 ? call(&timer, 0, NULL)
                                     : call(&ilistdir, 1, path);
        if (object == MP_OBJ_NULL) {
            continue;
        }
        if (!timer_does) {
            mp_load_method_maybe(object, Q(__del__), del);
            if (del[0] == MP_OBJ_NULL) {
                continue;
            }
            mp_call_method_n_kw(0, 0, del);
            timer_does = way == 0;
        }
        mp_obj_base_t *block = (mp_obj_base_t *)MP_OBJ_TO_PTR(object);
        // A collection would call its __del__ again if there is no memory to grow.
        block->type = NULL;
        return block;
    }
    if (way == 2) {
        way = 3;
        mp_print_str(&mp_plat_print, "no file system: __del__ is not called\n");
    }
    return NULL;
}

void *m_malloc_with_finaliser(size_t num_bytes) {
    // The mark belongs to an object: no smaller block than one.
    size_t size = MAX(num_bytes, sizeof(mp_obj_base_t));
    return memset(m_realloc(marked_block(), size), 0, size);
}

void *gc_alloc(size_t n_bytes, unsigned int alloc_flags) {
    void *block = alloc_flags & GC_ALLOC_FLAG_HAS_FINALISER ? marked_block() : NULL;
    return natmod_tab_realloc_(block, n_bytes, true);
}
