#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod stubs: what the C sources show is in the stub, and a type checker accepts it.
. "$TOP/tests/cases/lib.sh"

module gauge <<'END'
// gauge: everything that a stub can say.
//
// In two paragraphs.

#include "py/runtime.h"
#include "py/stream.h"

// Copyright: this one is not about the module.

#define LIMIT(n) MP_ROM_INT((n) * STEP)
enum { FIRST = 3, SECOND, THIRD = (1 << 4) | SECOND };
enum mode { STEP = 10 };

typedef struct {
    mp_obj_base_t base;
    mp_int_t level;
} gauge_t;

extern const mp_obj_type_t gauge_type;
const mp_obj_type_t reader_type, base_type;

/**
 * Adds "a" and \b.
 *
 *     add(1, 2)
 */
static mp_obj_t gauge_add(mp_obj_t a_in, mp_obj_t b_in) {
    return mp_obj_new_int(mp_obj_get_int(a_in) + (mp_int_t)mp_obj_get_float(b_in));
}
static MP_DEFINE_CONST_FUN_OBJ_2(gauge_add_obj, gauge_add);

static mp_int_t length_of(mp_obj_t text) {
    size_t len;
    mp_obj_str_get_data(text, &len);
    return (mp_int_t)len;
}

static mp_obj_t gauge_measure(size_t n_args, const mp_obj_t *args) {
    mp_buffer_info_t target;
    mp_get_buffer_raise(args[0], &target, MP_BUFFER_WRITE);
    mp_int_t length = n_args > 1 && args[1] != mp_const_none ? length_of(args[1]) : 0;
    return length == 0 ? mp_const_none : mp_obj_new_float((mp_float_t)length);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(gauge_measure_obj, 1, 3, gauge_measure);

// Who only asks for a type takes any.
static mp_obj_t gauge_is_gauge(mp_obj_t from) {
    return mp_obj_new_bool(mp_obj_is_type(from, &gauge_type));
}
static MP_DEFINE_CONST_FUN_OBJ_1(gauge_is_gauge_obj, gauge_is_gauge);

static mp_obj_t gauge_level_of(mp_obj_t gauge) {
    if (!mp_obj_is_type(gauge, &gauge_type)) {
        mp_raise_TypeError(MP_ERROR_TEXT("a gauge"));
    }
    return mp_obj_new_int(((gauge_t *)MP_OBJ_TO_PTR(gauge))->level);
}
static MP_DEFINE_CONST_FUN_OBJ_1(gauge_level_of_obj, gauge_level_of);

static mp_obj_t gauge_log(size_t n_args, const mp_obj_t *args) {
    return mp_obj_new_tuple(n_args, args);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(gauge_log_obj, 1, gauge_log);

static mp_obj_t gauge_configure(size_t n_args, const mp_obj_t *pos, mp_map_t *kw) {
    enum { ARG_rate, ARG_label, ARG_invert, ARG_target };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_rate, MP_ARG_REQUIRED | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_label, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_invert, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_limit, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -THIRD}},
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, pos, kw, MP_ARRAY_SIZE(allowed), allowed, args);
    if (args[ARG_label].u_obj != mp_const_none) {
        return mp_obj_new_int(length_of(args[ARG_label].u_obj));
    }
    return MP_OBJ_NEW_SMALL_INT(args[ARG_rate].u_int);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(gauge_configure_obj, 1, gauge_configure);

#if GAUGE_EXTRA
static mp_obj_t gauge_extra(void) {
    return MP_OBJ_NEW_QSTR(MP_QSTR_extra);
}
static MP_DEFINE_CONST_FUN_OBJ_0(gauge_extra_obj, gauge_extra);
#endif

// ---- A class ----

// Gauge(level=0)
static mp_obj_t gauge_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 1, false);
    gauge_t *self = mp_obj_malloc(gauge_t, type);
    self->level = n_args > 0 ? mp_obj_get_int(args[0]) : 0;
    return MP_OBJ_FROM_PTR(self);
}

static void gauge_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    gauge_t *self = MP_OBJ_TO_PTR(self_in);
    if (dest[0] == MP_OBJ_NULL) {
        if (attr == MP_QSTR_level) {
            dest[0] = mp_obj_new_int(self->level);
        } else if (attr == MP_QSTR_unit) {
            dest[0] = MP_OBJ_NEW_QSTR(MP_QSTR_bar);
        } else {
            dest[1] = MP_OBJ_SENTINEL;
        }
    } else if (attr == MP_QSTR_level && dest[1] != MP_OBJ_NULL) {
        self->level = mp_obj_get_int(dest[1]);
        dest[0] = MP_OBJ_NULL;
    }
}

