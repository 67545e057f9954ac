// SPDX-License-Identifier: 0BSD
// What a source tells the build: natmod scan reads these macros; the compiler sees a declaration
// that takes the semicolon.
#ifndef NATMOD_REGISTER_H
#define NATMOD_REGISTER_H

#ifndef NO_QSTR
// (MP_QSTR_name, object); 1.18 and older had a third argument, whether to enable it.
#define MP_REGISTER_MODULE(...) struct _mp_obj_base_t
#define MP_REGISTER_EXTENSIBLE_MODULE(module_name, obj_module) struct _mp_obj_base_t
#define MP_REGISTER_MODULE_DELEGATION(obj_module, fun_name) struct _mp_obj_base_t
#define MP_REGISTER_ROOT_POINTER(variable_declaration) struct _mp_obj_base_t
#endif

#endif
