// The interpreter's state, as far as builtin functions give access to it.
#include "../rt.h"

mp_obj_dict_t *mp_globals_get(void) {
    return (mp_obj_dict_t *)mp_call_function_0(MP_OBJ_FROM_PTR(&mp_builtin_globals_obj));
}

mp_obj_dict_t *mp_locals_get(void) {
    return (mp_obj_dict_t *)mp_call_function_0(MP_OBJ_FROM_PTR(&mp_builtin_locals_obj));
}

void mp_globals_set(mp_obj_dict_t *d) {
    natmod_tab_swap_globals(d);
}

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

bool mp_sched_schedule(mp_obj_t function, mp_obj_t arg) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_call_function_2(MP_OBJ_FROM_PTR(&natmod_micropython_schedule), function, arg);
        nlr_pop();
        return true;
    }
    // The queue is full.
    if (mp_obj_exception_match(MP_OBJ_FROM_PTR(nlr.ret_val), &mp_type_RuntimeError)) {
        return false;
    }
    nlr_jump(nlr.ret_val);
}
