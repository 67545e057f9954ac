// SPDX-License-Identifier: 0BSD
// Pending callbacks and exceptions, and waiting for events.
#include "../rt.h"

#include "py/mphal.h"

bool mp_sched_schedule(mp_obj_t function, mp_obj_t arg) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t args[] = {function, arg};
        natmod_call_builtin(&natmod_micropython_schedule, 2, args);
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
// a generator in Python is resumed that branches, which costs a third of calling a function. It
// is made at import: an interrupt handler cannot have memory for it.
//
// Not static: so they are in memory that the collector looks at.
mp_obj_t natmod_branching_function, natmod_branching;

static mp_obj_t resume(mp_obj_t generator) {
    return ((mp_fun_1_t)MP_OBJ_TYPE_GET_SLOT(natmod_type_of(generator), iter))(generator);
}

// It branches when it is resumed, not yet when it is started.
static mp_obj_t start(void) {
    mp_obj_t generator = mp_call_function_0(natmod_branching_function);
    resume(generator);
    return generator;
}

__attribute__((constructor)) static void make(void) {
    static const char source[] = "def value():\n while 1:yield";
    mp_obj_t name = MP_OBJ_NEW_QSTR((qstr)Q_value);
    mp_obj_t names = mp_obj_new_dict(0);
    mp_call_function_2(MP_OBJ_FROM_PTR(&mp_builtin_exec_obj),
                       mp_obj_new_str(source, sizeof(source) - 1), names);
    natmod_branching_function = mp_obj_dict_get(names, name);
    natmod_branching = start();
}

// The generator is taken away for that time: what gets its turn may come back here, on another
// thread too, and an exception ends it. Another one is made then.
void mp_handle_pending(int behaviour) {
    (void)behaviour;
    mp_obj_t generator = natmod_branching;
    natmod_branching = MP_OBJ_NULL;
    if (generator == MP_OBJ_NULL) {
        generator = start();
    }
    resume(generator);
    natmod_branching = generator;
}

// The ESP8266 is the one port where events need more than a branch. Sleeping, even for no time,
// gives them their turn. (Renesas RA yields to other threads, which a branch does, too.)
void mp_event_handle_nowait(void) {
#ifdef __XTENSA_CALL0_ABI__
    mp_hal_delay_ms(0);
#endif
    mp_handle_pending(true);
}

// A port with ticks returns at the next one, after a millisecond.
void mp_event_wait_indefinite(void) {
    mp_hal_delay_ms(1);
}

void mp_event_wait_ms(mp_uint_t timeout_ms) {
    mp_hal_delay_ms(MIN(timeout_ms, 1));
}
