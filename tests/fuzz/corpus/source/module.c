#ifndef M_H
#define M_H
#include "py/runtime.h"
#include <stdint.h>
#define COUNT(x) (sizeof(x) / sizeof((x)[0])) // how many
#if defined(X) && !F(2)
# define Y 0x1p-3
#else
#undef Y
#endif
STATIC mp_obj_t area(mp_obj_t w, mp_obj_t h) { return MP_OBJ_NEW_SMALL_INT(1'0 + 'a'); }
static MP_DEFINE_CONST_FUN_OBJ_2(area_obj, area);
static const mp_rom_map_elem_t t[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m) },
    { MP_ROM_QSTR(MP_QSTR_area), MP_ROM_PTR(&area_obj) }, /* the \
      only one */
};
static MP_DEFINE_CONST_DICT(globals, t);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);
#endif
