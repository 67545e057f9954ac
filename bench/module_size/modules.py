# SPDX-License-Identifier: MIT
"""The modules that are measured, each written twice: with static tables as a firmware's user C module, and
with a mpy_init by hand as MicroPython's own native modules."""
import dataclasses
import pathlib


@dataclasses.dataclass
class Class:
    """A class `name`, whose object is `name`_type. MAKE_NEW is the name of its constructor."""

    name: str
    make_new: str
    methods: list  # of (name in Python, function object)

    def declaration(self):
        return f"mp_obj_full_type_t {self.name}_type;"

    def static(self):
        rows = "\n".join(f"    {{ MP_ROM_QSTR(MP_QSTR_{name}), MP_ROM_PTR(&{obj}) }}," for name, obj in self.methods)
        return f"""static const mp_rom_map_elem_t {self.name}_table[] = {{
{rows}
}};
static MP_DEFINE_CONST_DICT({self.name}_dict, {self.name}_table);
MP_DEFINE_CONST_OBJ_TYPE({self.name}_type, MP_QSTR_{self.name}, MP_TYPE_FLAG_NONE,
    make_new, {self.make_new}, locals_dict, &{self.name}_dict);
"""

    def classic(self):
        return f"""mp_map_elem_t {self.name}_table[{len(self.methods)}];
static MP_DEFINE_CONST_DICT({self.name}_dict, {self.name}_table);
"""

    def classic_init(self):
        rows = "".join(
            f"    {self.name}_table[{i}] = (mp_map_elem_t){{ MP_OBJ_NEW_QSTR(MP_QSTR_{name}), "
            f"MP_OBJ_FROM_PTR(&{obj}) }};\n"
            for i, (name, obj) in enumerate(self.methods)
        )
        return f"""    {self.name}_type.base.type = (void *)&mp_type_type;
    {self.name}_type.flags = MP_TYPE_FLAG_NONE;
    {self.name}_type.name = MP_QSTR_{self.name};
    MP_OBJ_TYPE_SET_SLOT(&{self.name}_type, make_new, {self.make_new}, 0);
{rows}    MP_OBJ_TYPE_SET_SLOT(&{self.name}_type, locals_dict, (void *)&{self.name}_dict, 1);
"""


LIBC = {
    "memcpy": "void *memcpy(void *to, const void *from, size_t n) { return mp_fun_table.memmove_(to, from, n); }\n",
    "memset": "void *memset(void *to, int c, size_t n) { return mp_fun_table.memset_(to, c, n); }\n",
}


