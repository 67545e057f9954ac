// SPDX-License-Identifier: 0BSD
// Integers of a word or two, and what every int can do.
#include "../assembly.h"
#include "../rt.h"

#include "py/parsenum.h"

// Nearly every module has the next function and mp_obj_get_int, and a compiler's code for them is
// half as long again. So two families of architectures have them in assembly.
#if defined(__thumb__)
FUNCTION(natmod_obj_new_int, 0,
         "adds r1, r0, r0\n"
         "bvs 1f\n"
         "adds r0, r1, #1\n"
         "bx lr\n"
         "1: movs r1, #2\n"  // MP_NATIVE_TYPE_INT
         "ldr r3, 2f\n"
         "bx r3\n"
         ".balign 4\n"
         "2: .word natmod_tab_native_to_obj\n");
#elif defined(__x86_64__)
FUNCTION(natmod_obj_new_int, 8,
         "mov %rdi, %rax\n"
         "add %rax, %rax\n"
         "jo 1f\n"
         "inc %rax\n"
         "ret\n"
         "1: push $2\n"  // MP_NATIVE_TYPE_INT
         "pop %rsi\n"
         "jmp *natmod_tab_native_to_obj@GOTPCREL(%rip)\n");
#else
mp_obj_t natmod_obj_new_int(mp_int_t value) {
    mp_int_t doubled;
    if (!__builtin_add_overflow(value, value, &doubled)) {
        return (mp_obj_t)(doubled + 1);
    }
    return natmod_tab_native_to_obj((mp_uint_t)value, MP_NATIVE_TYPE_INT);
}
#endif

mp_obj_t natmod_obj_new_int_from_uint(mp_uint_t value) {
    return natmod_tab_native_to_obj(value, MP_NATIVE_TYPE_UINT);
}

mp_int_t mp_obj_get_int_truncated(mp_const_obj_t arg) {
    return (mp_int_t)natmod_tab_native_from_obj((mp_obj_t)arg, MP_NATIVE_TYPE_INT);
}

static mp_obj_t shifted(mp_obj_t o, size_t bits) {
    return mp_binary_op(MP_BINARY_OP_RSHIFT, o, MP_OBJ_NEW_SMALL_INT(bits));
}

static MP_NORETURN void raise_overflow(void) {
    mp_raise_msg(&mp_type_OverflowError, "overflow converting long int to machine word");
}

#if NATMOD_ABI >= 3
// The firmware's own conversion with checks is the one that an argument goes through. Of its
// mp_arg_t it reads 32 bits, the flags in the upper half; of the map of keywords the first word, in
// which 1 means that there are none.
#if defined(__thumb__)
FUNCTION(mp_obj_get_int, 24,
         "asrs r1, r0, #1\n"
         "bcc 1f\n"
         "movs r0, r1\n"
         "bx lr\n"
         "1: movs r3, #1\n"
         "push {r0, r1, r3, lr}\n"  // the object and later the value; the map
         "mov r1, sp\n"
         "add r2, sp, #8\n"
         "ldr r0, 2f\n"
         "mov ip, r0\n"
         "adr r0, 3f\n"
         "push {r0, r1}\n"
         "movs r0, #1\n"
         "blx ip\n"
         "add sp, #8\n"
         "pop {r0, r1, r2, pc}\n"
         ".balign 4\n"
         "2: .word natmod_tab_arg_parse_all\n"
         "3: .word 0x20000\n");  // MP_ARG_INT
#elif defined(__x86_64__)
FUNCTION(mp_obj_get_int, 32,
         "mov %rdi, %rax\n"
         "sar %rax\n"
         "jnc 1f\n"
         "ret\n"
         "1: push %rdi\n"  // the object and later the value
         "mov %rsp, %rsi\n"
         "mov %rsp, %r9\n"
         "push $0x20000\n"  // MP_ARG_INT
         "mov %rsp, %r8\n"
         "push $1\n"  // the map
         "mov %rsp, %rdx\n"
         "mov (%rsp), %edi\n"
         "mov %edi, %ecx\n"
         "call *natmod_tab_arg_parse_all@GOTPCREL(%rip)\n"
         "pop %rcx\n"
         "pop %rcx\n"
         "pop %rax\n"
         "ret\n");
