// SPDX-License-Identifier: 0BSD
// Files, through Python's open() and module os.
#include "../rt.h"

#include "extmod/vfs.h"

NATMOD_QSTR(chdir);
NATMOD_QSTR(getcwd);
NATMOD_QSTR(ilistdir);
NATMOD_QSTR(listdir);
NATMOD_QSTR(mkdir);
NATMOD_QSTR(rename);
NATMOD_QSTR(rmdir);
NATMOD_QSTR(stat);
NATMOD_QSTR(statvfs);
NATMOD_QSTR(uos);

mp_obj_t mp_vfs_open(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    size_t n_kw = kwargs == NULL ? 0 : kwargs->used;
    mp_obj_t call[n_args + 2 * n_kw + 1];
    memcpy(call, args, n_args * sizeof(mp_obj_t));
    size_t n = n_args;
    for (size_t i = 0; n_kw != 0 && i < kwargs->alloc; ++i) {
        if (mp_map_slot_is_filled(kwargs, i)) {
            call[n++] = kwargs->table[i].key;
            call[n++] = kwargs->table[i].value;
        }
    }
    static natmod_attr opener = {MP_OBJ_NULL, Q_builtins, Q_open};
    return mp_call_function_n_kw(natmod_find(&opener), n_args, n_kw, call);
}

mp_obj_t mp_builtin_open(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    return mp_vfs_open(n_args, args, kwargs);
}

mp_obj_t mp_vfs_remove(mp_obj_t path_in) {
    static natmod_attr function = {MP_OBJ_NULL, Q(uos), Q_remove};
    return natmod_call_found(&function, 1, &path_in);
}

mp_obj_t mp_vfs_rename(mp_obj_t old_path_in, mp_obj_t new_path_in) {
    NATMOD_ATTR(function, uos, rename);
    mp_obj_t args[2] = {old_path_in, new_path_in};
    return natmod_call_found(&function, 2, args);
}

mp_obj_t mp_vfs_stat(mp_obj_t path_in) {
    NATMOD_ATTR(function, uos, stat);
    return natmod_call_found(&function, 1, &path_in);
}

mp_obj_t mp_vfs_chdir(mp_obj_t path_in) {
    NATMOD_ATTR(function, uos, chdir);
    return natmod_call_found(&function, 1, &path_in);
}

mp_obj_t mp_vfs_mkdir(mp_obj_t path_in) {
    NATMOD_ATTR(function, uos, mkdir);
    return natmod_call_found(&function, 1, &path_in);
}

mp_obj_t mp_vfs_rmdir(mp_obj_t path_in) {
    NATMOD_ATTR(function, uos, rmdir);
    return natmod_call_found(&function, 1, &path_in);
}

mp_obj_t mp_vfs_statvfs(mp_obj_t path_in) {
    NATMOD_ATTR(function, uos, statvfs);
    return natmod_call_found(&function, 1, &path_in);
}

mp_obj_t mp_vfs_getcwd(void) {
    NATMOD_ATTR(function, uos, getcwd);
    return natmod_call_found(&function, 0, NULL);
}

mp_obj_t mp_vfs_listdir(size_t n_args, const mp_obj_t *args) {
    NATMOD_ATTR(function, uos, listdir);
    return natmod_call_found(&function, n_args, args);
}

mp_obj_t mp_vfs_ilistdir(size_t n_args, const mp_obj_t *args) {
    NATMOD_ATTR(function, uos, ilistdir);
    return natmod_call_found(&function, n_args, args);
}

mp_import_stat_t mp_vfs_import_stat(const char *path) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) != 0) {
        return MP_IMPORT_STAT_NO_EXIST;
    }
    mp_obj_t items = mp_vfs_stat(mp_obj_new_str_from_cstr(path));
    mp_int_t mode = mp_obj_get_int(mp_obj_subscr(items, MP_OBJ_NEW_SMALL_INT(0), MP_OBJ_SENTINEL));
    nlr_pop();
    return mode & MP_S_IFDIR ? MP_IMPORT_STAT_DIR : MP_IMPORT_STAT_FILE;
}
