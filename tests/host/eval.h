// The evaluator of cases (eval.c), as the statements (script.c) use it.
#ifndef HOST_EVAL_H
#define HOST_EVAL_H

#include "host.h"

typedef struct {
    const char *at, *end;
    int skip;  // more than 0: read, do not evaluate
    dict_t *locals;
} eval_t;

bool eval_accept(eval_t *, const char *what);
qstr_t eval_name(eval_t *);
obj_t eval_primary(eval_t *, obj_t store);
// An expression with operators of at least this priority; 1 is the lowest.
obj_t eval_operators(eval_t *, int least);

extern type_t type_lambda;

#endif