#else
mp_int_t mp_obj_get_int(mp_const_obj_t arg) {
    if (mp_obj_is_small_int(arg)) {
        return MP_OBJ_SMALL_INT_VALUE(arg);
    }
    static const natmod_abi_arg_t int_argument = {0, MP_ARG_INT, {0}};
    mp_uint_t no_keywords = 1;
    mp_arg_val_t value;
    value.u_obj = (mp_obj_t)arg;  // read before the result is written
    natmod_tab_arg_parse_all(1, &value.u_obj, (mp_map_t *)&no_keywords, 1, &int_argument, &value);
    return value.u_int;
}
#endif
#else
// The firmware only truncates the big ints it is given as such: these are compared with the result.
// The most negative word is none that it takes.
mp_int_t mp_obj_get_int(mp_const_obj_t arg) {
    mp_int_t value = mp_obj_get_int_truncated(arg);
    if (mp_obj_is_exact_type(arg, &mp_type_int) &&
        (value == MP_INT_MIN || !mp_obj_equal(mp_obj_new_int(value), (mp_obj_t)arg))) {
        raise_overflow();
    }
    return value;
}
#endif

mp_int_t mp_obj_int_get_truncated(mp_const_obj_t self_in) {
    return mp_obj_get_int_truncated(self_in);
}

mp_int_t mp_obj_int_get_checked(mp_const_obj_t self_in) {
    return mp_obj_get_int(self_in);
}

// The operators of the type itself: the table's functions first look at what an object is.
static bool is_negative(mp_obj_t big) {
    mp_binary_op_fun_t compare = MP_OBJ_TYPE_GET_SLOT(natmod_type_of(big), binary_op);
    return compare(MP_BINARY_OP_LESS, big, MP_OBJ_NEW_SMALL_INT(0)) == mp_const_true;
}

// How many bits it has at most, as a digit has half a word at most. Where big ints are none of the
// SDK's layout this is any number: they have 64 bits then, and whatever it says must do for them.
static size_t max_bits(mp_obj_t big) {
    return ((const mp_obj_int_t *)MP_OBJ_TO_PTR(big))->mpz.len * 4 * sizeof(mp_uint_t);
}

// Whether the low 64 bits are to be taken for a signed number, if they are all of it.
static bool is_signed(mp_obj_t big) {
    return max_bits(big) < 64 || is_negative(big);
}

#if UINTPTR_MAX > 0xffffffffu
mp_obj_t mp_obj_new_int_from_ll(long long val) {
    return mp_obj_new_int(val);
}

mp_obj_t mp_obj_new_int_from_ull(unsigned long long val) {
    return mp_obj_new_int_from_uint(val);
}

uint64_t natmod_obj_low_64(mp_obj_t big) {
    return (uint64_t)mp_obj_get_int_truncated(big);
}
#else
#if NATMOD_ABI >= 3
// Read as the item of an array. A firmware without big ints reads 0, and raises for the largest
// word.
static mp_obj_t new_wide(char typecode, void *val) {
    mp_obj_t o = natmod_tab_binary_get_val_array(typecode, val, 0);
    return mp_obj_is_small_int(o) ? mp_obj_new_int(MP_INT_MAX) : o;
}

