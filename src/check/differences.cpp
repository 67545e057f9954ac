// To add a line: the name, as a user's source has it or as its object refers to it, and what is
// otherwise than in firmware. docs/sdk.md tells why.

#include "check/differences.h"

#include <algorithm>

namespace natmod {
namespace {

struct Difference {
    std::string_view names;  // separated by one space; a last `*` stands for any ending
    std::string_view text;
};

constexpr Difference kDifferences[] = {
    {"printf vprintf puts putchar fprintf vfprintf fputs fputc fwrite perror",
     "what goes to stdout or stderr is printed to MicroPython's output, as print() does"},
    {"fopen remove rename", "files are those of Python's open() and module os"},
    {"exit abort __assert_fail __assert_func",
     "raises SystemExit; a failed assertion, AssertionError"},
    {"getenv", "there is no environment: NULL"},
    {"rand random",
     "the same numbers after every start, until srand() gets a seed that differs, as from "
     "os.urandom: not for keys"},
    {"srand srandom", "other numbers than another C library's"},
    {"strerror", "the number as text"},
    {"malloc calloc realloc free strdup strndup",
     "the memory is on MicroPython's heap and is kept until it is freed"},
    {"m_malloc_with_finaliser mp_obj_malloc_with_finaliser_helper m_new_obj_with_finaliser "
     "m_new_obj_var_with_finaliser mp_obj_malloc_with_finaliser "
     "mp_obj_malloc_var_with_finaliser",
     "the block is taken from an iterator of os.ilistdir('.'); without a file system there __del__ "
     "is not called, and the first use says so on the console"},
    {"mp_map_lookup", "a removal leaves a deleted slot also where firmware makes an empty one"},
    {"mp_raise_OSError_with_filename", "errno and text are the exception's two arguments"},
    {"mp_hal_time_ns", "goes through Python's time.time_ns: allocates a big int on 32 bits"},
    {"mp_hal_*", "goes through the Python modules time and sys: slower than in firmware"},
    {"gc_collect", "goes through Python's gc.collect"},
    {"mp_sched_schedule", "goes through Python's micropython.schedule"},
    {"mp_handle_pending mp_event_handle_nowait",
     "resumes a generator in Python; not where the firmware has no exec()"},
    {"mp_vfs_*", "goes through Python's module os"},
    {"mp_type_fun_bc mp_type_gen_wrap mp_type_gen_instance",
     "found by compiling a piece of Python: in code only, and not where the firmware has no "
     "eval()"},
    {"mp_type_bound_meth mp_native_base_init_wrapper_obj", "in code only, not in a table"},
    {"mp_type_template mp_type_interpolation",
     "in code only, not in a table; a type that no object has where the firmware has no t-strings"},
    {"mp_event_wait_indefinite mp_event_wait_ms", "returns after a millisecond at the latest"},
    {"timeutils_*", "right beyond 2100 too; the epoch is the one that module time has"},
    {"mp_const_empty_bytes mp_const_empty_bytes_obj mp_const_empty_tuple_obj",
     "in a table: equal to the firmware's, not identical"},
    {"mp_const_empty_tuple", "in a table: equal to the firmware's, not identical"},
    {"MP_THREAD_GIL_EXIT MP_THREAD_GIL_ENTER", "does nothing: other Python threads wait"},
    {"MP_STATE_VM MP_STATE_PORT MP_STATE_MEM MP_STATE_THREAD MP_STATE_MAIN_THREAD",
     "names the module's own root pointers only, not the firmware's state"},
    {"mp_arg_t", "the name takes a word instead of 16 bits"},
    {"nlr_push", "the buffer is as large as the largest that a firmware of the architecture saves"},
};

bool matches(std::string_view pattern, std::string_view name) {
    if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == name;
}

}  // namespace

std::string_view difference_of(std::string_view name) {
    for (const Difference& difference : kDifferences) {
        std::string_view rest = difference.names;
        while (!rest.empty()) {
            std::string_view pattern = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(rest.size(), pattern.size() + 1));
            if (matches(pattern, name)) return difference.text;
        }
    }
    return {};
}

// ARM files are accepted by every larger ARM firmware, and those with a double-precision FPU have
// double floats; so have the ports for a PC. Names on ARM and RISC-V: natmod/float.h.
std::string_view precision_note(std::string_view name, const Arch& arch) {
    for (std::string_view prefix : {"mp_obj_", "natmod_memory_"})
        if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    bool boards_single = arch.name != "x86" && arch.name != "x64" && arch.name != "rv64imc" &&
                         arch.name != "armv7emdp";
    if ((name == "new_float_from_f" || name == "get_float_to_f") &&
        (arch.family == Family::arm || !boards_single))
        return "single floats: firmware with double ones (STM32H7, i.MX RT, Unix) gives and gets "
               "24 bits of them, and what is beyond 3.4e38 as infinity";
    if ((name == "new_float_from_d" || name == "get_float_to_d") && boards_single)
        return "double floats: firmware with single ones, as boards of this architecture have, "
               "keeps 24 bits of them, and what is beyond 3.4e38 as infinity";
    return {};
}

}  // namespace natmod