static mp_obj_t gauge_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)self_in;
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    return mp_obj_new_int(mp_obj_get_int(args[0]));
}

static mp_obj_t gauge_unary(mp_unary_op_t op, mp_obj_t self_in) {
    switch (op) {
        case MP_UNARY_OP_LEN:
            return MP_OBJ_NEW_SMALL_INT(1);
        case MP_UNARY_OP_BOOL:
            return mp_obj_new_bool(((gauge_t *)MP_OBJ_TO_PTR(self_in))->level != 0);
        default:
            return MP_OBJ_NULL;
    }
}

static mp_obj_t gauge_binary(mp_binary_op_t op, mp_obj_t left, mp_obj_t right) {
    (void)right;
    return op == MP_BINARY_OP_ADD || op == MP_BINARY_OP_REVERSE_ADD ? left : MP_OBJ_NULL;
}

static mp_obj_t gauge_subscr(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
    (void)self_in;
    mp_int_t i = mp_obj_get_int(index);
    if (value == MP_OBJ_NULL) {
        return MP_OBJ_NULL;  // no del
    } else if (value == MP_OBJ_SENTINEL) {
        return mp_obj_new_int(i);
    }
    mp_obj_get_int(value);
    return mp_const_none;
}

// Raises the level, and returns the gauge.
static mp_obj_t gauge_raise_level(mp_obj_t self_in, mp_obj_t by) {
    ((gauge_t *)MP_OBJ_TO_PTR(self_in))->level += mp_obj_get_int(by);
    return self_in;
}
static MP_DEFINE_CONST_FUN_OBJ_2(gauge_raise_level_obj, gauge_raise_level);

static mp_obj_t gauge_twin(void) {
    gauge_t *twin = mp_obj_malloc(gauge_t, &gauge_type);
    twin->level = 0;
    return MP_OBJ_FROM_PTR(twin);
}
static MP_DEFINE_CONST_FUN_OBJ_0(gauge_twin_fun_obj, gauge_twin);
static MP_DEFINE_CONST_STATICMETHOD_OBJ(gauge_twin_obj, MP_ROM_PTR(&gauge_twin_fun_obj));

static mp_obj_t gauge_kind(mp_obj_t type) {
    (void)type;
    return MP_OBJ_NEW_QSTR(MP_QSTR_kind);
}
static MP_DEFINE_CONST_FUN_OBJ_1(gauge_kind_fun_obj, gauge_kind);
static MP_DEFINE_CONST_CLASSMETHOD_OBJ(gauge_kind_obj, MP_ROM_PTR(&gauge_kind_fun_obj));

// A reader that Python never makes.
static mp_obj_t reader_next(mp_obj_t self_in) {
    (void)self_in;
    return MP_OBJ_STOP_ITERATION;
}
MP_DEFINE_CONST_OBJ_TYPE(reader_type, MP_QSTR_Reader, MP_TYPE_FLAG_ITER_IS_ITERNEXT, iter, reader_next);

static mp_obj_t gauge_reader(mp_obj_t self_in) {
    (void)self_in;
    mp_obj_base_t *reader = mp_obj_malloc(mp_obj_base_t, &reader_type);
    return MP_OBJ_FROM_PTR(reader);
}
static MP_DEFINE_CONST_FUN_OBJ_1(gauge_reader_obj, gauge_reader);

