// Files, through open and module os.
#include "rt.h"

NATMOD_QSTR(os);
NATMOD_QSTR(rename);
NATMOD_QSTR(stat);

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
