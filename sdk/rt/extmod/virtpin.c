// SPDX-License-Identifier: 0BSD
// Pins by their protocol, else by calling them.
#include "../rt.h"

#include "extmod/virtpin.h"

NATMOD_QSTR(umachine);
NATMOD_QSTR(Pin);
NATMOD_QSTR(init);

// natmod_call_method with room for one argument is smaller.
static mp_obj_t call_method(mp_obj_t pin, qstr method, size_t n_args, mp_obj_t arg) {
    mp_obj_t call[3];
    mp_load_method(pin, method, call);
    call[2] = arg;
    return mp_call_method_n_kw(n_args, 0, call);
}

mp_obj_t natmod_pin_call(mp_obj_t pin, size_t n_args, mp_obj_t value) {
    const mp_obj_type_t *type = natmod_type_of(pin);
    mp_call_fun_t call = MP_OBJ_TYPE_GET_SLOT_OR_NULL(type, call);
    // A Python class has the slot even if it has no __call__.
    return call == NULL || mp_obj_is_instance_type(type) ? call_method(pin, Q_value, n_args, value)
                                                         : call(pin, n_args, 0, &value);
}

static const mp_pin_p_t *protocol_of(mp_obj_t pin) {
    return (const mp_pin_p_t *)MP_OBJ_TYPE_GET_SLOT_OR_NULL(natmod_type_of(pin), protocol);
}

int mp_virtual_pin_read(mp_obj_t pin) {
    const mp_pin_p_t *protocol = protocol_of(pin);
    return protocol != NULL ? (int)protocol->ioctl(pin, MP_PIN_READ, 0, NULL)
                            : (int)mp_obj_get_int(natmod_pin_call(pin, 0, MP_OBJ_NULL));
}

void mp_virtual_pin_write(mp_obj_t pin, int value) {
    const mp_pin_p_t *protocol = protocol_of(pin);
    if (protocol != NULL) {
        protocol->ioctl(pin, MP_PIN_WRITE, (uintptr_t)value, NULL);
    } else {
        natmod_pin_call(pin, 1, MP_OBJ_NEW_SMALL_INT(value));
    }
}

mp_obj_t natmod_pin(mp_obj_t pin) {
    NATMOD_ATTR(machine_pin, umachine, Pin);
    mp_obj_t value[2];
    mp_load_method_maybe(pin, Q_value, value);
    return value[0] != MP_OBJ_NULL ? pin : natmod_call_found(&machine_pin, 1, &pin);
}

void natmod_pin_init(mp_obj_t pin, qstr mode) {
    call_method(pin, Q(init), 1, mp_load_attr(pin, mode));
}

// Pin(GPIO5, mode=OUT), Pin(5), Pin(Pin.cpu.A5, mode=Pin.IN), Pin(A5)
const char *natmod_pin_name(mp_obj_t pin) {
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 16, &print);
    mp_obj_print_helper(&print, pin, PRINT_REPR);
    char *name = vstr_null_terminated_str(&text);
    char *open = strchr(name, '(');
    if (open == NULL) {
        return name;
    }
    char *end = open + strcspn(open, ",)");
    *end = '\0';
    return open + 1;
}
