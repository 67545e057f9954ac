// SPDX-License-Identifier: MIT
// Inheritance: between classes in C, from the firmware's, and Python classes derived from ours.
#include "py/runtime.h"

typedef struct {
    mp_obj_base_t base;
    mp_int_t legs;
    mp_obj_t name;
} animal_obj_t;

extern const mp_obj_type_t inheritance_type_Animal;
extern const mp_obj_type_t inheritance_type_Bird;

static mp_obj_t animal_make(const mp_obj_type_t *type, mp_int_t legs, mp_obj_t name) {
    animal_obj_t *self = mp_obj_malloc(animal_obj_t, type);
    self->legs = legs;
    self->name = name;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t animal_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    return animal_make(type, 4, args[0]);
}

static mp_obj_t bird_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    return animal_make(type, 2, args[0]);
}

// `self` may also be an instance of a Python class derived from Animal.
static animal_obj_t *animal_cast(mp_obj_t self_in) {
    const mp_obj_type_t *type = mp_obj_get_type(self_in);
    if (type == &inheritance_type_Animal || type == &inheritance_type_Bird) {
        return MP_OBJ_TO_PTR(self_in);
    }
    mp_obj_t native = mp_obj_cast_to_native_base(self_in, MP_OBJ_FROM_PTR(&inheritance_type_Animal));
    if (native == MP_OBJ_NULL) {
        mp_raise_TypeError(MP_ERROR_TEXT("not an animal"));
    }
    return MP_OBJ_TO_PTR(native);
}

static mp_obj_t animal_legs(mp_obj_t self_in) {
    return mp_obj_new_int(animal_cast(self_in)->legs);
}
static MP_DEFINE_CONST_FUN_OBJ_1(animal_legs_obj, animal_legs);

static mp_obj_t animal_name(mp_obj_t self_in) {
    return animal_cast(self_in)->name;
}
static MP_DEFINE_CONST_FUN_OBJ_1(animal_name_obj, animal_name);

static mp_obj_t animal_voice(mp_obj_t self_in) {
    (void)self_in;
    return MP_OBJ_NEW_QSTR(MP_QSTR_hm);
}
static MP_DEFINE_CONST_FUN_OBJ_1(animal_voice_obj, animal_voice);

static mp_obj_t bird_voice(mp_obj_t self_in) {
    (void)self_in;
    return MP_OBJ_NEW_QSTR(MP_QSTR_tweet);
}
static MP_DEFINE_CONST_FUN_OBJ_1(bird_voice_obj, bird_voice);

// Calls the method `voice` of whatever it is given.
static mp_obj_t animal_speak(mp_obj_t self_in) {
    mp_obj_t dest[2];
    mp_load_method(self_in, MP_QSTR_voice, dest);
    return mp_call_method_n_kw(0, 0, dest);
}
static MP_DEFINE_CONST_FUN_OBJ_1(animal_speak_obj, animal_speak);

static const mp_rom_map_elem_t animal_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_legs), MP_ROM_PTR(&animal_legs_obj) },
    { MP_ROM_QSTR(MP_QSTR_name), MP_ROM_PTR(&animal_name_obj) },
    { MP_ROM_QSTR(MP_QSTR_voice), MP_ROM_PTR(&animal_voice_obj) },
    { MP_ROM_QSTR(MP_QSTR_speak), MP_ROM_PTR(&animal_speak_obj) },
};
static MP_DEFINE_CONST_DICT(animal_locals_dict, animal_locals_dict_table);

MP_DEFINE_CONST_OBJ_TYPE(
    inheritance_type_Animal,
    MP_QSTR_Animal,
    MP_TYPE_FLAG_NONE,
    make_new, animal_make_new,
    locals_dict, &animal_locals_dict
    );

static const mp_rom_map_elem_t bird_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_voice), MP_ROM_PTR(&bird_voice_obj) },
    { MP_ROM_QSTR(MP_QSTR_WINGS), MP_ROM_INT(2) },
};
static MP_DEFINE_CONST_DICT(bird_locals_dict, bird_locals_dict_table);

MP_DEFINE_CONST_OBJ_TYPE(
    inheritance_type_Bird,
    MP_QSTR_Bird,
    MP_TYPE_FLAG_NONE,
    make_new, bird_make_new,
    locals_dict, &bird_locals_dict,
    parent, &inheritance_type_Animal
    );

// Exceptions of its own: a class of its own, and one below it.
MP_DEFINE_EXCEPTION(ZooError, Exception)
MP_DEFINE_EXCEPTION(CageError, ZooError)

static mp_obj_t inheritance_fail(mp_obj_t which, mp_obj_t text) {
    const mp_obj_type_t *type = mp_obj_is_true(which) ? &mp_type_CageError : &mp_type_ZooError;
    nlr_raise(mp_obj_new_exception_arg1(type, text));
}
static MP_DEFINE_CONST_FUN_OBJ_2(inheritance_fail_obj, inheritance_fail);

static mp_obj_t inheritance_relations(mp_obj_t obj) {
    const mp_obj_type_t *type = mp_obj_get_type(obj);
    mp_obj_t items[] = {
        mp_obj_new_bool(mp_obj_is_exact_type(obj, &inheritance_type_Bird)),
        mp_obj_new_bool(mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(type), MP_OBJ_FROM_PTR(&inheritance_type_Animal))),
        MP_OBJ_FROM_PTR(type),
        MP_OBJ_NEW_QSTR(type->name),
        mp_obj_new_bool(mp_obj_is_exception_instance(obj)),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(inheritance_relations_obj, inheritance_relations);

static const mp_rom_map_elem_t inheritance_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_inheritance) },
    { MP_ROM_QSTR(MP_QSTR_Animal), MP_ROM_PTR(&inheritance_type_Animal) },
    { MP_ROM_QSTR(MP_QSTR_Bird), MP_ROM_PTR(&inheritance_type_Bird) },
    { MP_ROM_QSTR(MP_QSTR_ZooError), MP_ROM_PTR(&mp_type_ZooError) },
    { MP_ROM_QSTR(MP_QSTR_CageError), MP_ROM_PTR(&mp_type_CageError) },
    { MP_ROM_QSTR(MP_QSTR_legs_of), MP_ROM_PTR(&animal_legs_obj) },
    { MP_ROM_QSTR(MP_QSTR_speak), MP_ROM_PTR(&animal_speak_obj) },
    { MP_ROM_QSTR(MP_QSTR_fail), MP_ROM_PTR(&inheritance_fail_obj) },
    { MP_ROM_QSTR(MP_QSTR_relations), MP_ROM_PTR(&inheritance_relations_obj) },
};
static MP_DEFINE_CONST_DICT(inheritance_globals, inheritance_globals_table);

const mp_obj_module_t inheritance_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&inheritance_globals,
};

MP_REGISTER_MODULE(MP_QSTR_inheritance, inheritance_module);
