// SPDX-License-Identifier: 0BSD
// Parses arguments by a table. Where the function table has the firmware's own function, that does
// the work; it reads a narrower mp_arg_t.
#include "../rt.h"

#if NATMOD_ABI >= 3
// A function of its own, so that a call with a table in the firmware's layout saves no registers.
static __attribute__((noinline)) void parse_wide(size_t n_pos, const mp_obj_t *pos, mp_map_t *kws,
                                                 size_t n_allowed, const mp_arg_t *allowed,
                                                 mp_arg_val_t *out_vals) {
    natmod_abi_arg_t narrow[n_allowed + 1];
    for (size_t i = 0; i < n_allowed; ++i) {
        narrow[i].qst = (uint16_t)allowed[i].qst;
        narrow[i].flags = allowed[i].flags;
        narrow[i].defval = allowed[i].defval;
    }
    natmod_tab_arg_parse_all(n_pos, pos, kws, n_allowed, narrow, out_vals);
}

void mp_arg_parse_all(size_t n_pos, const mp_obj_t *pos, mp_map_t *kws, size_t n_allowed,
                      const mp_arg_t *allowed, mp_arg_val_t *out_vals) {
    // Flags beside the name: the linker has been there.
    if (n_allowed != 0 && allowed->qst > UINT16_MAX) {
        natmod_tab_arg_parse_all(n_pos, pos, kws, n_allowed, (const natmod_abi_arg_t *)allowed,
                                 out_vals);
    } else {
        parse_wide(n_pos, pos, kws, n_allowed, allowed, out_vals);
    }
}
#else
static void convert(unsigned kind, mp_obj_t given, mp_arg_val_t *out) {
    if (kind == MP_ARG_BOOL) {
        out->u_bool = mp_obj_is_true(given);
    } else if (kind == MP_ARG_INT) {
        out->u_int = mp_obj_get_int(given);
    } else {
        out->u_obj = given;
    }
}

void mp_arg_parse_all(size_t n_pos, const mp_obj_t *pos, mp_map_t *kws, size_t n_allowed,
                      const mp_arg_t *allowed, mp_arg_val_t *out_vals) {
    size_t keywords_used = 0;
    for (size_t i = 0; i < n_allowed; ++i) {
        mp_obj_t given = MP_OBJ_NULL;
        if (i < n_pos) {
            if (allowed[i].flags & MP_ARG_KW_ONLY) {
                mp_raise_TypeError("extra positional arguments given");
            }
            given = pos[i];
        } else {
            mp_map_elem_t *keyword =
                mp_map_lookup(kws, natmod_obj_from_qstr(allowed[i].qst), MP_MAP_LOOKUP);
            if (keyword != NULL) {
                ++keywords_used;
                given = keyword->value;
            }
        }
        if (given != MP_OBJ_NULL) {
            convert(allowed[i].flags & MP_ARG_KIND_MASK, given, &out_vals[i]);
        } else if (allowed[i].flags & MP_ARG_REQUIRED) {
            natmod_raise_no_arg(allowed[i].qst);
        } else {
            out_vals[i] = allowed[i].defval;
        }
    }
    if (n_pos > n_allowed) {
        mp_raise_TypeError("extra positional arguments given");
    }
    if (keywords_used < kws->used) {
        mp_raise_TypeError("extra keyword arguments given");
    }
}
#endif

void mp_arg_parse_all_kw_array(size_t n_pos, size_t n_kw, const mp_obj_t *args, size_t n_allowed,
                               const mp_arg_t *allowed, mp_arg_val_t *out_vals) {
    mp_map_t kws;
    mp_map_init_fixed_table(&kws, n_kw, args + n_pos);
    mp_arg_parse_all(n_pos, args, &kws, n_allowed, allowed, out_vals);
}

void mp_arg_error_terse_mismatch(void) {
    mp_raise_TypeError("argument num/types mismatch");
}

void mp_arg_error_unimpl_kw(void) {
    mp_raise_NotImplementedError("keyword argument(s) not implemented - use normal args instead");
}
