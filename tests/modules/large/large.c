// SPDX-License-Identifier: MIT
// More than 64 KiB of code and constants: far calls, far data, far functions in tables.
#include "py/runtime.h"

// 16 x 32 functions; each is a link that calls the one before it in its row.
#define ROW(X, r) \
    X(r, 1, 0) X(r, 2, 1) X(r, 3, 2) X(r, 4, 3) X(r, 5, 4) X(r, 6, 5) X(r, 7, 6) X(r, 8, 7) \
    X(r, 9, 8) X(r, 10, 9) X(r, 11, 10) X(r, 12, 11) X(r, 13, 12) X(r, 14, 13) X(r, 15, 14) X(r, 16, 15) \
    X(r, 17, 16) X(r, 18, 17) X(r, 19, 18) X(r, 20, 19) X(r, 21, 20) X(r, 22, 21) X(r, 23, 22) X(r, 24, 23) \
    X(r, 25, 24) X(r, 26, 25) X(r, 27, 26) X(r, 28, 27) X(r, 29, 28) X(r, 30, 29) X(r, 31, 30) X(r, 32, 31)
#define ROWS(Y) \
    Y(0x11) Y(0x12) Y(0x13) Y(0x14) Y(0x15) Y(0x16) Y(0x17) Y(0x18) \
    Y(0x19) Y(0x1a) Y(0x1b) Y(0x1c) Y(0x1d) Y(0x1e) Y(0x1f) Y(0x20)

static uint32_t state[64];

#define LINK(r, n, before) \
    static __attribute__((noinline)) uint32_t link_##r##_##n(uint32_t x) { \
        state[(r + n) % 64] += x ^ (0x9e3779b9u * (r * 37 + n)); \
        state[(r * n) % 64] ^= (x << (n % 13)) | (x >> (32 - n % 13 - 1)); \
        if (x % (n + 2) == r % 3) { \
            state[(3 * r + n) % 64] += 0x85ebca6bu * n + r; \
        } else { \
            state[(5 * r + n) % 64] -= 0xc2b2ae35u * r + n; \
        } \
        x = x * (2 * r * n + 1) + state[(r ^ n) % 64] % (r * 1000 + n + 1); \
        x ^= x >> (n % 7 + 3); \
        return link_##r##_##before(x + r); \
    }
#define LINK_ROW(r) \
    static __attribute__((noinline)) uint32_t link_##r##_0(uint32_t x) { return x ^ (r * 0x01010101u); } \
    ROW(LINK, r)
ROWS(LINK_ROW)

typedef uint32_t (*link_t)(uint32_t);
static const link_t heads[] = {
#define HEAD(r) link_##r##_32,
    ROWS(HEAD)
};

// A table that is itself larger than the reach of many an instruction.
#define EIGHT(x) x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6, x + 7
#define SIXTY_FOUR(x) EIGHT(x), EIGHT(x + 8), EIGHT(x + 16), EIGHT(x + 24), EIGHT(x + 32), EIGHT(x + 40), EIGHT(x + 48), EIGHT(x + 56)
#define FIVE_HUNDRED(x) \
    SIXTY_FOUR(x), SIXTY_FOUR(x + 64), SIXTY_FOUR(x + 128), SIXTY_FOUR(x + 192), \
    SIXTY_FOUR(x + 256), SIXTY_FOUR(x + 320), SIXTY_FOUR(x + 384), SIXTY_FOUR(x + 448)
static const uint32_t table[] = {
    FIVE_HUNDRED(0), FIVE_HUNDRED(512), FIVE_HUNDRED(1024), FIVE_HUNDRED(1536),
    FIVE_HUNDRED(2048), FIVE_HUNDRED(2560), FIVE_HUNDRED(3072), FIVE_HUNDRED(3584),
    FIVE_HUNDRED(4096), FIVE_HUNDRED(4608), FIVE_HUNDRED(5120), FIVE_HUNDRED(5632),
    FIVE_HUNDRED(6144), FIVE_HUNDRED(6656), FIVE_HUNDRED(7168), FIVE_HUNDRED(7680),
};

static mp_obj_t large_run(mp_obj_t row, mp_obj_t x) {
    size_t i = mp_get_index(&mp_type_tuple, MP_ARRAY_SIZE(heads), row, false);
    uint32_t result = heads[i]((uint32_t)mp_obj_get_int_truncated(x));
    return mp_obj_new_int((mp_int_t)(result & 0xfffffff));
}
static MP_DEFINE_CONST_FUN_OBJ_2(large_run_obj, large_run);

static mp_obj_t large_all(void) {
    uint32_t sum = link_0x11_7(1) + link_0x20_32(2) + link_0x18_20(3);
    for (size_t i = 0; i < MP_ARRAY_SIZE(state); i++) {
        sum = sum * 31 + state[i];
    }
    return mp_obj_new_int((mp_int_t)(sum & 0xfffffff));
}
static MP_DEFINE_CONST_FUN_OBJ_0(large_all_obj, large_all);

static mp_obj_t large_lookup(mp_obj_t index) {
    size_t i = mp_get_index(&mp_type_tuple, MP_ARRAY_SIZE(table), index, false);
    return mp_obj_new_int((mp_int_t)table[i]);
}
static MP_DEFINE_CONST_FUN_OBJ_1(large_lookup_obj, large_lookup);

static const mp_rom_map_elem_t large_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_large) },
    { MP_ROM_QSTR(MP_QSTR_run), MP_ROM_PTR(&large_run_obj) },
    { MP_ROM_QSTR(MP_QSTR_all), MP_ROM_PTR(&large_all_obj) },
    { MP_ROM_QSTR(MP_QSTR_lookup), MP_ROM_PTR(&large_lookup_obj) },
};
static MP_DEFINE_CONST_DICT(large_globals, large_globals_table);

const mp_obj_module_t large_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&large_globals,
};

MP_REGISTER_MODULE(MP_QSTR_large, large_module);
