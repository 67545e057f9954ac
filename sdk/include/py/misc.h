// SPDX-License-Identifier: 0BSD
// Small helpers: memory on the firmware's heap, growing strings, Unicode, arithmetic.
#ifndef NATMOD_PY_MISC_H
#define NATMOD_PY_MISC_H

#include <string.h>

#include "py/mpconfig.h"

typedef unsigned char byte;
typedef unsigned int uint;

#ifndef MIN
#define MIN(x, y) ((x) < (y) ? (x) : (y))
#endif
#ifndef MAX
#define MAX(x, y) ((x) > (y) ? (x) : (y))
#endif

#define MP_STRINGIFY_HELPER(x) #x
#define MP_STRINGIFY(x) MP_STRINGIFY_HELPER(x)
#define MP_ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define MP_ALIGN(ptr, alignment) \
    ((void *)(((uintptr_t)(ptr) + ((alignment)-1)) & ~(uintptr_t)((alignment)-1)))
#define MP_CEIL_DIVIDE(a, b) (((a) + (b)-1) / (b))
#define MP_ROUND_DIVIDE(a, b) (((a) + (b) / 2) / (b))

// Picks the fourth argument after the list: NATMOD_PICK_5(a, b, c, d, e, NAME) is NAME.
#define NATMOD_PICK_5(a, b, c, d, e, name, ...) name
#define NATMOD_PICK_6(a, b, c, d, e, f, name, ...) name

// Memory. m_malloc and those on top of it raise MemoryError, those with _maybe return NULL.
// The sizes given to m_renew and m_del are not needed and not evaluated for their value.
#define m_new(type, num) ((type *)m_malloc(sizeof(type) * (num)))
#define m_new_maybe(type, num) ((type *)m_malloc_maybe(sizeof(type) * (num)))
#define m_new0(type, num) ((type *)m_malloc0(sizeof(type) * (num)))
#define m_new_obj(type) (m_new(type, 1))
#define m_new_obj_maybe(type) (m_new_maybe(type, 1))
#define m_renew(type, ptr, old_num, new_num) \
    ((void)(old_num), (type *)m_realloc((ptr), sizeof(type) * (new_num)))
#define m_renew_maybe(type, ptr, old_num, new_num, allow_move) \
    ((void)(old_num), (type *)m_realloc_maybe((ptr), sizeof(type) * (new_num), (allow_move)))
#define m_del(type, ptr, num) ((void)(num), m_free(ptr))
#define m_del_obj(type, ptr) (m_del(type, ptr, 1))

// An object and its last member, an array. 1.22 put the member's name second; before it, the
// object's size was taken for where the array starts.
#define m_new_obj_var(...) NATMOD_OBJ_VAR(m_malloc, __VA_ARGS__)
#define m_new_obj_var0(...) NATMOD_OBJ_VAR(m_malloc0, __VA_ARGS__)
#define m_new_obj_var_maybe(...) NATMOD_OBJ_VAR(m_malloc_maybe, __VA_ARGS__)
#define NATMOD_OBJ_VAR(...) \
    NATMOD_PICK_5(__VA_ARGS__, NATMOD_OBJ_VAR_FIELD, NATMOD_OBJ_VAR_END, , , )(__VA_ARGS__)
#define NATMOD_OBJ_VAR_FIELD(allocate, obj_type, var_field, var_type, var_num) \
    ((obj_type *)allocate(offsetof(obj_type, var_field) + sizeof(var_type) * (var_num)))
#define NATMOD_OBJ_VAR_END(allocate, obj_type, var_type, var_num) \
    ((obj_type *)allocate(sizeof(obj_type) + sizeof(var_type) * (var_num)))
#define m_del_var(...) \
    NATMOD_PICK_5(__VA_ARGS__, NATMOD_DEL_VAR_FIELD, NATMOD_DEL_VAR_END, , , )(__VA_ARGS__)
#define NATMOD_DEL_VAR_FIELD(obj_type, var_field, var_type, var_num, ptr) \
    ((void)(var_num), m_free(ptr))
#define NATMOD_DEL_VAR_END(obj_type, var_type, var_num, ptr) ((void)(var_num), m_free(ptr))

