// Callbacks and exceptions that wait, and waiting for events.
#include "../rt.h"

#include "py/mphal.h"

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

// What the interpreter does wherever Python code branches: callbacks and exceptions that wait get
// their turn. Nothing that C can reach does only that (sleeping for no time does on some ports), so
// a function in Python is called that branches. It is made at import: an interrupt handler cannot
// have memory for it.
//
// Not static: so it is in memory that the collector looks at.
mp_obj_t natmod_branching_function;

__attribute__((constructor)) static void make_function(void) {
    static const char source[] = "lambda x:x or x";
    natmod_branching_function = mp_call_function_1(MP_OBJ_FROM_PTR(&mp_builtin_eval_obj),
                                                   mp_obj_new_str(source, sizeof(source) - 1));
}

void mp_handle_pending(int behaviour) {
    (void)behaviour;
    mp_call_function_1(natmod_branching_function, mp_const_none);
}

// Sleeping, even for no time, gives the port's own events their turn.
void mp_event_handle_nowait(void) {
    mp_hal_delay_ms(0);
    mp_handle_pending(true);
}

// A port with ticks returns at the next one, after a millisecond.
void mp_event_wait_indefinite(void) {
    mp_hal_delay_ms(1);
}

void mp_event_wait_ms(mp_uint_t timeout_ms) {
    mp_hal_delay_ms(MIN(timeout_ms, 1));
}
