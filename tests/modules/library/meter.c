// SPDX-License-Identifier: MIT
// A library as people publish them: two classes with keywords and the buffer protocol, an exception,
// floats, a submodule and vendored C.
#include "meter.h"
#include "py/objstr.h"
#include "py/runtime.h"

MP_DEFINE_EXCEPTION(RangeError, ValueError)

// The mean of anything that can be iterated over.
static mp_obj_t meter_mean(mp_obj_t values) {
    mp_float_t sum = 0;
    size_t count = 0;
    mp_obj_iter_buf_t buf;
    mp_obj_t iterator = mp_getiter(values, &buf), item;
    while ((item = mp_iternext(iterator)) != MP_OBJ_STOP_ITERATION) {
        sum += mp_obj_get_float(item);
        ++count;
    }
    if (count == 0) {
        mp_raise_msg(&mp_type_ZeroDivisionError, MP_ERROR_TEXT("the mean of nothing"));
    }
    return mp_obj_new_float(sum / (mp_float_t)count);
}
static MP_DEFINE_CONST_FUN_OBJ_1(meter_mean_obj, meter_mean);

static const MP_DEFINE_STR_OBJ(meter_version_obj, "1.4.2");

static const mp_rom_map_elem_t meter_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_meter)},
    {MP_ROM_QSTR(MP_QSTR___version__), MP_ROM_PTR(&meter_version_obj)},
    {MP_ROM_QSTR(MP_QSTR_Window), MP_ROM_PTR(&window_type)},
    {MP_ROM_QSTR(MP_QSTR_Smoother), MP_ROM_PTR(&smoother_type)},
    {MP_ROM_QSTR(MP_QSTR_RangeError), MP_ROM_PTR(&mp_type_RangeError)},
    {MP_ROM_QSTR(MP_QSTR_check), MP_ROM_PTR(&meter_check_module)},
    {MP_ROM_QSTR(MP_QSTR_mean), MP_ROM_PTR(&meter_mean_obj)},
    {MP_ROM_QSTR(MP_QSTR_MARK), MP_ROM_INT(0x7e)},
};
static MP_DEFINE_CONST_DICT(meter_globals, meter_globals_table);

const mp_obj_module_t meter_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&meter_globals,
};
MP_REGISTER_MODULE(MP_QSTR_meter, meter_module);
