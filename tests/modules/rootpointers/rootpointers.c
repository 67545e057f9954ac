// SPDX-License-Identifier: MIT
// Root pointers: objects that only C holds stay alive, those in plain statics are not looked for.
#include "py/runtime.h"

MP_REGISTER_ROOT_POINTER(mp_obj_t rootpointers_kept);
MP_REGISTER_ROOT_POINTER(mp_obj_t rootpointers_slots[4]);
MP_REGISTER_ROOT_POINTER(struct rootpointers_node *rootpointers_head);
MP_REGISTER_ROOT_POINTER(char *rootpointers_text);

typedef struct rootpointers_node {
    struct rootpointers_node *next;
    mp_obj_t value;
} node_t;

static mp_obj_t rootpointers_keep(mp_obj_t obj) {
    MP_STATE_VM(rootpointers_kept) = obj;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(rootpointers_keep_obj, rootpointers_keep);

// In kept.cpp.
extern mp_obj_t rootpointers_kept(void);
static MP_DEFINE_CONST_FUN_OBJ_0(rootpointers_kept_obj, rootpointers_kept);

static mp_obj_t rootpointers_slot(size_t n_args, const mp_obj_t *args) {
    size_t i = mp_get_index(&mp_type_list, MP_ARRAY_SIZE(MP_STATE_PORT(rootpointers_slots)), args[0], false);
    mp_obj_t *slot = &MP_STATE_PORT(rootpointers_slots)[i];
    if (n_args == 2) {
        *slot = args[1];
    }
    return *slot == MP_OBJ_NULL ? mp_const_none : *slot;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(rootpointers_slot_obj, 1, 2, rootpointers_slot);

// A linked list on the heap: only its head is a root.
static mp_obj_t rootpointers_push(mp_obj_t obj) {
    node_t *node = m_new_obj(node_t);
    node->next = MP_STATE_VM(rootpointers_head);
    node->value = obj;
    MP_STATE_VM(rootpointers_head) = node;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(rootpointers_push_obj, rootpointers_push);

static mp_obj_t rootpointers_list(void) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (node_t *node = MP_STATE_VM(rootpointers_head); node != NULL; node = node->next) {
        mp_obj_list_append(list, node->value);
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_0(rootpointers_list_obj, rootpointers_list);

// Plain memory.
static mp_obj_t rootpointers_text(size_t n_args, const mp_obj_t *args) {
    if (n_args == 1) {
        size_t len;
        const char *s = mp_obj_str_get_data(args[0], &len);
        char *copy = m_new(char, len + 1);
        for (size_t i = 0; i < len; i++) {
            copy[i] = s[i];
        }
        copy[len] = '\0';
        MP_STATE_PORT(rootpointers_text) = copy;
    }
    const char *text = MP_STATE_PORT(rootpointers_text);
    if (text == NULL) {
        return mp_const_none;
    }
    size_t len = 0;
    while (text[len] != '\0') {
        len++;
    }
    return mp_obj_new_str(text, len);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(rootpointers_text_obj, 0, 1, rootpointers_text);

static const mp_rom_map_elem_t rootpointers_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_rootpointers) },
    { MP_ROM_QSTR(MP_QSTR_keep), MP_ROM_PTR(&rootpointers_keep_obj) },
    { MP_ROM_QSTR(MP_QSTR_kept), MP_ROM_PTR(&rootpointers_kept_obj) },
    { MP_ROM_QSTR(MP_QSTR_slot), MP_ROM_PTR(&rootpointers_slot_obj) },
    { MP_ROM_QSTR(MP_QSTR_push), MP_ROM_PTR(&rootpointers_push_obj) },
    { MP_ROM_QSTR(MP_QSTR_list), MP_ROM_PTR(&rootpointers_list_obj) },
    { MP_ROM_QSTR(MP_QSTR_text), MP_ROM_PTR(&rootpointers_text_obj) },
};
static MP_DEFINE_CONST_DICT(rootpointers_globals, rootpointers_globals_table);

const mp_obj_module_t rootpointers_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&rootpointers_globals,
};

MP_REGISTER_MODULE(MP_QSTR_rootpointers, rootpointers_module);