NATMOD_BEGIN_C
void *m_malloc(size_t num_bytes);
void *m_malloc_maybe(size_t num_bytes);
void *m_malloc0(size_t num_bytes);
// The block's object gets its __del__ called when it is collected.
void *m_malloc_with_finaliser(size_t num_bytes);
void *m_realloc(void *ptr, size_t new_num_bytes);
void *m_realloc_maybe(void *ptr, size_t new_num_bytes, bool allow_move);
void m_free(void *ptr);
MP_NORETURN void m_malloc_fail(size_t num_bytes);
// Memory of the calling function, gone when it returns.
#define mp_local_alloc(n_bytes) __builtin_alloca(n_bytes)
#ifndef alloca
#define alloca(n_bytes) __builtin_alloca(n_bytes)
#endif
static inline void mp_local_free(void *ptr) {
    (void)ptr;
}

// Blocks that live until they are freed, whether or not anything points to them.
void *m_tracked_calloc(size_t nmemb, size_t size);
void *m_tracked_realloc(void *ptr, size_t num_bytes);
void m_tracked_free(void *ptr);
NATMOD_END_C

// A string that grows on the firmware's heap. buf has no terminating NUL unless asked for.
typedef struct _vstr_t {
    size_t alloc;
    size_t len;
    char *buf;
    bool fixed_buf;
} vstr_t;

