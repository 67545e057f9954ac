// SPDX-License-Identifier: 0BSD
// The 165 qstrs whose numbers are fixed in .mpy version 6, in order from number 1: the one list,
// for linker, runtime and test host. Source: MicroPython py/makeqstrdata.py; the same since 1.19.
//
// What includes it defines two macros for the entries: QSTR(name), whose text is its name, and
// QSTR_TEXT(name, text). The name is what follows MP_QSTR_.
// clang-format off
QSTR_TEXT(, "") QSTR(__dir__) QSTR_TEXT(_0x0a_, "\n") QSTR_TEXT(_space_, " ") QSTR_TEXT(_star_, "*")
QSTR_TEXT(_slash_, "/") QSTR_TEXT(_lt_module_gt_, "<module>") QSTR(_) QSTR(__call__) QSTR(__class__)
QSTR(__delitem__) QSTR(__enter__) QSTR(__exit__) QSTR(__getattr__) QSTR(__getitem__) QSTR(__hash__)
QSTR(__init__) QSTR(__int__) QSTR(__iter__) QSTR(__len__) QSTR(__main__) QSTR(__module__)
QSTR(__name__) QSTR(__new__) QSTR(__next__) QSTR(__qualname__) QSTR(__repr__) QSTR(__setitem__)
QSTR(__str__) QSTR(ArithmeticError) QSTR(AssertionError) QSTR(AttributeError) QSTR(BaseException)
QSTR(EOFError) QSTR(Ellipsis) QSTR(Exception) QSTR(GeneratorExit) QSTR(ImportError)
QSTR(IndentationError) QSTR(IndexError) QSTR(KeyError) QSTR(KeyboardInterrupt) QSTR(LookupError)
QSTR(MemoryError) QSTR(NameError) QSTR(NoneType) QSTR(NotImplementedError) QSTR(OSError)
QSTR(OverflowError) QSTR(RuntimeError) QSTR(StopIteration) QSTR(SyntaxError) QSTR(SystemExit)
QSTR(TypeError) QSTR(ValueError) QSTR(ZeroDivisionError) QSTR(abs) QSTR(all) QSTR(any) QSTR(append)
QSTR(args) QSTR(bool) QSTR(builtins) QSTR(bytearray) QSTR(bytecode) QSTR(bytes) QSTR(callable)
QSTR(chr) QSTR(classmethod) QSTR(clear) QSTR(close) QSTR(const) QSTR(copy) QSTR(count) QSTR(dict)
QSTR(dir) QSTR(divmod) QSTR(end) QSTR(endswith) QSTR(eval) QSTR(exec) QSTR(extend) QSTR(find)
QSTR(format) QSTR(from_bytes) QSTR(get) QSTR(getattr) QSTR(globals) QSTR(hasattr) QSTR(hash)
QSTR(id) QSTR(index) QSTR(insert) QSTR(int) QSTR(isalpha) QSTR(isdigit) QSTR(isinstance)
QSTR(islower) QSTR(isspace) QSTR(issubclass) QSTR(isupper) QSTR(items) QSTR(iter) QSTR(join)
QSTR(key) QSTR(keys) QSTR(len) QSTR(list) QSTR(little) QSTR(locals) QSTR(lower) QSTR(lstrip)
QSTR(main) QSTR(map) QSTR(micropython) QSTR(next) QSTR(object) QSTR(open) QSTR(ord) QSTR(pop)
QSTR(popitem) QSTR(pow) QSTR(print) QSTR(range) QSTR(read) QSTR(readinto) QSTR(readline)
QSTR(remove) QSTR(replace) QSTR(repr) QSTR(reverse) QSTR(rfind) QSTR(rindex) QSTR(round)
QSTR(rsplit) QSTR(rstrip) QSTR(self) QSTR(send) QSTR(sep) QSTR(set) QSTR(setattr) QSTR(setdefault)
QSTR(sort) QSTR(sorted) QSTR(split) QSTR(start) QSTR(startswith) QSTR(staticmethod) QSTR(step)
QSTR(stop) QSTR(str) QSTR(strip) QSTR(sum) QSTR(super) QSTR(throw) QSTR(to_bytes) QSTR(tuple)
QSTR(type) QSTR(update) QSTR(upper) QSTR_TEXT(utf_hyphen_8, "utf-8") QSTR(value) QSTR(values)
QSTR(write) QSTR(zip)
// clang-format on
#undef QSTR
#undef QSTR_TEXT
