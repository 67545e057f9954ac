// SPDX-License-Identifier: MIT
// Included by module.c, not compiled alone.
static mp_obj_t multifile_included(void) {
    return MP_OBJ_NEW_QSTR(MP_QSTR_from_included_file);
}
static MP_DEFINE_CONST_FUN_OBJ_0(multifile_included_obj, multifile_included);
