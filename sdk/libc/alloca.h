// SPDX-License-Identifier: 0BSD
/* Memory of the function's frame. */
#ifndef NATMOD_LIBC_ALLOCA_H
#define NATMOD_LIBC_ALLOCA_H

#undef alloca
#define alloca(size) __builtin_alloca(size)

#endif
