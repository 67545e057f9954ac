// SPDX-License-Identifier: MIT
// The four ways in which a class can be iterable.
#include "py/runtime.h"

// Counts down. Used by all: it is its own iterator.
typedef struct {
    mp_obj_base_t base;
    mp_int_t left;
    mp_int_t step;
} count_obj_t;

static mp_obj_t count_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 2, false);
    count_obj_t *self = mp_obj_malloc(count_obj_t, type);
    self->left = mp_obj_get_int(args[0]);
    self->step = n_args > 1 ? mp_obj_get_int(args[1]) : 1;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t count_iternext(mp_obj_t self_in) {
    count_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->left == 13) {
        mp_raise_ValueError(MP_ERROR_TEXT("thirteen"));
    }
    if (self->left <= 0) {
        return MP_OBJ_STOP_ITERATION;
    }
    mp_int_t value = self->left;
    self->left -= self->step;
    return mp_obj_new_int(value);
}

// 1. iternext only; the object is its own iterator.
static MP_DEFINE_CONST_OBJ_TYPE(
    type_Count,
    MP_QSTR_Count,
    MP_TYPE_FLAG_ITER_IS_ITERNEXT,
    make_new, count_make_new,
    iter, count_iternext
    );

// 2. getiter makes an iterator, in the space which the caller offers. No flag: that is the default.
typedef struct {
    mp_obj_base_t base;
    mp_fun_1_t iternext;
    mp_obj_t source;
    mp_int_t at;
} range_it_t;

static mp_obj_t range_it_next(mp_obj_t self_in) {
    range_it_t *self = MP_OBJ_TO_PTR(self_in);
    count_obj_t *source = MP_OBJ_TO_PTR(self->source);
    if (self->at >= source->left) {
        return MP_OBJ_STOP_ITERATION;
    }
    self->at += source->step;
    return mp_obj_new_int(self->at - source->step);
}

static mp_obj_t range_getiter(mp_obj_t self_in, mp_obj_iter_buf_t *iter_buf) {
    MP_STATIC_ASSERT(sizeof(range_it_t) <= sizeof(mp_obj_iter_buf_t));
    range_it_t *it = (range_it_t *)iter_buf;
    it->base.type = &mp_type_polymorph_iter;
    it->iternext = range_it_next;
    it->source = self_in;
    it->at = 0;
    return MP_OBJ_FROM_PTR(it);
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Range,
    MP_QSTR_Range,
    MP_TYPE_FLAG_NONE,
    make_new, count_make_new,
    iter, range_getiter
    );

// 3. both, in a structure.
static mp_obj_t both_getiter(mp_obj_t self_in, mp_obj_iter_buf_t *iter_buf) {
    (void)iter_buf;
    count_obj_t *self = MP_OBJ_TO_PTR(self_in);
    self->left += 100; // so that the test sees it was called
    return self_in;
}

static const mp_getiter_iternext_custom_t both_iter = {
    .getiter = both_getiter,
    .iternext = count_iternext,
};

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Both,
    MP_QSTR_Both,
    MP_TYPE_FLAG_ITER_IS_CUSTOM,
    make_new, count_make_new,
    iter, &both_iter
    );

// 4. getiter gives an iterator of another type, here a list's.
static mp_obj_t borrowed_getiter(mp_obj_t self_in, mp_obj_iter_buf_t *iter_buf) {
    count_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_obj_t items[] = { MP_OBJ_NEW_QSTR(MP_QSTR_first), mp_obj_new_int(self->left), mp_const_none };
    return mp_getiter(mp_obj_new_list(MP_ARRAY_SIZE(items), items), iter_buf);
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Borrowed,
    MP_QSTR_Borrowed,
    MP_TYPE_FLAG_NONE,
    make_new, count_make_new,
    iter, borrowed_getiter
    );

// C as the consumer of any iterable.
static mp_obj_t iterators_sum(mp_obj_t iterable) {
    mp_obj_iter_buf_t buf;
    mp_obj_t it = mp_getiter(iterable, &buf);
    mp_obj_t item;
    mp_int_t sum = 0;
    while ((item = mp_iternext(it)) != MP_OBJ_STOP_ITERATION) {
        sum += mp_obj_get_int(item);
    }
    return mp_obj_new_int(sum);
}
static MP_DEFINE_CONST_FUN_OBJ_1(iterators_sum_obj, iterators_sum);

// With an iterator on the heap, which outlives the call.
static mp_obj_t iterators_pairs(mp_obj_t iterable) {
    mp_obj_t it = mp_getiter(iterable, NULL);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (;;) {
        mp_obj_t pair[2];
        pair[0] = mp_iternext(it);
        pair[1] = pair[0] == MP_OBJ_STOP_ITERATION ? pair[0] : mp_iternext(it);
        if (pair[1] == MP_OBJ_STOP_ITERATION) {
            return list;
        }
        mp_obj_list_append(list, mp_obj_new_tuple(2, pair));
    }
}
static MP_DEFINE_CONST_FUN_OBJ_1(iterators_pairs_obj, iterators_pairs);

// 5. Ends with a value, as a generator that returns one.
typedef struct {
    mp_obj_base_t base;
    mp_int_t left;
    mp_obj_t value;
} ending_obj_t;

static mp_obj_t ending_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 2, false);
    ending_obj_t *self = mp_obj_malloc(ending_obj_t, type);
    self->left = mp_obj_get_int(args[0]);
    self->value = n_args > 1 ? args[1] : MP_OBJ_NULL;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t ending_iternext(mp_obj_t self_in) {
    ending_obj_t *self = MP_OBJ_TO_PTR(self_in);
    return self->left-- > 0 ? mp_obj_new_int(self->left) : mp_make_stop_iteration(self->value);
}

static MP_DEFINE_CONST_OBJ_TYPE(
    type_Ending,
    MP_QSTR_Ending,
    MP_TYPE_FLAG_ITER_IS_ITERNEXT,
    make_new, ending_make_new,
    iter, ending_iternext
    );

static const mp_rom_map_elem_t iterators_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_iterators) },
    { MP_ROM_QSTR(MP_QSTR_Count), MP_ROM_PTR(&type_Count) },
    { MP_ROM_QSTR(MP_QSTR_Range), MP_ROM_PTR(&type_Range) },
    { MP_ROM_QSTR(MP_QSTR_Both), MP_ROM_PTR(&type_Both) },
    { MP_ROM_QSTR(MP_QSTR_Borrowed), MP_ROM_PTR(&type_Borrowed) },
    { MP_ROM_QSTR(MP_QSTR_Ending), MP_ROM_PTR(&type_Ending) },
    { MP_ROM_QSTR(MP_QSTR_sum), MP_ROM_PTR(&iterators_sum_obj) },
    { MP_ROM_QSTR(MP_QSTR_pairs), MP_ROM_PTR(&iterators_pairs_obj) },
};
static MP_DEFINE_CONST_DICT(iterators_globals, iterators_globals_table);

const mp_obj_module_t iterators_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&iterators_globals,
};

MP_REGISTER_MODULE(MP_QSTR_iterators, iterators_module);
