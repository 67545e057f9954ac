// SPDX-License-Identifier: 0BSD
// A part of extmod/modmachine.h: what only one firmware has (natmod build --firmware, with the
// headers of its port).
#ifndef NATMOD_PORT_MACHINE_H
#define NATMOD_PORT_MACHINE_H

#if MICROPY_PY_MACHINE_I2C_TRANSFER_WRITE1
#define MP_MACHINE_I2C_FLAG_WRITE1 (0x04)  // the first buffer is written, the others are read
#endif

typedef struct _mp_machine_soft_i2c_obj_t {
    mp_obj_base_t base;
    uint32_t us_delay;
    uint32_t us_timeout;
    mp_hal_pin_obj_t scl;
    mp_hal_pin_obj_t sda;
} mp_machine_soft_i2c_obj_t;

NATMOD_BEGIN_C
// For types of the module's own: the methods that buses have, transfer by transfer_single, and by
// the pins of a mp_machine_soft_i2c_obj_t.
extern const mp_obj_dict_t mp_machine_i2c_locals_dict;
extern const mp_obj_dict_t mp_machine_spi_locals_dict;
extern const mp_machine_spi_p_t mp_machine_soft_spi_p;
int mp_machine_i2c_transfer_adaptor(mp_obj_base_t *self, uint16_t addr, size_t n,
                                    mp_machine_i2c_buf_t *bufs, unsigned int flags);
int mp_machine_soft_i2c_transfer(mp_obj_base_t *self, uint16_t addr, size_t n,
                                 mp_machine_i2c_buf_t *bufs, unsigned int flags);
NATMOD_END_C

#endif
