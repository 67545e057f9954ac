// SPDX-License-Identifier: MIT
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

// Runs a statement and prints what comes of it; true if that is an exception.
bool run_line(const char *at, const char *end);
// The same (short.c), where `expected` is what it prints with memory and with texts of errors;
// NULL: what it prints then depends on what it catches.
void try_line(const char *at, const char *end, const char *expected, size_t len);

extern type_t type_lambda;

#endif
