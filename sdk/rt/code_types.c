// Types of objects that only running code makes: the firmware has no name for them that Python
// could say, so one object of each is made, once, and looked at.
#include "rt.h"

// What a method comes as when it is asked for without being called.
const mp_obj_type_t *natmod_type_bound_meth(void) {
    enum { Q_append = 60 };
    static const mp_obj_type_t *type;
    if (type == NULL) {
        type = natmod_type_of(mp_load_attr(mp_obj_new_list(0, NULL), Q_append));
    }
    return type;
}

static const mp_obj_type_t *type_of_source(const char *source) {
    mp_obj_t text[1] = {mp_obj_new_str(source, strlen(source))};
    return natmod_type_of(natmod_call_module_function(Q_builtins, Q_eval, 1, text));
}

const mp_obj_type_t *natmod_type_fun_bc(void) {
    static const mp_obj_type_t *type;
    return type != NULL ? type : (type = type_of_source("lambda:0"));
}

const mp_obj_type_t *natmod_type_gen_wrap(void) {
    static const mp_obj_type_t *type;
    return type != NULL ? type : (type = type_of_source("lambda:(yield)"));
}

const mp_obj_type_t *natmod_type_gen_instance(void) {
    static const mp_obj_type_t *type;
    return type != NULL ? type : (type = type_of_source("(0 for _ in ())"));
}

typedef struct {
    mp_obj_base_t base;
    mp_obj_t meth, self;
} bound_method;

mp_obj_t mp_obj_new_bound_meth(mp_obj_t meth, mp_obj_t self) {
    bound_method *bound = mp_obj_malloc(bound_method, &mp_type_bound_meth);
    bound->meth = meth;
    bound->self = self;
    return MP_OBJ_FROM_PTR(bound);
}

// Compiled code reaches into a cell without asking for its type.
static MP_DEFINE_CONST_OBJ_TYPE(cell_type, MP_QSTR_, MP_TYPE_FLAG_NONE);

mp_obj_t mp_obj_new_cell(mp_obj_t obj) {
    mp_obj_cell_t *cell = mp_obj_malloc(mp_obj_cell_t, &cell_type);
    cell->obj = obj;
    return MP_OBJ_FROM_PTR(cell);
}
