// Objects with a finaliser. The function table allocates only blocks without one, but resizing a
// block keeps its mark. So this takes a marked block from the firmware: the iterator of a folder is
// one, and after its own __del__ it is only memory. os.ilistdir needs an argument: without it,
// where the current folder is "/", as on rp2, it lists what is mounted, with an iterator that has
// no mark.
#include "../rt.h"

NATMOD_QSTR(__del__);
NATMOD_QSTR(ilistdir);
NATMOD_QSTR(uos);

// NULL where there is no file system.
static mp_obj_t open_folder(void) {
    NATMOD_ATTR(ilistdir, uos, ilistdir);
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        static const mp_obj_str_t here = {{&mp_type_str}, 0, 1, (const byte *)"."};
        mp_obj_t path[1] = {MP_OBJ_FROM_PTR(&here)};
        mp_obj_t iterator = natmod_call_found(&ilistdir, 1, path);
        nlr_pop();
        return iterator;
    }
    mp_obj_t exception = MP_OBJ_FROM_PTR(nlr.ret_val);
    if (mp_obj_exception_match(exception, &mp_type_OSError) ||
        mp_obj_exception_match(exception, &mp_type_ImportError)) {
        return MP_OBJ_NULL;
    }
    nlr_raise(exception);
}

static void *marked_block(void) {
    static bool none;
    if (none) {
        return NULL;
    }
    mp_obj_t iterator = open_folder();
    mp_obj_t del[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
    if (iterator != MP_OBJ_NULL) {
        mp_load_method_maybe(iterator, Q(__del__), del);
    }
    if (del[0] == MP_OBJ_NULL) {
        none = true;
        mp_print_str(&mp_plat_print, "no file system: __del__ is not called\n");
        return NULL;
    }
    mp_call_method_n_kw(0, 0, del);
    mp_obj_base_t *block = (mp_obj_base_t *)MP_OBJ_TO_PTR(iterator);
    block->type = NULL;  // a collection would call its __del__ again if there is no memory to grow
    return block;
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
