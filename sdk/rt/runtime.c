// The interpreter's state, as far as builtin functions give access to it.
#include "rt.h"

NATMOD_QSTR(schedule);

enum { Q_globals = 88, Q_locals = 110, Q_micropython = 115, Q_repr = 130 };

mp_obj_dict_t *mp_globals_get(void) {
    return (mp_obj_dict_t *)natmod_call_module_function(Q_builtins, Q_globals, 0, NULL);
}

mp_obj_dict_t *mp_locals_get(void) {
    return (mp_obj_dict_t *)natmod_call_module_function(Q_builtins, Q_locals, 0, NULL);
}

void mp_globals_set(mp_obj_dict_t *d) {
    natmod_tab_swap_globals(d);
}

// repr() checks the stack, and that of None leaves nothing on the heap.
void mp_cstack_check(void) {
    mp_obj_t none[1] = {mp_const_none};
    natmod_call_module_function(Q_builtins, Q_repr, 1, none);
}

bool mp_sched_schedule(mp_obj_t function, mp_obj_t arg) {
    mp_obj_t args[2] = {function, arg};
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        natmod_call_module_function(Q_micropython, Q(schedule), 2, args);
        nlr_pop();
        return true;
    }
    // The queue is full.
    if (mp_obj_exception_match(MP_OBJ_FROM_PTR(nlr.ret_val), &mp_type_RuntimeError)) {
        return false;
    }
    nlr_jump(nlr.ret_val);
}
