// SPDX-License-Identifier: 0BSD
// What the generated init source includes, after py/objfun.h and py/runtime.h: it adopts the
// module's static objects at import.
#ifndef NATMOD_INIT_H
#define NATMOD_INIT_H

NATMOD_BEGIN_C

// The entry point: of the module itself, or of generated code.
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args);

// The imported module gets the registered one's dict as its globals. The linker gives
// natmod_globals_of_X the address that module X has there, so X itself is linked only if something
// else refers to it.
static inline void natmod_adopt(const mp_module_context_t *context, const mp_obj_dict_t *globals) {
    // Through integers, for users' -Wcast-qual.
    mp_module_context_t *imported = (mp_module_context_t *)(uintptr_t)context;
    imported->module.globals = (mp_obj_dict_t *)(uintptr_t)globals;
}
// Calls the module's __init__ if it has one, as the firmware does for its built-in modules.
void natmod_call_init(mp_obj_t module);
// Each entry is stored in the dict that the import made, where it can be changed; then __init__ is
// called, if any.
void natmod_copy_globals(const mp_module_context_t *context, const mp_obj_module_t *module);
// A further module: sys.modules gets it under its full name ("pkg.sub"), and the imported module as
// an attribute if it is pkg and has none of that name; then __init__ in it is called, if any.
void natmod_add_module(const mp_module_context_t *context, const char *name,
                       const mp_obj_module_t *module);

// Modules in the globals of a module, and in theirs: sys.modules gets them as "pkg.sub", so that
// `import pkg.sub` finds them. As in firmware, no __init__ is called.
void natmod_add_submodules(const char *name, const mp_obj_module_t *module);

// MP_REGISTER_MODULE_DELEGATION(module, function). The runtime fills in the rest.
typedef struct natmod_delegation {
    const mp_obj_module_t *module;
    mp_attr_fun_t function;
    const mp_obj_module_t *seen;
    struct natmod_delegation *next;
} natmod_delegation_t;
// From now on `function` gets what is not found in `seen`: the module that Python has in the place
// of the registered object.
void natmod_delegate(natmod_delegation_t *delegation, const mp_obj_module_t *seen);

NATMOD_END_C

#endif
