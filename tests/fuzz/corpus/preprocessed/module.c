# 1 "m.c" 2
static const mp_rom_map_elem_t t[] = { { MP_ROM_QSTR(MP_QSTR_f), &f } };
static const mp_obj_dict_t g = { .map = { .table = (void *)t } };
const mp_obj_module_t m = { { &mp_type_module }, (mp_obj_dict_t *)&g };
MP_REGISTER_MODULE(MP_QSTR_m, m);
MP_REGISTER_MODULE(MP_QSTR_m_dot_s, (s), 1);
MP_REGISTER_MODULE_DELEGATION(m, h);
MP_REGISTER_ROOT_POINTER(void *a[3], *b);
static const mp_arg_t args[] = { { MP_QSTR_x, 1, { .u_int = 3 } } };
int p(void) { return parse(1, args, sizeof(args)); }
const mp_stream_p_t q = { .ioctl = i };
