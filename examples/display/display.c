// SPDX-License-Identifier: 0BSD
// display: colour displays with an ST7735, ST7789 or ILI9341 on SPI.
//
// The picture is in memory, two bytes a pixel, and Python reads and writes it as a buffer. What was
// drawn since the last show() lies in one rectangle, and only that is sent.
//
// The same source compiles into firmware. With Natmod it runs on any board with a machine.SPI.

#include <string.h>

#include "extmod/modmachine.h"
#include "py/mphal.h"
#include "py/obj.h"
#include "py/runtime.h"

typedef struct {
    mp_obj_base_t base;
    mp_obj_base_t *spi;
    mp_hal_pin_obj_t dc, cs;
    uint16_t width, height;
    uint16_t left, top, right, bottom;  // what is not on the display yet: from ... up to, not with
    uint16_t *pixels;                   // high byte first, as the display wants it
} display_t;

// ---- The wire ----------------------------------------------------------------------------

// By the bus's protocol, a table of C functions: as fast as the firmware's own drivers. What has no
// protocol, such as a class in Python, has methods.
static void spi_write(display_t *self, const void *data, size_t len) {
    #if MICROPY_PY_MACHINE_SPI
    const mp_machine_spi_p_t *protocol =
        (const mp_machine_spi_p_t *)MP_OBJ_TYPE_GET_SLOT_OR_NULL(self->spi->type, protocol);
    if (protocol != NULL) {
        protocol->transfer(self->spi, len, data, NULL);
        return;
    }
    #endif
    mp_obj_t call[3];
    mp_load_method(MP_OBJ_FROM_PTR(self->spi), MP_QSTR_write, call);
    call[2] = mp_obj_new_bytes(data, len);
    mp_call_method_n_kw(1, 0, call);
}

static void begin_command(display_t *self, uint8_t command) {
    mp_hal_pin_write(self->cs, 0);
    mp_hal_pin_write(self->dc, 0);
    spi_write(self, &command, 1);
    mp_hal_pin_write(self->dc, 1);
}

static void send_command(display_t *self, uint8_t command, const void *data, size_t len) {
    begin_command(self, command);
    if (len != 0) {
        spi_write(self, data, len);
    }
    mp_hal_pin_write(self->cs, 1);
}

static void send_range(display_t *self, uint8_t command, unsigned from, unsigned to) {
    uint8_t range[] = {(uint8_t)(from >> 8), (uint8_t)from, (uint8_t)(to >> 8), (uint8_t)to};
    send_command(self, command, range, sizeof(range));
}

// ---- The picture -------------------------------------------------------------------------

static void clean(display_t *self) {
    self->left = self->width;
    self->top = self->height;
    self->right = 0;
    self->bottom = 0;
}

// The dirty rectangle grows by what is inside the picture of this one, which is what remains in it.
// False: nothing.
static bool touch(display_t *self, mp_int_t at[4]) {
    mp_int_t left = MAX(at[0], 0), top = MAX(at[1], 0);
    mp_int_t right = MIN(at[0] + at[2], self->width), bottom = MIN(at[1] + at[3], self->height);
    if (left >= right || top >= bottom) {
        return false;
    }
    self->left = (uint16_t)MIN(self->left, left);
    self->top = (uint16_t)MIN(self->top, top);
    self->right = (uint16_t)MAX(self->right, right);
    self->bottom = (uint16_t)MAX(self->bottom, bottom);
    at[0] = left;
    at[1] = top;
    at[2] = right - left;
    at[3] = bottom - top;
    return true;
}

static uint16_t swapped(mp_int_t color) {
    uint16_t low = (uint16_t)(color & 0xff), high = (uint16_t)(color >> 8 & 0xff);
    const uint8_t bytes[] = {(uint8_t)high, (uint8_t)low};
    uint16_t pixel;
    memcpy(&pixel, bytes, sizeof(pixel));
    return pixel;
}

static void fill(display_t *self, mp_int_t at[4], mp_int_t color) {
    if (!touch(self, at)) {
        return;
    }
    uint16_t pixel = swapped(color);
    uint16_t *row = self->pixels + at[1] * self->width + at[0];
    for (mp_int_t y = 0; y < at[3]; ++y, row += self->width) {
        for (mp_int_t x = 0; x < at[2]; ++x) {
            row[x] = pixel;
        }
    }
}

// ---- Methods -----------------------------------------------------------------------------

// Display(spi, dc, cs, width, height)
static mp_obj_t display_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 5, 5, false);
    mp_int_t width = mp_obj_get_int(args[3]), height = mp_obj_get_int(args[4]);
    if (width < 1 || height < 1 || width > 1024 || height > 1024) {
        mp_raise_ValueError(MP_ERROR_TEXT("size"));
    }
    display_t *self = mp_obj_malloc(display_t, type);
    self->spi = (mp_obj_base_t *)MP_OBJ_TO_PTR(args[0]);
    self->dc = mp_hal_get_pin_obj(args[1]);
    self->cs = mp_hal_get_pin_obj(args[2]);
    self->width = (uint16_t)width;
    self->height = (uint16_t)height;
    self->pixels = m_new0(uint16_t, (size_t)(width * height));
    clean(self);
    mp_hal_pin_write(self->cs, 1);
    return MP_OBJ_FROM_PTR(self);
}