@dataclasses.dataclass
class Module:
    """CODE comes after the declarations of the classes, in both forms. TABLE in it begins a constant table
    that names qstrs: static where that can be."""

    name: str
    code: str
    functions: list  # of (name in Python, function object)
    classes: list = dataclasses.field(default_factory=list)
    constants: dict = dataclasses.field(default_factory=dict)
    call: str = ""  # a statement in Python to be counted; `m` is the module
    links_libgcc: bool = False
    from_libc: tuple = ()  # what the compiler calls; the classic way to have it is by hand

    def write_natmod(self, folder, micropython):
        rows = "".join(
            f"    {{ MP_ROM_QSTR(MP_QSTR_{name}), {value} }},\n"
            for name, value in [
                ("__name__", f"MP_ROM_QSTR(MP_QSTR_{self.name})"),
                *((name, f"MP_ROM_PTR(&{obj})") for name, obj in self.functions),
                *((c.name, f"MP_ROM_PTR(&{c.name}_type)") for c in self.classes),
                *((name, f"MP_ROM_INT({value})") for name, value in self.constants.items()),
            ]
        )
        text = "#include <string.h>\n#include \"py/runtime.h\"\n#define TABLE static const\n"
        text += "".join(f"extern const mp_obj_type_t {c.name}_type;\n" for c in self.classes) + self.code
        text += "".join(c.static() for c in self.classes)
        text += f"""static const mp_rom_map_elem_t globals_table[] = {{
{rows}}};
static MP_DEFINE_CONST_DICT(globals, globals_table);
const mp_obj_module_t {self.name}_module = {{
    .base = {{ &mp_type_module }},
    .globals = (mp_obj_dict_t *)&globals,
}};
MP_REGISTER_MODULE(MP_QSTR_{self.name}, {self.name}_module);
"""
        (folder / f"{self.name}.c").write_text(text)
        (folder / "micropython.mk").write_text(f"SRC_USERMOD_C += $(USERMOD_DIR)/{self.name}.c\n")

    def write_classic(self, folder, micropython):
        text = "#include \"py/dynruntime.h\"\n#define TABLE\n"
        text += "".join(LIBC[name] for name in self.from_libc)
        text += "".join(c.declaration() + "\n" for c in self.classes) + self.code
        text += "".join(c.classic() for c in self.classes)
        text += "mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {\n"
        text += "    MP_DYNRUNTIME_INIT_ENTRY\n" + "".join(c.classic_init() for c in self.classes)
        for name, value in [
            *((name, f"MP_OBJ_FROM_PTR(&{obj})") for name, obj in self.functions),
            *((c.name, f"MP_OBJ_FROM_PTR(&{c.name}_type)") for c in self.classes),
            *((name, f"MP_OBJ_NEW_SMALL_INT({value})") for name, value in self.constants.items()),
        ]:
            text += f"    mp_store_global(MP_QSTR_{name}, {value});\n"
        text += "    MP_DYNRUNTIME_INIT_EXIT\n}\n"
        (folder / f"{self.name}.c").write_text(text)
        (folder / "Makefile").write_text(
            f"MOD = {self.name}\nSRC = {self.name}.c\n"
            "ifeq ($(ARCH),rv32imc)\nMICROPY_FLOAT_IMPL = float\nendif\n"  # else it has none
            + ("LINK_RUNTIME = 1\n" if self.links_libgcc else "")
            + "include $(MPY_DIR)/py/dynruntime.mk\n"
        )


@dataclasses.dataclass
class Upstream:
    """A module of MicroPython's own: its source in extmod/ as it stands, and the native form that
    examples/natmod/ has of it. DEFINES switch the same features on."""

    name: str
    defines: str
    call: str = ""

    def write_natmod(self, folder, micropython):
        (folder / "micropython.mk").write_text(
            f"SRC_USERMOD_C += {micropython}/extmod/mod{self.name}.c\nCFLAGS_USERMOD += {self.defines}\n"
        )

    def write_classic(self, folder, micropython):
        for file in (micropython / "examples/natmod" / self.name).iterdir():
            if file.suffix == ".c" or file.name == "Makefile":
                (folder / file.name).write_text(file.read_text())


def with_functions(name, count, body):
    """COUNT functions with one argument, whose bodies differ in a number."""
    code = "".join(
        f"static mp_obj_t f{i}(mp_obj_t a) {{ {body.replace('NUMBER', str(i + 3))} }}\n"
        f"static MP_DEFINE_CONST_FUN_OBJ_1(f{i}_obj, f{i});\n"
        for i in range(count)
    )
    return Module(name, code, [(f"f{i}", f"f{i}_obj") for i in range(count)], call="m.f0(1)")


def with_ints(name, count):
    return with_functions(name, count, "return mp_obj_new_int(mp_obj_get_int(a) * NUMBER);")


