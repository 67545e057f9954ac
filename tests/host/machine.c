// SPDX-License-Identifier: MIT
// Modules machine and time, as a board has them: pins with a protocol, classes that are only there
// by name, interrupts that can be off. The pins and the bits say what is done to them. The clock
// makes a step each time it is asked.
#include "host.h"

typedef struct {
    base_t base;
    int_t number;
    bool level;
} pin_t;

enum { PIN_READ = 1, PIN_WRITE = 2, N_PINS = 8, OUT = 3, OPEN_DRAIN = 7 };

static type_t type_pin;
static pin_t pins[N_PINS];
static bool interrupts = true;

static obj_t pin_make_new(const type_t *type, size_t n, size_t n_kw, const obj_t *args) {
    (void)n_kw;
    if (n == 0 || !is_small(args[0]) || (word_t)small_value(args[0]) >= N_PINS)
        fail("ValueError", "invalid pin");
    pin_t *pin = &pins[small_value(args[0])];
    pin->base.type = type;
    pin->number = small_value(args[0]);
    return pin;
}

static word_t pin_ioctl(obj_t o, word_t request, word_t arg, int *error) {
    (void)error;
    pin_t *pin = o;
    if (request == PIN_WRITE) pin->level = arg != 0;
    return request == PIN_READ ? pin->level : request == PIN_WRITE ? 0 : (word_t)-1;
}
static word_t (*const kPinProtocol)(obj_t, word_t, word_t, int *) = pin_ioctl;

static obj_t pin_call(obj_t o, size_t n, size_t n_kw, const obj_t *args) {
    (void)n_kw;
    pin_t *pin = o;
    if (n == 0) return small(pin->level);
    pin->level = is_true(args[0]);
    print(&plat_print, "%s%s\n", pin->level ? "released" : "low",
          interrupts ? "" : ", without interrupts");
    return NONE;
}
static obj_t pin_value(size_t n, const obj_t *args) {
    return pin_call(args[0], n - 1, 0, args + 1);
}
static obj_t pin_init(obj_t o, obj_t mode) {
    (void)o;
    print(&plat_print, "%s\n",
          mode == small(OUT)          ? "output"
          : mode == small(OPEN_DRAIN) ? "open drain"
                                      : "input");
    return NONE;
}
static void pin_print(const print_t *out, obj_t o, int kind) {
    (void)kind;
    print(out, "Pin(GPIO%d, mode=OUT)", (int)((pin_t *)o)->number);
}
static const method_t kPinMethods[] = {{"value", 'v', 1, 2, pin_value},
                                       {"init", '2', 0, 0, pin_init}};
static type_t type_pin = {.slots = {[S_MAKE_NEW] = pin_make_new,
                                    [S_PRINT] = pin_print,
                                    [S_CALL] = pin_call,
                                    [S_PROTOCOL] = &kPinProtocol}};

static obj_t bitstream(size_t n, const obj_t *args) {
    (void)n;
    size_t len;
    obj_t *timing;
    buffer_t bits;
    if (!get_items(args[2], &len, &timing)) fail("TypeError", "timing");
    get_buffer(args[3], &bits, BUFFER_READ | BUFFER_RAISE);
    for (size_t i = 0; i < len; i++) print(&plat_print, "%d ns, ", (int)small_value(timing[i]));
    print(&plat_print, "%d bytes\n", (int)bits.len);
    return NONE;
}
static obj_t disable_irq(void) {
    interrupts = false;
    return small(5);
}
static obj_t enable_irq(obj_t state) {
    if (state != small(5)) fail("ValueError", "not what disable_irq returned");
    interrupts = true;
    return NONE;
}
static const method_t kMachine[] = {
    {"bitstream", 'v', 4, 4, bitstream},
    {"disable_irq", '0', 0, 0, disable_irq},
    {"enable_irq", '1', 0, 0, enable_irq},
};

static obj_t ticks(void) {
    static int_t us;
    return small(us += 200);
}
static obj_t pass(obj_t time) {
    (void)time;
    return NONE;
}
static const method_t kTime[] = {
    {"ticks_ms", '0', 0, 0, ticks}, {"ticks_us", '0', 0, 0, ticks}, {"ticks_cpu", '0', 0, 0, ticks},
    {"sleep_ms", '1', 0, 0, pass},  {"sleep_us", '1', 0, 0, pass},
};

void machine_init(dict_t *modules) {
    static const char *const kNames[] = {"ADC",   "I2C",  "PWM",     "SPI",    "Signal",
                                         "Timer", "UART", "SoftI2C", "SoftSPI"};
    static type_t types[sizeof kNames / sizeof *kNames];
    dict_t *machine =
        new_module(modules, qstr("machine"), kMachine, sizeof kMachine / sizeof *kMachine)
            ->module.globals;
    for (size_t i = 0; i < sizeof kNames / sizeof *kNames; i++) {
        type_setup(&types[i], kNames[i], NULL, 0);
        dict_set(machine, qstr(kNames[i]), &types[i]);
    }
    type_setup(&type_pin, "Pin", kPinMethods, sizeof kPinMethods / sizeof *kPinMethods);
    dict_set(machine, qstr("Pin"), &type_pin);
    dict_t *locals = (dict_t *)(word_t)slot(&type_pin, S_LOCALS);
    dict_set(locals, qstr("IN"), small(0));
    dict_set(locals, qstr("OUT"), small(OUT));
    dict_set(locals, qstr("OPEN_DRAIN"), small(OPEN_DRAIN));
    new_module(modules, qstr("time"), kTime, sizeof kTime / sizeof *kTime);
}
