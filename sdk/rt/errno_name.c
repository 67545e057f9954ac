// The names of error numbers, from module errno.
#include "rt.h"

NATMOD_QSTR(errno);
NATMOD_QSTR(errorcode);

qstr mp_errno_to_str(mp_obj_t errno_val) {
    mp_obj_t names = natmod_module_attr(Q(errno), Q(errorcode));
    mp_map_elem_t *element = mp_map_lookup(mp_obj_dict_get_map(names), errno_val, MP_MAP_LOOKUP);
    return element == NULL ? MP_QSTRnull : MP_OBJ_QSTR_VALUE(element->value);
}
