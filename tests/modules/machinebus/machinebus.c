// SPDX-License-Identifier: MIT
// Buses by their protocols. The types are this module's own: one for each layout that firmware has.
#include "extmod/machine_i2c.h"
#include "extmod/machine_spi.h"
#include "extmod/modmachine.h"
#include "py/mperrno.h"
#include "py/runtime.h"

// What the last transfer was, for Python.
static void note(const char *what, mp_uint_t a, mp_uint_t b, mp_uint_t c) {
    mp_printf(&mp_plat_print, "%s %u %u %u\n", what, (unsigned)a, (unsigned)b, (unsigned)c);
}

static void spi_init(mp_obj_base_t *obj, size_t n_args, const mp_obj_t *args, mp_map_t *kw) {
    (void)obj;
    note("init", n_args, kw->used, n_args > 0 ? (mp_uint_t)mp_obj_get_int(args[0]) : 0);
}
static void spi_transfer(mp_obj_base_t *obj, size_t len, const uint8_t *src, uint8_t *dest) {
    (void)obj;
    note("transfer", len, src[0], dest != NULL);
    for (size_t i = 0; dest != NULL && i < len; ++i) {
        dest[i] = (uint8_t)~src[i];
    }
}
static const mp_machine_spi_p_t spi_p = {spi_init, NULL, spi_transfer};

static int i2c_start(mp_obj_base_t *obj) {
    (void)obj;
    note("start", 0, 0, 0);
    return 0;
}
static int i2c_stop(mp_obj_base_t *obj) {
    (void)obj;
    note("stop", 0, 0, 0);
    return 0;
}
static int i2c_read(mp_obj_base_t *obj, uint8_t *dest, size_t len, bool nack) {
    (void)obj;
    note("read", len, nack, 0);
    memset(dest, 'r', len);
    return 0;
}
static int i2c_write(mp_obj_base_t *obj, const uint8_t *src, size_t len) {
    (void)obj;
    note("write", len, src[0], 0);
    return (int)len;
}
static int i2c_transfer(mp_obj_base_t *obj, uint16_t addr, size_t n, mp_machine_i2c_buf_t *bufs,
                        unsigned int flags) {
    (void)obj;
    note("transfer", addr, n, flags);
    if (addr == 0x7f) {
        return -MP_ENODEV;
    }
    size_t len = 0;
    for (size_t i = 0; i < n; ++i) {
        if (flags & MP_MACHINE_I2C_FLAG_READ) {
            memset(bufs[i].buf, (int)('0' + i), bufs[i].len);
        }
        len += bufs[i].len;
    }
    return flags & MP_MACHINE_I2C_FLAG_READ ? 0 : (int)len;
}
static void i2c_init(mp_obj_base_t *obj, size_t n_args, const mp_obj_t *args, mp_map_t *kw) {
    (void)obj;
    (void)n_args;
    (void)args;
    (void)kw;
    note("i2c init", 0, 0, 0);
}
static void i2c_deinit(mp_obj_base_t *obj) {
    (void)obj;
    note("i2c deinit", 0, 0, 0);
}

// Layouts as words. A bool of 1 in front is a word of 1.
typedef union {
    uintptr_t number;
    void (*init)(mp_obj_base_t *, size_t, const mp_obj_t *, mp_map_t *);
    void (*deinit)(mp_obj_base_t *);
    int (*start)(mp_obj_base_t *);
    int (*read)(mp_obj_base_t *, uint8_t *, size_t, bool);
    int (*write)(mp_obj_base_t *, const uint8_t *, size_t);
    int (*transfer)(mp_obj_base_t *, uint16_t, size_t, mp_machine_i2c_buf_t *, unsigned int);
} word_t;
#define NO \
    { .number = 0 }
#define SOFT                                                                             \
    {.start = i2c_start}, {.start = i2c_stop}, {.read = i2c_read}, {.write = i2c_write}, \
        {.transfer = i2c_transfer}, NO
#define HARD NO, NO, NO, NO, {.transfer = i2c_transfer}, NO
static const word_t layouts[][9] = {
    {{.init = i2c_init}, HARD},
    {NO, HARD},
    {{.init = i2c_init}, SOFT},
    {{.number = 1}, {.init = i2c_init}, HARD},
    {{.number = 1}, NO, HARD},
    {NO, {.init = i2c_init}, HARD},
    {NO, {.init = i2c_init}, SOFT},
    {{.init = i2c_init}, {.deinit = i2c_deinit}, HARD},
    {{.init = i2c_init}, NO, HARD},
    {NO, NO, HARD},
    {{.init = i2c_init}, NO, SOFT},
    {{.number = 1}, {.init = i2c_init}, {.deinit = i2c_deinit}, HARD},
    {{.number = 1}, NO, NO, HARD},
    {NO, {.init = i2c_init}, NO, SOFT},
    {NO, {.init = i2c_init}, {.deinit = i2c_deinit}, HARD},
};

static MP_DEFINE_CONST_OBJ_TYPE(spi_type, MP_QSTR_SPI, MP_TYPE_FLAG_NONE, protocol, &spi_p);
#define BUS(n)                                                                               \
    static MP_DEFINE_CONST_OBJ_TYPE(bus##n##_type, MP_QSTR_I2C, MP_TYPE_FLAG_NONE, protocol, \
                                    layouts[n]);                                             \
    static const mp_obj_base_t bus##n = {&bus##n##_type};
#define SOFT_BUS(n)                                                                              \
    static MP_DEFINE_CONST_OBJ_TYPE(bus##n##_type, MP_QSTR_SoftI2C, MP_TYPE_FLAG_NONE, protocol, \
                                    layouts[n]);                                                 \
    static const mp_obj_base_t bus##n = {&bus##n##_type};