def with_classes(count):
    code = """typedef struct {
    mp_obj_base_t base;
    mp_int_t value;
} counter_t;
"""
    classes = []
    for i in range(count):
        code += f"""static mp_obj_t c{i}_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {{
    mp_arg_check_num(n_args, n_kw, 0, 1, false);
    counter_t *self = mp_obj_malloc(counter_t, type);
    self->value = n_args == 0 ? {i} : mp_obj_get_int(args[0]);
    return MP_OBJ_FROM_PTR(self);
}}
static mp_obj_t c{i}_add(mp_obj_t self_in, mp_obj_t more) {{
    counter_t *self = MP_OBJ_TO_PTR(self_in);
    self->value += mp_obj_get_int(more) + {i};
    return self_in;
}}
static MP_DEFINE_CONST_FUN_OBJ_2(c{i}_add_obj, c{i}_add);
static mp_obj_t c{i}_get(mp_obj_t self_in) {{
    counter_t *self = MP_OBJ_TO_PTR(self_in);
    return mp_obj_new_int(self->value ^ {i});
}}
static MP_DEFINE_CONST_FUN_OBJ_1(c{i}_get_obj, c{i}_get);
"""
        classes.append(Class(f"C{i}", f"c{i}_make_new", [("add", f"c{i}_add_obj"), ("get", f"c{i}_get_obj")]))
    return Module("classes", code, [], classes, call="m.C0(1).add(2)")


def with_keywords(count):
    code = "".join(
        f"""static mp_obj_t f{i}(size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args) {{
    TABLE mp_arg_t allowed[] = {{
        {{ MP_QSTR_left, MP_ARG_REQUIRED | MP_ARG_INT, {{ .u_int = 0 }} }},
        {{ MP_QSTR_right, MP_ARG_INT, {{ .u_int = {i} }} }},
        {{ MP_QSTR_both, MP_ARG_KW_ONLY | MP_ARG_BOOL, {{ .u_bool = false }} }},
    }};
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, pos_args, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
    return mp_obj_new_int(values[0].u_int + (values[2].u_bool ? values[1].u_int : {i}));
}}
static MP_DEFINE_CONST_FUN_OBJ_KW(f{i}_obj, 1, f{i});
"""
        for i in range(count)
    )
    functions = [(f"f{i}", f"f{i}_obj") for i in range(count)]
    return Module("keywords", code, functions, call="m.f0(1, right=2, both=True)", from_libc=("memset",))


HERE = pathlib.Path(__file__).resolve().parent


def all_modules():
    constants = with_ints("constants", 1)
    constants.constants = {f"NUMBER_{i}": 3 * i for i in range(250)}
    biquad = Module(
        "biquad",
        (HERE / "biquad.c").read_text(),
        [],
        [Class("Biquad", "biquad_make_new", [("step", "biquad_step_obj"), ("reset", "biquad_reset_obj")])],
        call="m.Biquad(1.0, 0.5, 0.25, 0.5, 0.25).step(2.5)",
        links_libgcc=True,
    )
    sha256 = Module(
        "sha256",
        (HERE / "sha256.c").read_text(),
        [],
        [Class("Sha256", "sha256_make_new", [("update", "sha256_update_obj"), ("digest", "sha256_digest_obj")])],
        call='list(m.Sha256(b"abc").digest())',
        links_libgcc=True,
        from_libc=("memcpy", "memset"),
    )
    return {
        "returns its argument": with_functions("identity", 1, "return a;"),
        "one function with ints": with_ints("ints1", 1),
        "10 functions": with_ints("ints10", 10),
        "50 functions": with_ints("ints50", 50),
        "200 functions": with_ints("ints200", 200),
        "10 classes": with_classes(10),
        "20 keyword functions": with_keywords(20),
        "250 constants": constants,
        "float biquad": biquad,
        "SHA-256": sha256,
        "heapq": Upstream("heapq", "-DMICROPY_PY_HEAPQ=1", "m.heappush([1], 2)"),
        "random": Upstream("random", "-DMICROPY_PY_RANDOM=1 -DMICROPY_PY_RANDOM_EXTRA_FUNCS=1"),
        "re": Upstream(
            "re",
            "-DMICROPY_PY_RE=1 -DMICROPY_PY_RE_MATCH_GROUPS=1 -DMICROPY_PY_RE_MATCH_SPAN_START_END=1"
            " -DMICROPY_PY_RE_SUB=0",
        ),
        "deflate": Upstream("deflate", "-DMICROPY_PY_DEFLATE=1 -DMICROPY_PY_DEFLATE_COMPRESS=1"),
        "framebuf": Upstream("framebuf", "-DMICROPY_PY_FRAMEBUF=1"),
    }
