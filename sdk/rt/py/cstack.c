// The check of C's stack.
#include "../rt.h"

static void print_nothing(void *data, const char *str, size_t len) {
    (void)data, (void)str, (void)len;
}

// Printing checks the stack for each item of a tuple.
void mp_cstack_check(void) {
    static const mp_print_t nowhere = {NULL, print_nothing};
    struct {
        mp_obj_base_t base;
        size_t len;
        mp_obj_t item;
    } tuple = {{&mp_type_tuple}, 1, mp_const_none};
    mp_obj_tuple_print(&nowhere, MP_OBJ_FROM_PTR(&tuple), PRINT_STR);
}