// Stored as the item of an array, of a type that holds the number: some firmwares check that.
uint64_t natmod_obj_low_64(mp_obj_t big) {
    uint64_t low;
    natmod_tab_binary_set_val_array(is_signed(big) ? 'q' : 'Q', &low, 0, big);
    return low;
}
#else
static mp_obj_t new_wide(char typecode, void *val) {
    unsigned long long number = *(unsigned long long *)val;
    mp_uint_t word = (mp_uint_t)(number >> 32);
    mp_obj_t high =
        typecode == 'q' ? mp_obj_new_int((mp_int_t)word) : mp_obj_new_int_from_uint(word);
    high = mp_binary_op(MP_BINARY_OP_LSHIFT, high, MP_OBJ_NEW_SMALL_INT(32));
    return mp_binary_op(MP_BINARY_OP_OR, high, mp_obj_new_int_from_uint((mp_uint_t)number));
}

uint64_t natmod_obj_low_64(mp_obj_t big) {
    return (uint64_t)(mp_uint_t)mp_obj_get_int_truncated(shifted(big, 32)) << 32 |
           (mp_uint_t)mp_obj_get_int_truncated(big);
}
#endif

mp_obj_t mp_obj_new_int_from_ll(long long val) {
    return val == (mp_int_t)val ? mp_obj_new_int((mp_int_t)val) : new_wide('q', &val);
}

mp_obj_t mp_obj_new_int_from_ull(unsigned long long val) {
    return val == (mp_uint_t)val ? mp_obj_new_int_from_uint((mp_uint_t)val) : new_wide('Q', &val);
}
#endif

int mp_obj_int_sign(mp_obj_t self_in) {
    if (mp_obj_is_small_int(self_in)) {
        mp_int_t value = MP_OBJ_SMALL_INT_VALUE(self_in);
        return (value > 0) - (value < 0);
    }
    if (is_negative(self_in)) {
        return -1;
    }
    mp_unary_op_fun_t unary_op = MP_OBJ_TYPE_GET_SLOT(natmod_type_of(self_in), unary_op);
    return unary_op(MP_UNARY_OP_BOOL, self_in) == mp_const_true;
}

static bool equals_word(mp_obj_t big, mp_uint_t value) {
#if NATMOD_ABI >= 3 && UINTPTR_MAX <= 0xffffffffu
    if (max_bits(big) < 64) {
        int64_t all;
        natmod_tab_binary_set_val_array('q', &all, 0, big);
        return all == (int64_t)value;
    }
#endif
    return mp_obj_equal(mp_obj_new_int_from_uint(value), big);
}

mp_uint_t mp_obj_int_get_uint_checked(mp_const_obj_t self_in) {
    mp_uint_t value = (mp_uint_t)mp_obj_get_int_truncated(self_in);
    // The word of a negative one would be a big int, for which there may be no memory.
    bool fits;
    const mpz_t *z = natmod_int_digits(self_in, value);
    if (mp_obj_is_small_int(self_in)) {
        fits = MP_OBJ_SMALL_INT_VALUE(self_in) >= 0;
    } else if (z != NULL) {
        fits = !z->neg && z->len <= MPZ_NUM_DIG_FOR_INT;
    } else {
        fits = equals_word((mp_obj_t)self_in, value);
    }
    if (!fits) {
        raise_overflow();
    }
    return value;
}

int natmod_obj_get_64(mp_obj_t o, uint64_t *low) {
    if (mp_obj_is_small_int(o)) {
        mp_int_t value = MP_OBJ_SMALL_INT_VALUE(o);
        *low = (uint64_t)value;
        return value < 0 ? -1 : 0;
    }
    bool with_sign = is_signed(o);
    if (max_bits(o) + with_sign > 64) {
        // Of 64 bits, a port that has no more shifts by 63 at most.
        mp_obj_t high = shifted(o, 63);
        if (!mp_obj_equal(with_sign ? high : shifted(high, 1), MP_OBJ_NEW_SMALL_INT(-with_sign))) {
            return 1;
        }
    }
    *low = natmod_obj_low_64(o);
    return with_sign && *low >> 63 != 0 ? -1 : 0;
}

