
typedef struct {
    mp_obj_base_t base;
    mp_int_t value;
} @NAME@_counter_t;

static mp_obj_t counter_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
                                 const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 1, false);
    @NAME@_counter_t *self = mp_obj_malloc(@NAME@_counter_t, type);
    self->value = n_args > 0 ? mp_obj_get_int(args[0]) : 0;
    return MP_OBJ_FROM_PTR(self);
}

static void counter_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    (void)kind;
    @NAME@_counter_t *self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "Counter(%d)", (int)self->value);
}

static mp_obj_t counter_step(mp_obj_t self_in) {
    @NAME@_counter_t *self = MP_OBJ_TO_PTR(self_in);
    return mp_obj_new_int(++self->value);
}
static MP_DEFINE_CONST_FUN_OBJ_1(counter_step_obj, counter_step);

static const mp_rom_map_elem_t counter_locals_table[] = {
    { MP_ROM_QSTR(MP_QSTR_step), MP_ROM_PTR(&counter_step_obj) },
};
static MP_DEFINE_CONST_DICT(counter_locals, counter_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(
    counter_type, MP_QSTR_Counter, MP_TYPE_FLAG_NONE,
    make_new, counter_make_new,
    print, counter_print,
    locals_dict, &counter_locals);