#define VSTR_FIXED(vstr, alloc) \
    vstr_t vstr;                \
    char vstr##_buf[(alloc)];   \
    vstr_init_fixed_buf(&vstr, (alloc), vstr##_buf);

typedef uint32_t unichar;
struct _mp_print_t;

NATMOD_BEGIN_C
void vstr_init(vstr_t *vstr, size_t alloc);
void vstr_init_len(vstr_t *vstr, size_t len);
void vstr_init_fixed_buf(vstr_t *vstr, size_t alloc, char *buf);
void vstr_init_print(vstr_t *vstr, size_t alloc, struct _mp_print_t *print);
void vstr_clear(vstr_t *vstr);
vstr_t *vstr_new(size_t alloc);
void vstr_free(vstr_t *vstr);
void vstr_hint_size(vstr_t *vstr, size_t size);
char *vstr_extend(vstr_t *vstr, size_t size);
char *vstr_add_len(vstr_t *vstr, size_t len);
char *vstr_null_terminated_str(vstr_t *vstr);
void vstr_add_byte(vstr_t *vstr, byte v);
void vstr_add_char(vstr_t *vstr, unichar chr);
void vstr_add_str(vstr_t *vstr, const char *str);
void vstr_add_strn(vstr_t *vstr, const char *str, size_t len);
char *vstr_ins_blank_bytes(vstr_t *vstr, size_t byte_pos, size_t byte_len);
void vstr_cut_head_bytes(vstr_t *vstr, size_t bytes_to_cut);
void vstr_cut_tail_bytes(vstr_t *vstr, size_t bytes_to_cut);
void vstr_cut_out_bytes(vstr_t *vstr, size_t byte_pos, size_t bytes_to_cut);
void vstr_printf(vstr_t *vstr, const char *fmt, ...);
void vstr_vprintf(vstr_t *vstr, const char *fmt, va_list ap);
NATMOD_END_C

static inline void vstr_reset(vstr_t *vstr) {
    vstr->len = 0;
}
static inline char *vstr_str(vstr_t *vstr) {
    return vstr->buf;
}
static inline size_t vstr_len(vstr_t *vstr) {
    return vstr->len;
}
static inline void vstr_ins_byte(vstr_t *vstr, size_t byte_pos, byte b) {
    *vstr_ins_blank_bytes(vstr, byte_pos, 1) = (char)b;
}
static inline void vstr_ins_char(vstr_t *vstr, size_t char_pos, unichar chr) {
    *vstr_ins_blank_bytes(vstr, char_pos, 1) = (char)chr;
}
static inline void vstr_ins_strn(vstr_t *vstr, size_t byte_pos, const char *str, size_t len) {
    memcpy(vstr_ins_blank_bytes(vstr, byte_pos, len), str, len);
}

// Unicode. Classes and cases of ASCII only, as in the firmware.
#define UTF8_IS_NONASCII(ch) ((ch)&0x80)
#define UTF8_IS_CONT(ch) (((ch)&0xC0) == 0x80)
NATMOD_BEGIN_C
unichar utf8_get_char(const byte *s);
const byte *utf8_next_char(const byte *s);
size_t utf8_charlen(const byte *str, size_t len);
bool unichar_isspace(unichar c);
bool unichar_isalpha(unichar c);
bool unichar_isdigit(unichar c);
bool unichar_isxdigit(unichar c);
bool unichar_isident(unichar c);
bool unichar_isalnum(unichar c);
bool unichar_isupper(unichar c);
bool unichar_islower(unichar c);
unichar unichar_tolower(unichar c);
unichar unichar_toupper(unichar c);
mp_uint_t unichar_xdigit_value(unichar c);
NATMOD_END_C

// Parts of a float.
#if MICROPY_PY_BUILTINS_FLOAT
#if MICROPY_FLOAT_IMPL == MICROPY_FLOAT_IMPL_DOUBLE
#define MP_FLOAT_EXP_BITS (11)
#define MP_FLOAT_EXP_OFFSET (1023)
#define MP_FLOAT_FRAC_BITS (52)
typedef uint64_t mp_float_uint_t;
#else
#define MP_FLOAT_EXP_BITS (8)
#define MP_FLOAT_EXP_OFFSET (127)
#define MP_FLOAT_FRAC_BITS (23)
typedef uint32_t mp_float_uint_t;
#endif
#define MP_FLOAT_EXP_BIAS ((1 << (MP_FLOAT_EXP_BITS - 1)) - 1)
typedef union _mp_float_union_t {
    mp_float_t f;
    struct {
        mp_float_uint_t frc : MP_FLOAT_FRAC_BITS;
        mp_float_uint_t exp : MP_FLOAT_EXP_BITS;
        mp_float_uint_t sgn : 1;
    } p;
    mp_float_uint_t i;
} mp_float_union_t;
#endif

// Texts of exceptions are plain strings here; the firmware keeps the pointer.
typedef const char *mp_rom_error_text_t;
#define MP_COMPRESSED_ROM_TEXT(x) x
#define MP_ERROR_TEXT(x) ((mp_rom_error_text_t)MP_COMPRESSED_ROM_TEXT(x))

// Bits and overflow.
#define mp_clz(x) ((uint32_t)__builtin_clz(x))
#define mp_clzl(x) ((uint32_t)__builtin_clzl(x))
#define mp_clzll(x) ((uint32_t)__builtin_clzll(x))
#define mp_ctz(x) ((uint32_t)__builtin_ctz(x))
#define mp_popcount(x) ((uint32_t)__builtin_popcount(x))
#define mp_mul_ull_overflow __builtin_umulll_overflow
#define mp_mul_ll_overflow __builtin_smulll_overflow
#define mp_add_ll_overflow __builtin_saddll_overflow
#define mp_sub_ll_overflow __builtin_ssubll_overflow
static inline bool mp_mul_mp_int_t_overflow(mp_int_t x, mp_int_t y, mp_int_t *res) {
    return __builtin_mul_overflow(x, y, res);
}
static inline uint32_t mp_clz_mpi(mp_int_t x) {
    return sizeof(x) == sizeof(unsigned) ? mp_clz((unsigned)x) : mp_clzll((unsigned long long)x);
}
#define MP_FIT_UNSIGNED(bits, value) (((value) & (~0U << (bits))) == 0)
#define MP_FIT_SIGNED(bits, value)           \
    (MP_FIT_UNSIGNED(((bits)-1), (value)) || \
     (((value) & (~0U << ((bits)-1))) == (~0U << ((bits)-1))))
#define MP_BSWAP16(x) __builtin_bswap16(x)
#define MP_BSWAP32(x) __builtin_bswap32(x)
#define MP_BSWAP64(x) __builtin_bswap64(x)
#define MP_HTOBE16(x) MP_BSWAP16(x)
#define MP_BE16TOH(x) MP_BSWAP16(x)
#define MP_HTOBE32(x) MP_BSWAP32(x)
#define MP_BE32TOH(x) MP_BSWAP32(x)

#endif