static const mp_rom_map_elem_t gauge_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_raise_level), MP_ROM_PTR(&gauge_raise_level_obj)},
    {MP_ROM_QSTR(MP_QSTR_twin), MP_ROM_PTR(&gauge_twin_obj)},
    {MP_ROM_QSTR(MP_QSTR_kind), MP_ROM_PTR(&gauge_kind_obj)},
    {MP_ROM_QSTR(MP_QSTR_reader), MP_ROM_PTR(&gauge_reader_obj)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&mp_stream_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_int), MP_ROM_PTR(&gauge_reader_obj)},
    {MP_ROM_QSTR(MP_QSTR_MAX), LIMIT(2)},
};
static MP_DEFINE_CONST_DICT(gauge_locals, gauge_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(
    gauge_type, MP_QSTR_Gauge, MP_TYPE_FLAG_NONE,
    make_new, gauge_make_new,
    attr, gauge_attr,
    call, gauge_call,
    unary_op, gauge_unary,
    binary_op, gauge_binary,
    subscr, gauge_subscr,
    locals_dict, &gauge_locals
    );

static const gauge_t gauge_one = {{&gauge_type}, 1};

static const mp_rom_map_elem_t gauge_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_gauge)},
    {MP_ROM_QSTR(MP_QSTR_add), MP_ROM_PTR(&gauge_add_obj)},
    {MP_ROM_QSTR(MP_QSTR_measure), MP_ROM_PTR(&gauge_measure_obj)},
    {MP_ROM_QSTR(MP_QSTR_is_gauge), MP_ROM_PTR(&gauge_is_gauge_obj)},
    {MP_ROM_QSTR(MP_QSTR_level_of), MP_ROM_PTR(&gauge_level_of_obj)},
    {MP_ROM_QSTR(MP_QSTR_log), MP_ROM_PTR(&gauge_log_obj)},
    {MP_ROM_QSTR(MP_QSTR_configure), MP_ROM_PTR(&gauge_configure_obj)},
    #if GAUGE_EXTRA
    {MP_ROM_QSTR(MP_QSTR_extra), MP_ROM_PTR(&gauge_extra_obj)},
    #endif
    {MP_ROM_QSTR(MP_QSTR_Gauge), MP_ROM_PTR(&gauge_type)},
    {MP_ROM_QSTR(MP_QSTR_Meter), MP_ROM_PTR(&gauge_type)},
    {MP_ROM_QSTR(MP_QSTR_from), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_THIRD), MP_ROM_INT(THIRD)},
    {MP_ROM_QSTR(MP_QSTR_MASK), MP_ROM_INT((uint8_t)~FIRST)},
    {MP_ROM_QSTR(MP_QSTR_SIZE), MP_ROM_INT(sizeof(gauge_t))},
    {MP_ROM_QSTR(MP_QSTR_UNIT), MP_ROM_QSTR(MP_QSTR_bar)},
    {MP_ROM_QSTR(MP_QSTR_READY), MP_ROM_TRUE},
    {MP_ROM_QSTR(MP_QSTR_ONE), MP_ROM_PTR(&gauge_one)},
};
static MP_DEFINE_CONST_DICT(gauge_globals, gauge_globals_table);

const mp_obj_module_t gauge_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&gauge_globals,
};
MP_REGISTER_MODULE(MP_QSTR_gauge, gauge_module);
END
sed -i 's/^const mp_obj_type_t reader_type, base_type;/extern const mp_obj_type_t reader_type;/' gauge/gauge.c

expect_ok "$NATMOD" stubs gauge
expect_same gauge/build-natmod/gauge.pyi
expect_ok "$NATMOD" stubs gauge -o gauge.pyi
expect_same gauge.pyi
cat >wanted.pyi <<'END'
# Written by natmod stubs from the C sources: change those instead.
"""gauge: everything that a stub can say.

In two paragraphs.
"""

import builtins
from _typeshed import ReadableBuffer, WriteableBuffer
from typing import Any, Final

def add(a: int, b: float, /) -> int:
    """Adds "a" and \\b.

        add(1, 2)
    """

def measure(target: WriteableBuffer, length: str | bytes | None = ..., arg2: Any = ..., /) -> float | None: ...

def is_gauge(from_: Any, /) -> bool:
    """Who only asks for a type takes any."""

def level_of(gauge: Gauge, /) -> int: ...
def log(arg0: Any, /, *args: Any) -> tuple[Any, ...]: ...
def configure(rate: int, label: str | bytes | None = None, *, invert: bool | int = True, limit: int = -20) -> int: ...

class Gauge:
    """Gauge(level=0)"""
    def __init__(self, level: builtins.int = ..., /) -> None: ...
    def raise_level(self, by: builtins.int, /) -> Gauge:
        """Raises the level, and returns the gauge."""
    @staticmethod
    def twin() -> Gauge: ...
    @classmethod
    def kind(cls) -> str: ...
    def reader(self) -> _Reader: ...
    def write(self, buf: ReadableBuffer | str, size_or_offset: builtins.int = ..., size: builtins.int = ..., /) -> builtins.int | None: ...
    def int(self) -> _Reader: ...
    MAX: Final = 20
    level: builtins.int
    @property
    def unit(self) -> str: ...
    def __add__(self, other: Any, /) -> Any: ...
    def __radd__(self, other: Any, /) -> Any: ...
    def __call__(self, arg0: builtins.int, /) -> builtins.int: ...
    def __getitem__(self, index: builtins.int, /) -> Any: ...
    def __setitem__(self, index: builtins.int, value: builtins.int, /) -> None: ...
    def __len__(self) -> builtins.int: ...
    def __bool__(self) -> bool: ...

