// SPDX-License-Identifier: 0BSD
// Cells: variables of closures.
#include "../rt.h"

// Compiled code reaches into a cell without asking for its type.
static MP_DEFINE_CONST_OBJ_TYPE(cell_type, MP_QSTR_, MP_TYPE_FLAG_NONE);

mp_obj_t mp_obj_new_cell(mp_obj_t obj) {
    mp_obj_cell_t *cell = mp_obj_malloc(mp_obj_cell_t, &cell_type);
    cell->obj = obj;
    return MP_OBJ_FROM_PTR(cell);
}
