// SPDX-License-Identifier: 0BSD
// The classes of module machine, and the protocols of its buses: tables of C functions that a bus
// object's type has in its protocol slot.
#ifndef NATMOD_EXTMOD_MODMACHINE_H
#define NATMOD_EXTMOD_MODMACHINE_H

#include "py/mphal.h"
#include "py/obj.h"

// dest may be NULL, and may be src.
typedef struct _mp_machine_spi_p_t {
    void (*init)(mp_obj_base_t *obj, size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args);
    void (*deinit)(mp_obj_base_t *obj);  // may be NULL
    void (*transfer)(mp_obj_base_t *obj, size_t len, const uint8_t *src, uint8_t *dest);
} mp_machine_spi_p_t;
NATMOD_SIZE(mp_machine_spi_p_t, 3);

#if MICROPY_PY_MACHINE_I2C
#define MP_MACHINE_I2C_FLAG_READ (0x01)  // without it, a write
#define MP_MACHINE_I2C_FLAG_STOP (0x02)

typedef struct _mp_machine_i2c_buf_t {
    size_t len;
    uint8_t *buf;
} mp_machine_i2c_buf_t;

#ifdef NATMOD_PORT_CONFIG
#define NATMOD_PORT_I2C 1
#else
#define NATMOD_PORT_I2C 0
#endif

// What a bus cannot do is NULL; transfer is not. Results: 0 or, of a write, the number of bytes
// acknowledged; a negative error number. There is no init, whose place depends on the
// firmware, but with the headers of a port.
typedef struct _mp_machine_i2c_p_t {
#if !NATMOD_PORT_I2C
    const void *natmod_first;
#else
#if MICROPY_PY_MACHINE_I2C_TRANSFER_WRITE1
    bool transfer_supports_write1;
#endif
    void (*init)(mp_obj_base_t *obj, size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args);
#if NATMOD_PORT_MINOR >= 29
    void (*deinit)(mp_obj_base_t *obj);
#endif
#endif
    int (*start)(mp_obj_base_t *obj);
    int (*stop)(mp_obj_base_t *obj);
    int (*read)(mp_obj_base_t *obj, uint8_t *dest, size_t len, bool nack);
    int (*write)(mp_obj_base_t *obj, const uint8_t *src, size_t len);
    int (*transfer)(mp_obj_base_t *obj, uint16_t addr, size_t n, mp_machine_i2c_buf_t *bufs,
                    unsigned int flags);
    int (*transfer_single)(mp_obj_base_t *obj, uint16_t addr, size_t len, uint8_t *buf,
                           unsigned int flags);
} mp_machine_i2c_p_t;

#if NATMOD_PORT_I2C
#include "natmod/port_machine.h"
#else
NATMOD_SIZE(mp_machine_i2c_p_t, 7);

// Ports that can write and then read in one transfer have a word in front, and since 1.29 there is
// one more behind init. So in a source that includes this file the slot of an I2C type leads to
// where that layout begins. -D MICROPY_PY_MACHINE_I2C=0 saves that; see docs/hardware.md.
NATMOD_BEGIN_C
uintptr_t natmod_machine_protocol(const mp_obj_type_t *type);
NATMOD_END_C
#undef NATMOD_SLOT_WORD
#define NATMOD_SLOT_WORD(t, f)                                           \
    (MP_OBJ_TYPE_OFFSETOF_SLOT(f) == MP_OBJ_TYPE_OFFSETOF_SLOT(protocol) \
         ? natmod_machine_protocol(t)                                    \
         : (uintptr_t)(t)->slots[(t)->slot_index_##f - 1])
#endif
#endif

NATMOD_BEGIN_C
// Classes of module machine. Firmware that lacks one cannot import a module that names it.
extern const mp_obj_type_t machine_adc_type;
extern const mp_obj_type_t machine_i2c_type;
extern const mp_obj_type_t machine_pin_type;
extern const mp_obj_type_t machine_pinbase_type;
extern const mp_obj_type_t machine_pwm_type;
extern const mp_obj_type_t machine_signal_type;
extern const mp_obj_type_t machine_spi_type;
extern const mp_obj_type_t machine_timer_type;
extern const mp_obj_type_t machine_uart_type;
extern const mp_obj_type_t mp_machine_soft_i2c_type;
extern const mp_obj_type_t mp_machine_soft_spi_type;

// How long the pulse of that level lasts; (mp_uint_t)-2 if it does not begin within the time, -1 if
// it does not end.
mp_uint_t machine_time_pulse_us(mp_hal_pin_obj_t pin, int pulse_level, mp_uint_t timeout_us);
// The bits of buf, highest first. timing_ns: high and low of a 0, high and low of a 1.
void machine_bitstream_high_low(mp_hal_pin_obj_t pin, uint32_t *timing_ns, const uint8_t *buf,
                                size_t len);
NATMOD_END_C

#endif
