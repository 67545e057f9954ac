// Empty objects for static tables.
#include "../rt.h"

const mp_obj_tuple_t mp_const_empty_tuple_obj = {.base = {&mp_type_tuple}, .len = 0};
const mp_obj_str_t mp_const_empty_bytes_obj = {{&mp_type_bytes}, 0, 0, (const byte *)""};