BUS(0)
BUS(1)
SOFT_BUS(2)
BUS(3)
BUS(4)
BUS(5)
SOFT_BUS(6)
BUS(7)
BUS(8)
BUS(9)
SOFT_BUS(10)
BUS(11)
BUS(12)
SOFT_BUS(13)
BUS(14)
static const mp_obj_base_t *const buses[] = {
    &bus0, &bus1, &bus2,  &bus3,  &bus4,  &bus5,  &bus6,  &bus7,
    &bus8, &bus9, &bus10, &bus11, &bus12, &bus13, &bus14,
};
static const mp_obj_base_t spi = {&spi_type};

static mp_obj_t machinebus_bus(mp_obj_t n) {
    size_t i = (size_t)mp_obj_get_int(n);
    return i < MP_ARRAY_SIZE(buses) ? MP_OBJ_FROM_PTR(buses[i]) : mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(machinebus_bus_obj, machinebus_bus);

// What a driver does from here on.

static mp_obj_t machinebus_exchange(mp_obj_t bus, mp_obj_t data) {
    mp_obj_base_t *self = MP_OBJ_TO_PTR(bus);
    const mp_machine_spi_p_t *protocol = MP_OBJ_TYPE_GET_SLOT(self->type, protocol);
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_RW);
    mp_map_t none;
    mp_map_init(&none, 0);
    mp_obj_t rate = MP_OBJ_NEW_SMALL_INT(1000);
    protocol->init(self, 1, &rate, &none);
    protocol->transfer(self, info.len, info.buf, NULL);
    protocol->transfer(self, info.len, info.buf, info.buf);
    return mp_obj_new_bool(protocol->deinit == NULL);
}
static MP_DEFINE_CONST_FUN_OBJ_2(machinebus_exchange_obj, machinebus_exchange);

static int transfer(mp_obj_t bus, uint16_t addr, uint8_t *data, size_t len, unsigned flags) {
    mp_obj_base_t *self = MP_OBJ_TO_PTR(bus);
    mp_machine_i2c_p_t *protocol = (mp_machine_i2c_p_t *)MP_OBJ_TYPE_GET_SLOT(self->type, protocol);
    mp_machine_i2c_buf_t bufs[2] = {{.len = 1, .buf = data}, {.len = len - 1, .buf = data + 1}};
    return protocol->transfer(self, addr, 2, bufs, flags);
}

static mp_obj_t machinebus_register(mp_obj_t bus, mp_obj_t addr_in) {
    uint16_t addr = (uint16_t)mp_obj_get_int(addr_in);
    uint8_t data[3] = "abc";
    int sent = transfer(bus, addr, data, 3, MP_MACHINE_I2C_FLAG_STOP);
    if (sent < 0) {
        mp_raise_OSError(-sent);
    }
    int got = transfer(bus, addr, data, 3, MP_MACHINE_I2C_FLAG_READ | MP_MACHINE_I2C_FLAG_STOP);
    mp_obj_t items[] = {mp_obj_new_int(sent), mp_obj_new_int(got), mp_obj_new_bytes(data, 3)};
    return mp_obj_new_tuple(3, items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(machinebus_register_obj, machinebus_register);

static mp_obj_t machinebus_primitive(mp_obj_t bus) {
    mp_obj_base_t *self = MP_OBJ_TO_PTR(bus);
    const mp_machine_i2c_p_t *protocol = MP_OBJ_TYPE_GET_SLOT_OR_NULL(self->type, protocol);
    if (protocol->start == NULL) {
        return mp_obj_new_bool(protocol->stop == NULL && protocol->read == NULL &&
                               protocol->write == NULL && protocol->transfer_single == NULL);
    }
    uint8_t data[2] = "w";
    protocol->start(self);
    protocol->write(self, data, 1);
    protocol->read(self, data, 2, true);
    protocol->stop(self);
    return mp_obj_new_bytes(data, 2);
}
static MP_DEFINE_CONST_FUN_OBJ_1(machinebus_primitive_obj, machinebus_primitive);

static mp_obj_t machinebus_has_protocol(mp_obj_t obj) {
    return mp_obj_new_bool(MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(obj), protocol) != NULL);
}
static MP_DEFINE_CONST_FUN_OBJ_1(machinebus_has_protocol_obj, machinebus_has_protocol);

static mp_obj_t machinebus_name(mp_obj_t pin) {
    mp_printf(&mp_plat_print, "<" MP_HAL_PIN_FMT ">\n", mp_hal_pin_name(mp_hal_get_pin_obj(pin)));
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(machinebus_name_obj, machinebus_name);

static const mp_rom_map_elem_t machinebus_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_machinebus)},
    {MP_ROM_QSTR(MP_QSTR_spi), MP_ROM_PTR(&spi)},
    {MP_ROM_QSTR(MP_QSTR_bus), MP_ROM_PTR(&machinebus_bus_obj)},
    {MP_ROM_QSTR(MP_QSTR_exchange), MP_ROM_PTR(&machinebus_exchange_obj)},
    {MP_ROM_QSTR(MP_QSTR_register), MP_ROM_PTR(&machinebus_register_obj)},
    {MP_ROM_QSTR(MP_QSTR_primitive), MP_ROM_PTR(&machinebus_primitive_obj)},
    {MP_ROM_QSTR(MP_QSTR_has_protocol), MP_ROM_PTR(&machinebus_has_protocol_obj)},
    {MP_ROM_QSTR(MP_QSTR_name), MP_ROM_PTR(&machinebus_name_obj)},
};
static MP_DEFINE_CONST_DICT(machinebus_globals, machinebus_globals_table);

const mp_obj_module_t machinebus_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&machinebus_globals,
};
MP_REGISTER_MODULE(MP_QSTR_machinebus, machinebus_module);