Meter = Gauge
# from: no name in Python's grammar, only getattr() reaches it
THIRD: Final = 20
MASK: Final = 252
SIZE: Final[int]
UNIT: Final = "bar"
READY: Final = True
ONE: Final[Gauge]

class _Reader:
    def __iter__(self) -> _Reader: ...
    def __next__(self) -> Any: ...
END
diff -u wanted.pyi gauge.pyi || fail "not the expected stub"
! grep -q extra gauge.pyi || fail "the stub has what the build leaves out"
expect_ok "$NATMOD" stubs gauge -o with -D GAUGE_EXTRA=1
grep -q '^def extra() -> str: ...$' with/gauge.pyi || fail "the build's flags are not those of the stub"

# A checker accepts it, and every right use, and finds each wrong one.
cat >right.py <<'END'
import gauge
gauge.add(1, 2.5) + 1
gauge.measure(bytearray(4)), gauge.measure(bytearray(4), None), gauge.measure(bytearray(4), b"x", 1)
gauge.is_gauge("no"), gauge.level_of(gauge.ONE), gauge.log(1, 2, 3)
gauge.configure(rate=1), gauge.configure(1, "x", invert=False, limit=2)
g = gauge.Gauge(3)
g.raise_level(1).level = 4
gauge.Gauge.twin().unit.upper(), gauge.Gauge.kind(), g(1) + 1, len(g), g[0], g + 1
for value in g.reader():
    print(value)
END
expect_ok mypy --strict right.py
cat >wrong.py <<'END'
import gauge
gauge.add("1", 2)
gauge.add(1)
gauge.add(a=1, b=2)
gauge.measure(b"read-only")
gauge.level_of(1)
gauge.configure()
gauge.configure(1, "x", False)
gauge.THIRD = 1
gauge.Gauge().unit = "psi"
gauge.Gauge().nothing
gauge.nothing
END
expect_fail mypy wrong.py
for line in $(seq 2 12); do grep -q "^wrong.py:$line: error" stdout || fail "line $line is accepted"; done

# All that the examples have, and a hand-written mpy_init.
for module in "$TOP"/examples/*/ "$TOP/tests/modules/classic" "$TOP/tests/modules/inheritance"; do
    name=$(basename "$module")
    expect_ok "$NATMOD" stubs "$module" --build-dir "$TMP/build/$name" -o "all/$name.pyi"
done
grep -q '^def calls() -> int: ...$' all/classic.pyi || fail "a function of mpy_init is missing"
expect_ok mypy all/*.pyi

# A package is a folder; several modules are several files.
expect_ok "$NATMOD" stubs "$TOP/tests/modules/dotted" --build-dir "$TMP/build/dotted" -o tree
(cd tree && expect_ok mypy -p dotted)
for file in __init__ left/__init__ left/deep right; do
    [ -e "tree/dotted/$file.pyi" ] || fail "no dotted/$file.pyi"
done
mkdir both
cp -r gauge both/gauge
cp -r "$TOP/examples/shapes" both/shapes
expect_ok "$NATMOD" stubs both -o out
[ -e out/gauge.pyi ] && [ -e out/shapes.pyi ] || fail "not a stub for each module"
expect_error 'cannot hold the stubs of several' "$NATMOD" stubs both -o one.pyi
expect_error 'cannot hold the stubs of several' "$NATMOD" stubs "$TOP/tests/modules/dotted" \
    --build-dir "$TMP/build/dotted" -o one.pyi
expect_absent one.pyi

# What does not compile leaves no file.
module broken <<'END'
#include "nowhere.h"
END
expect_error 'preprocessor failed' "$NATMOD" stubs broken -o broken.pyi
expect_absent broken.pyi

# A package has the stub beside its Python part, where an editor looks; no list for a board has it.
expect_ok "$NATMOD" package gauge --archs x64 -o package --url http://localhost
diff gauge.pyi package/gauge/__init__.pyi || fail "not the stub in the package"
expect_ok "$NATMOD" package gauge --archs x64 -o flat --url http://localhost --flat
diff gauge.pyi flat/gauge.pyi || fail "not the stub in the flat package"
! grep -r pyi package/package.json package/x64_6.3 flat/*.json || fail "a board would get the stub"
(cd package && expect_ok mypy ../right.py)
