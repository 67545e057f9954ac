// What the generated init source includes: it adopts the module's static objects at import.
#ifndef NATMOD_INIT_H
#define NATMOD_INIT_H

#include "py/objfun.h"
#include "py/runtime.h"

NATMOD_BEGIN_C

// The entry point: of the module itself, or of generated code.
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args);

// The imported module gets the static dict as its globals; then __init__ in it is called, if any.
void natmod_adopt(const mp_module_context_t *context, const mp_obj_module_t *module);
// The same, but each entry is stored in the dict that the import made, where it can be changed.
void natmod_copy_globals(const mp_module_context_t *context, const mp_obj_module_t *module);

// Another registered module of the same file, found by `import NAME` from then on.
void natmod_add_module(const mp_module_context_t *context, const char *name,
                       const mp_obj_module_t *module);
// MP_REGISTER_MODULE_DELEGATION; called before the module is adopted.
void natmod_delegate(const mp_module_context_t *context, const mp_obj_module_t *module,
                     mp_attr_fun_t function);

NATMOD_END_C

#endif
