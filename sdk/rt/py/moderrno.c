// SPDX-License-Identifier: 0BSD
// The names of error numbers, from module errno.
#include "../rt.h"

NATMOD_QSTR(errorcode);
NATMOD_QSTR(uerrno);

qstr mp_errno_to_str(mp_obj_t errno_val) {
    NATMOD_ATTR(names, uerrno, errorcode);
    mp_map_elem_t *element =
        mp_map_lookup(mp_obj_dict_get_map(natmod_find(&names)), errno_val, MP_MAP_LOOKUP);
    return element == NULL ? MP_QSTRnull : MP_OBJ_QSTR_VALUE(element->value);
}
