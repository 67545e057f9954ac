// SPDX-License-Identifier: 0BSD
// Critical sections by module machine. Its functions are found while the module is imported: an
// interrupt handler may begin one, too.
#include "../rt.h"

#include "py/mphal.h"

NATMOD_QSTR(disable_irq);
NATMOD_QSTR(enable_irq);
NATMOD_QSTR(umachine);

// NULL: the firmware, such as the Unix port, has none.
static const mp_obj_base_t *disable_irq, *enable_irq;

__attribute__((constructor)) static void find(void) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        enable_irq = (mp_obj_base_t *)natmod_module_attr(Q(umachine), Q(enable_irq));
        disable_irq = (mp_obj_base_t *)natmod_module_attr(Q(umachine), Q(disable_irq));
        nlr_pop();
    } else if (!mp_obj_exception_match(MP_OBJ_FROM_PTR(nlr.ret_val), &mp_type_ImportError)) {
        nlr_jump(nlr.ret_val);
    }
}

mp_uint_t natmod_begin_atomic_section(void) {
    return disable_irq == NULL ? 0 : (mp_uint_t)natmod_call_builtin(disable_irq, 0, NULL);
}

void natmod_end_atomic_section(mp_uint_t state) {
    if (disable_irq != NULL) {
        mp_obj_t arg = (mp_obj_t)state;
        natmod_call_builtin(enable_irq, 1, &arg);
    }
}
