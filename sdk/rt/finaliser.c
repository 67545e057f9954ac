// Objects with a finaliser. The function table allocates only blocks without one, but resizing a
// block keeps its mark. So a marked block is taken from the firmware: the iterator of os.ilistdir
// has one, and after its own __del__ it is only memory. Where there is no such iterator (no file
// system, or a firmware without finalisers) the object is allocated without: its __del__ is not
// called.
#include "rt.h"

NATMOD_QSTR(__del__);
NATMOD_QSTR(ilistdir);
NATMOD_QSTR(os);

static void *marked_block(void) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        void *block = NULL;
        mp_obj_t iterator = natmod_call_module_function(Q(os), Q(ilistdir), 0, NULL);
        mp_obj_t del[2];
        mp_load_method_maybe(iterator, Q(__del__), del);
        if (del[0] != MP_OBJ_NULL) {
            mp_call_method_n_kw(0, 0, del);
            block = MP_OBJ_TO_PTR(iterator);
        }
        nlr_pop();
        return block;
    }
    return NULL;
}

void *m_malloc_with_finaliser(size_t num_bytes) {
    // The mark belongs to an object: no smaller block than one.
    size_t size = MAX(num_bytes, sizeof(mp_obj_base_t));
    return memset(m_realloc(marked_block(), size), 0, size);
}

void *mp_obj_malloc_with_finaliser_helper(size_t num_bytes, const mp_obj_type_t *type) {
    mp_obj_base_t *base = (mp_obj_base_t *)m_malloc_with_finaliser(num_bytes);
    base->type = type;
    return base;
}

void *gc_alloc(size_t n_bytes, unsigned int alloc_flags) {
    void *block = alloc_flags & GC_ALLOC_FLAG_HAS_FINALISER ? marked_block() : NULL;
    return natmod_tab_realloc_(block, n_bytes, true);
}
