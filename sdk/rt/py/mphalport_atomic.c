// Critical sections by module machine. Its functions are found while the module is imported: an
// interrupt handler may begin one, too.
#include "../rt.h"

#include "py/mphal.h"

NATMOD_QSTR(disable_irq);
NATMOD_QSTR(enable_irq);
NATMOD_QSTR(umachine);

static mp_obj_t disable_irq, enable_irq;  // NULL: the firmware, such as the Unix port, has none

__attribute__((constructor)) static void find(void) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        enable_irq = natmod_module_attr(Q(umachine), Q(enable_irq));
        disable_irq = natmod_module_attr(Q(umachine), Q(disable_irq));
        nlr_pop();
    } else if (!mp_obj_exception_match(MP_OBJ_FROM_PTR(nlr.ret_val), &mp_type_ImportError)) {
        nlr_jump(nlr.ret_val);
    }
}

mp_uint_t natmod_begin_atomic_section(void) {
    return disable_irq == MP_OBJ_NULL ? 0 : (mp_uint_t)mp_call_function_0(disable_irq);
}

void natmod_end_atomic_section(mp_uint_t state) {
    if (disable_irq != MP_OBJ_NULL) {
        mp_call_function_1(enable_irq, (mp_obj_t)state);
    }
}