#if MICROPY_PY_BUILTINS_FLOAT
mp_obj_t mp_obj_new_int_from_float(mp_float_t val) {
    const mp_float_t limit = (mp_float_t)MP_SMALL_INT_MAX;
    if (val > -limit && val < limit) {
        return MP_OBJ_NEW_SMALL_INT((mp_int_t)val);
    }
    return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_int), mp_obj_new_float(val));
}
#endif

void mp_obj_int_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    mp_obj_print_helper(print, self_in, kind);
}

mp_obj_t mp_obj_int_unary_op(mp_unary_op_t op, mp_obj_t o_in) {
    return MP_OBJ_TYPE_GET_SLOT(&mp_type_int, unary_op)(op, o_in);
}

mp_obj_t mp_obj_int_binary_op(mp_binary_op_t op, mp_obj_t lhs_in, mp_obj_t rhs_in) {
    return MP_OBJ_TYPE_GET_SLOT(&mp_type_int, binary_op)(op, lhs_in, rhs_in);
}

// The digits that the text begins with, neither sign nor prefix; *str moves behind them.
mp_obj_t mp_obj_new_int_from_str_len(const char **str, size_t len, bool neg, unsigned int base) {
    const char *digits = *str;
    size_t n = 0;
    while (n < len && unichar_isalnum((byte)digits[n]) &&
           unichar_xdigit_value((byte)digits[n]) < base) {
        ++n;
    }
    *str += n;
    if (n == 0) {
        return MP_OBJ_NEW_SMALL_INT(0);
    }
    mp_obj_t number = mp_parse_num_integer(digits, n, (int)base, NULL);
    return neg ? mp_unary_op(MP_UNARY_OP_NEGATIVE, number) : number;
}

// Room for that many bits with sign, prefix, separators and NUL.
size_t mp_int_format_size(size_t num_bits, int base, const char *prefix, char comma) {
    size_t bits_per_digit = 0;
    while (base >> (bits_per_digit + 1) != 0) {
        ++bits_per_digit;
    }
    size_t digits = num_bits / bits_per_digit + 1;
    size_t separators = comma == '\0' ? 0 : digits / (base == 10 ? 3 : 4);
    return digits + separators + (prefix == NULL ? 0 : strlen(prefix)) + 2;
}

// Asked for word by word: what an int object looks like depends on MICROPY_LONGINT_IMPL of the
// port.
static void get_value(mpz_t *z, mp_obj_t o) {
    enum { BITS = 8 * sizeof(mp_uint_t) };
    if (mp_obj_is_small_int(o)) {
        mpz_init_from_int(z, MP_OBJ_SMALL_INT_VALUE(o));
        return;
    }
    bool negative = mp_obj_int_sign(o) < 0;
    o = mp_unary_op(MP_UNARY_OP_ABS, o);
    size_t n = 1;
    // Of 64 bits, a port that has no more shifts by 63 at most.
    while (mp_obj_is_true(shifted(o, n * BITS - 1))) {
        ++n;
    }
    mp_uint_t *words = m_new(mp_uint_t, n);
    for (size_t i = 0; i < n; ++i) {
        words[i] = (mp_uint_t)mp_obj_get_int_truncated(i == 0 ? o : shifted(o, i * BITS));
    }
    mpz_init_zero(z);
    mpz_set_from_bytes(z, false, n * sizeof(mp_uint_t), (const byte *)words);
    z->neg = negative;
    m_free(words);
}

char *mp_obj_int_formatted(char **buf, size_t *buf_size, size_t *fmt_size, mp_const_obj_t self_in,
                           int base, const char *prefix, char base_char, char comma) {
    mpz_t z;
    get_value(&z, (mp_obj_t)self_in);
    size_t needed = mp_int_format_size(mpz_max_num_bits(&z), base, prefix, comma);
    if (needed > *buf_size) {
        *buf = m_new(char, needed);
        *buf_size = needed;
    }
    *fmt_size = mpz_as_str_inpl(&z, (unsigned)base, prefix, base_char, comma, *buf);
    mpz_deinit(&z);
    return *buf;
}
