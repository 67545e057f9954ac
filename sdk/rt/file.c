// Files, through open and module os.
#include "rt.h"

#include "extmod/vfs.h"

NATMOD_QSTR(chdir);
NATMOD_QSTR(getcwd);
NATMOD_QSTR(ilistdir);
NATMOD_QSTR(listdir);
NATMOD_QSTR(mkdir);
NATMOD_QSTR(os);
NATMOD_QSTR(rename);
NATMOD_QSTR(rmdir);
NATMOD_QSTR(stat);
NATMOD_QSTR(statvfs);

enum { Q_open = 118 };

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
    return mp_call_function_n_kw(natmod_module_attr(Q_builtins, Q_open), n_args, n_kw, call);
}

mp_obj_t mp_builtin_open(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    return mp_vfs_open(n_args, args, kwargs);
}

mp_obj_t mp_vfs_remove(mp_obj_t path_in) {
    return natmod_call_module_function(Q(os), Q_remove, 1, &path_in);
}

mp_obj_t mp_vfs_rename(mp_obj_t old_path_in, mp_obj_t new_path_in) {
    mp_obj_t args[2] = {old_path_in, new_path_in};
    return natmod_call_module_function(Q(os), Q(rename), 2, args);
}

mp_obj_t mp_vfs_stat(mp_obj_t path_in) {
    return natmod_call_module_function(Q(os), Q(stat), 1, &path_in);
}

mp_obj_t mp_vfs_chdir(mp_obj_t path_in) {
    return natmod_call_module_function(Q(os), Q(chdir), 1, &path_in);
}

mp_obj_t mp_vfs_mkdir(mp_obj_t path_in) {
    return natmod_call_module_function(Q(os), Q(mkdir), 1, &path_in);
}

mp_obj_t mp_vfs_rmdir(mp_obj_t path_in) {
    return natmod_call_module_function(Q(os), Q(rmdir), 1, &path_in);
}

mp_obj_t mp_vfs_statvfs(mp_obj_t path_in) {
    return natmod_call_module_function(Q(os), Q(statvfs), 1, &path_in);
}

mp_obj_t mp_vfs_getcwd(void) {
    return natmod_call_module_function(Q(os), Q(getcwd), 0, NULL);
}

mp_obj_t mp_vfs_listdir(size_t n_args, const mp_obj_t *args) {
    return natmod_call_module_function(Q(os), Q(listdir), n_args, args);
}

mp_obj_t mp_vfs_ilistdir(size_t n_args, const mp_obj_t *args) {
    return natmod_call_module_function(Q(os), Q(ilistdir), n_args, args);
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
