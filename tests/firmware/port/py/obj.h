// SPDX-License-Identifier: MIT
// Some of what the SDK has as well.
#include <stddef.h>
#include <stdint.h>
#ifdef NATMOD_PORT_CONFIG
#error "this is the SDK's"
#endif
typedef void *mp_obj_t;
typedef float mp_float_t;
typedef struct {
    const void *type;
} mp_obj_base_t;
typedef struct {
    size_t used, alloc;
    void *table;
} mp_map_t;
typedef struct {
    mp_obj_base_t base;
    mp_map_t map;
} mp_obj_dict_t;