// display.command(number, data=b''): anything that the display's data sheet has.
static mp_obj_t display_command(size_t n_args, const mp_obj_t *args) {
    display_t *self = (display_t *)MP_OBJ_TO_PTR(args[0]);
    mp_buffer_info_t data = {NULL, 0, 0};
    if (n_args > 2) {
        mp_get_buffer_raise(args[2], &data, MP_BUFFER_READ);
    }
    send_command(self, (uint8_t)mp_obj_get_int(args[1]), data.buf, data.len);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(display_command_obj, 2, 3, display_command);

// display.on(): wakes the display up, with 16 bits a pixel.
static mp_obj_t display_on(mp_obj_t self_in) {
    display_t *self = (display_t *)MP_OBJ_TO_PTR(self_in);
    static const uint8_t rgb565 = 0x55;
    send_command(self, 0x11, NULL, 0);
    mp_hal_delay_ms(120);
    send_command(self, 0x3a, &rgb565, 1);
    send_command(self, 0x29, NULL, 0);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(display_on_obj, display_on);

// display.fill(color)
static mp_obj_t display_fill(mp_obj_t self_in, mp_obj_t color) {
    display_t *self = (display_t *)MP_OBJ_TO_PTR(self_in);
    mp_int_t all[] = {0, 0, self->width, self->height};
    fill(self, all, mp_obj_get_int(color));
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(display_fill_obj, display_fill);

// display.rect(x, y, width, height, color)
static mp_obj_t display_rect(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    mp_int_t at[4];
    for (int i = 0; i < 4; ++i) {
        at[i] = mp_obj_get_int(args[1 + i]);
    }
    fill((display_t *)MP_OBJ_TO_PTR(args[0]), at, mp_obj_get_int(args[5]));
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(display_rect_obj, 6, 6, display_rect);

// display.touch(x, y, width, height): this was drawn through the buffer.
static mp_obj_t display_touch(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    mp_int_t at[4];
    for (int i = 0; i < 4; ++i) {
        at[i] = mp_obj_get_int(args[1 + i]);
    }
    return mp_obj_new_bool(touch((display_t *)MP_OBJ_TO_PTR(args[0]), at));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(display_touch_obj, 5, 5, display_touch);

// display.show(): sends what changed; returns its rectangle, or None.
static mp_obj_t display_show(mp_obj_t self_in) {
    display_t *self = (display_t *)MP_OBJ_TO_PTR(self_in);
    size_t columns = (size_t)(self->right - self->left), rows = (size_t)(self->bottom - self->top);
    if (self->left >= self->right) {
        return mp_const_none;
    }
    send_range(self, 0x2a, self->left, self->right - 1U);
    send_range(self, 0x2b, self->top, self->bottom - 1U);
    begin_command(self, 0x2c);
    const uint16_t *row = self->pixels + (size_t)self->top * self->width + self->left;
    if (columns == self->width) {
        spi_write(self, row, 2 * columns * rows);
    } else {
        for (size_t y = 0; y < rows; ++y, row += self->width) {
            spi_write(self, row, 2 * columns);
        }
    }
    mp_hal_pin_write(self->cs, 1);
    mp_obj_t sent[] = {
        MP_OBJ_NEW_SMALL_INT(self->left), MP_OBJ_NEW_SMALL_INT(self->top),
        MP_OBJ_NEW_SMALL_INT((mp_int_t)columns), MP_OBJ_NEW_SMALL_INT((mp_int_t)rows),
    };
    clean(self);
    return mp_obj_new_tuple(4, sent);
}
static MP_DEFINE_CONST_FUN_OBJ_1(display_show_obj, display_show);

// memoryview(display): the picture.
static mp_int_t display_buffer(mp_obj_t self_in, mp_buffer_info_t *info, mp_uint_t flags) {
    (void)flags;
    display_t *self = (display_t *)MP_OBJ_TO_PTR(self_in);
    info->buf = self->pixels;
    info->len = 2U * self->width * self->height;
    info->typecode = 'B';
    return 0;
}

static const mp_rom_map_elem_t display_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_command), MP_ROM_PTR(&display_command_obj)},
    {MP_ROM_QSTR(MP_QSTR_on), MP_ROM_PTR(&display_on_obj)},
    {MP_ROM_QSTR(MP_QSTR_fill), MP_ROM_PTR(&display_fill_obj)},
    {MP_ROM_QSTR(MP_QSTR_rect), MP_ROM_PTR(&display_rect_obj)},
    {MP_ROM_QSTR(MP_QSTR_touch), MP_ROM_PTR(&display_touch_obj)},
    {MP_ROM_QSTR(MP_QSTR_show), MP_ROM_PTR(&display_show_obj)},
};
static MP_DEFINE_CONST_DICT(display_locals, display_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(
    display_type, MP_QSTR_Display, MP_TYPE_FLAG_NONE,
    make_new, display_make_new,
    buffer, display_buffer,
    locals_dict, &display_locals
    );

// ---- The module --------------------------------------------------------------------------

static const mp_rom_map_elem_t display_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_display)},
    {MP_ROM_QSTR(MP_QSTR_Display), MP_ROM_PTR(&display_type)},
};
static MP_DEFINE_CONST_DICT(display_globals, display_globals_table);

const mp_obj_module_t display_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&display_globals,
};
MP_REGISTER_MODULE(MP_QSTR_display, display_module);
