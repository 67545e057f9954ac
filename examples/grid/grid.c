// SPDX-License-Identifier: 0BSD
// grid: a class with the buffer protocol. Its bytes are one block, which Python reads and writes
// through memoryview, and which a file or a bus takes without a copy.

#include "py/obj.h"
#include "py/runtime.h"

#include <string.h>

typedef struct {
    mp_obj_base_t base;
    size_t width, height;
    uint8_t cells[];
} grid_t;

// Grid(width, height): all cells are 0.
static mp_obj_t grid_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 2, 2, false);
    mp_int_t width = mp_obj_get_int(args[0]), height = mp_obj_get_int(args[1]);
    if (width < 1 || height < 1 || width > 0x7fff || height > 0x7fff) {
        mp_raise_ValueError(MP_ERROR_TEXT("a grid has 1 to 32767 cells each way"));
    }
    size_t size = (size_t)width * (size_t)height;
    grid_t *self = mp_obj_malloc_var(grid_t, cells, uint8_t, size, type);
    self->width = (size_t)width;
    self->height = (size_t)height;
    memset(self->cells, 0, size);
    return MP_OBJ_FROM_PTR(self);
}

// The index of grid[x, y].
static size_t cell_index(grid_t *self, mp_obj_t place) {
    size_t length;
    mp_obj_t *xy;
    mp_obj_get_array(place, &length, &xy);
    if (length != 2) {
        mp_raise_TypeError(MP_ERROR_TEXT("a place is x, y"));
    }
    mp_int_t x = mp_obj_get_int(xy[0]), y = mp_obj_get_int(xy[1]);
    if (x < 0 || y < 0 || (size_t)x >= self->width || (size_t)y >= self->height) {
        mp_raise_msg(&mp_type_IndexError, MP_ERROR_TEXT("outside the grid"));
    }
    return (size_t)y * self->width + (size_t)x;
}

// grid[x, y] and grid[x, y] = value.
static mp_obj_t grid_subscr(mp_obj_t self_in, mp_obj_t place, mp_obj_t value) {
    grid_t *self = (grid_t *)MP_OBJ_TO_PTR(self_in);
    if (value == MP_OBJ_NULL) {
        return MP_OBJ_NULL;  // del is not for grids
    }
    uint8_t *cell = &self->cells[cell_index(self, place)];
    if (value == MP_OBJ_SENTINEL) {
        return MP_OBJ_NEW_SMALL_INT(*cell);
    }
    *cell = (uint8_t)mp_obj_get_int(value);
    return mp_const_none;
}

// Whoever asks for the bytes - memoryview(), file.write(), bytes() - gets the cells themselves.
static mp_int_t grid_get_buffer(mp_obj_t self_in, mp_buffer_info_t *buffer, mp_uint_t flags) {
    (void)flags;
    grid_t *self = (grid_t *)MP_OBJ_TO_PTR(self_in);
    buffer->buf = self->cells;
    buffer->len = self->width * self->height;
    buffer->typecode = 'B';
    return 0;
}

static MP_DEFINE_CONST_OBJ_TYPE(
    grid_type, MP_QSTR_Grid, MP_TYPE_FLAG_NONE,
    make_new, grid_make_new,
    subscr, grid_subscr,
    buffer, grid_get_buffer
    );

static const mp_rom_map_elem_t grid_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_grid)},
    {MP_ROM_QSTR(MP_QSTR_Grid), MP_ROM_PTR(&grid_type)},
};
static MP_DEFINE_CONST_DICT(grid_globals, grid_globals_table);

const mp_obj_module_t grid_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&grid_globals,
};
MP_REGISTER_MODULE(MP_QSTR_grid, grid_module);
