#include "py/dynruntime.h"
typedef struct { mp_obj_base_t base; int n; } thing_t;
mp_obj_full_type_t thing_type;
mp_map_elem_t thing_locals_table[2];
static MP_DEFINE_CONST_DICT(thing_locals, thing_locals_table);
STATIC mp_obj_t make(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    thing_t *o = mp_obj_malloc(thing_t, type); o->n = mp_obj_get_int(args[0]); return MP_OBJ_FROM_PTR(o);
}
STATIC mp_obj_t double_it(mp_obj_t x) { return mp_obj_new_int(2 * mp_obj_get_int(x)); }
STATIC MP_DEFINE_CONST_FUN_OBJ_1(double_obj, double_it);
#if !defined(__linux__)
void *memset(void *s, int c, size_t n) { return mp_fun_table.memset_(s, c, n); }
#endif
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    thing_type.base.type = (void *)&mp_fun_table.type_type;
    thing_type.name = MP_QSTR_Thing;
    MP_OBJ_TYPE_SET_SLOT(&thing_type, make_new, make, 0);
    thing_locals_table[0] = (mp_map_elem_t){ MP_OBJ_NEW_QSTR(MP_QSTR_go), MP_OBJ_FROM_PTR(&double_obj) };
    MP_OBJ_TYPE_SET_SLOT(&thing_type, locals_dict, (void *)&thing_locals, 1);
    mp_store_global(MP_QSTR_Thing, MP_OBJ_FROM_PTR(&thing_type));
    mp_store_global(MP_QSTR_double, MP_OBJ_FROM_PTR(&double_obj));
    mp_store_global(MP_QSTR_LIMIT, mp_obj_new_int(7));
#ifdef EXTRA
    mp_store_global(MP_QSTR_name, mp_obj_new_str("x", 1));
#endif
    MP_DYNRUNTIME_INIT_EXIT
}
