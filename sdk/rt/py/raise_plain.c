// SPDX-License-Identifier: 0BSD
// Exceptions that the runtime raises, with texts as firmware has them that keeps its texts short.
// They are for modules that format no text of an exception themselves. In others the definitions of
// raise_text.c replace these, which are weak; of two files that have a symbol, the linker takes the
// first for what is undefined.
#include "../rt.h"

__attribute__((weak)) void natmod_raise_no_complex(mp_obj_t o) {
    (void)o;
    mp_raise_TypeError("can't convert to complex");
}

__attribute__((weak)) void natmod_raise_no_array(mp_obj_t o) {
    (void)o;
    mp_raise_TypeError("expected tuple/list");
}

__attribute__((weak)) void natmod_raise_array_len(size_t wanted, size_t len) {
    (void)wanted;
    (void)len;
    mp_raise_ValueError("tuple/list has wrong length");
}

__attribute__((weak)) void natmod_raise_no_index(const mp_obj_type_t *type, mp_obj_t index) {
    (void)type;
    (void)index;
    mp_raise_TypeError("indices must be integers");
}

__attribute__((weak)) void natmod_raise_no_str_index(mp_obj_t index) {
    (void)index;
    mp_raise_TypeError("string indices must be integers");
}

__attribute__((weak)) void natmod_raise_index_range(const mp_obj_type_t *type) {
    (void)type;
    mp_raise_msg(&mp_type_IndexError, "index out of range");
}

__attribute__((weak)) void natmod_raise_int_size(size_t num_bytes) {
    (void)num_bytes;
    mp_raise_msg(&mp_type_OverflowError, "value would overflow a buffer");
}

#if NATMOD_ABI < 3
__attribute__((weak)) void natmod_raise_no_arg(qstr name) {
    (void)name;
    mp_raise_TypeError("argument num/types mismatch");
}
#endif
