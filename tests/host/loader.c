// SPDX-License-Identifier: MIT
// The loader of .mpy files, version 6, by MicroPython's rules: header, qstr table, object table,
// one viper element with its RAM block (bss, then rodata), perhaps a child of the same kind, and
// its relocation stream; then the entry point. It checks what MicroPython leaves unchecked: a wrong
// file is an error, not a crash.
#include "host.h"

#if defined(__riscv) && __riscv_xlen == 32
enum { ARCH = 11 };
#elif defined(__riscv)
enum { ARCH = 12 };
#elif defined(__arm__) && defined(__ARM_FP)
enum { ARCH = 8 };
#elif defined(__arm__)
enum { ARCH = 6 };
#elif defined(HOST_WINDOWED)
enum { ARCH = 10 };
#elif defined(__XTENSA__)
enum { ARCH = 9 };
#else
enum { ARCH = 2 };
#endif

// How a firmware of this kind keeps a module's memory:
//  heap    text is a block of the heap; the GC scans it, and only what it finds there keeps the
//          RAM block (bare metal; here ARM and RISC-V)
//  commit  text goes to instruction RAM, 4-byte aligned, that the GC does not scan, and nothing
//          keeps the RAM block (esp8266, ESP32 up to MicroPython 1.23; newer ones keep it)
//  map     text is page aligned memory that the GC does not scan; the RAM block is kept (unix)
enum { ARM = ARCH >= 4 && ARCH <= 8 };
enum { TEXT_IN_HEAP = ARM || ARCH >= 11, TEXT_COMMITTED = ARCH == 9 || ARCH == 10 };

enum {
    W = sizeof(word_t),
    VIPER = 2,
    CHILDREN = 4,
    RELOCS = 0x10,
    RODATA = 0x20,
    BSS = 0x40,
    PAGE = 4096
};
enum {
    TO_TEXT = 0,
    TO_RODATA = 2,
    TO_BSS = 4,
    TO_QSTRS = 6,
    TO_OBJS = 7,
    TO_TABLE = 8,
    TO_ENTRY = 9
};

typedef struct {
    const uint8_t *at, *end;
} reader_t;

static _Noreturn void bad(const char *why) { fail("ValueError", "bad .mpy: %s", why); }

static uint8_t byte(reader_t *r) {
    if (r->at >= r->end) bad("it ends too early");
    return *r->at++;
}

static size_t varuint(reader_t *r) {
    size_t value = 0;
    uint8_t b;
    do {
        b = byte(r);
        if (value >> (8 * sizeof value - 7)) bad("number too large");
        value = value << 7 | (b & 0x7F);
    } while (b & 0x80);
    return value;
}

static const uint8_t *bytes(reader_t *r, size_t n) {
    if (n > (size_t)(r->end - r->at)) bad("it ends too early");
    r->at += n;
    return r->at - n;
}

static void header(reader_t *r) {
    if (byte(r) != 'M' || byte(r) != 6) bad("not version 6");
    uint8_t feature = byte(r);
    int arch = feature >> 2 & 0x2F;
    bool smaller =
        ARM && arch >= 4 && arch <= ARCH;  // a Cortex-M runs what is made for a smaller one
    if (arch != ARCH && !smaller) bad("for another architecture");
    if ((feature & 3) != vm.abi) bad("not of the ABI sub-version that this host has");
    if (byte(r) > 8 * W - 1) bad("small ints of too many bits");
    if (feature & 0x40) {
        if (ARCH != 11) bad("architecture flags");
        if (varuint(r) & ~(size_t)3) bad("unknown architecture flags");
    }
}

static uint16_t read_qstr(reader_t *r) {
    size_t v = varuint(r);
    if (v & 1) {
        qstr_text(v >> 1, NULL);  // raises if there is none of this number
        return (uint16_t)(v >> 1);
    }
    const char *text = (const char *)bytes(r, (v >> 1) + 1);
    if (text[v >> 1]) bad("a name without its final zero");
    return (uint16_t)qstr_n(text, v >> 1);
}

static obj_t read_obj(reader_t *r) {
    enum { FUN_TABLE, NONE_, FALSE_, TRUE_, ELLIPSIS, STR, BYTES, INT, FLOAT, COMPLEX, TUPLE };
    uint8_t kind = byte(r);
    switch (kind) {
    case FUN_TABLE: return (obj_t)(word_t)fun_table().entries;
    case NONE_: return NONE;
    case FALSE_: return FALSE;
    case TRUE_: return TRUE;
    case ELLIPSIS: return dict_get(vm.builtins, qstr("Ellipsis"));
    case COMPLEX: fail("NotImplementedError", "the host has no complex numbers");
    }
    size_t n = varuint(r);
    if (kind == TUPLE) {
        tuple_t *tuple = new_tuple(n, NULL);
        for (size_t i = 0; i < n; i++) tuple->items[i] = read_obj(r);
        return tuple;
    }
    const char *text = (const char *)bytes(r, n + (kind == STR || kind == BYTES));
    if (kind == STR) return new_str(text, n);
    if (kind == BYTES) return new_bytes(text, n);
    if (kind != INT && kind != FLOAT) bad("unknown kind of object");
    obj_t number = parse_number(text, n, kind == INT ? 10 : 0);
    if (number == NULL_OBJ) bad("no number");
    return number;
}

typedef struct {
    uint8_t *text;    // where it is read to and relocated
    uint8_t *run_at;  // where it runs
    size_t text_size;
    uint8_t *ram, *rodata;
    size_t rodata_size;
} blocks_t;

static word_t destination(const blocks_t *b, const context_t *context, size_t kind) {
    const fun_table_t table = fun_table();
    switch (kind) {
    case TO_TEXT: return (word_t)b->run_at;
    case TO_RODATA:
    case TO_BSS:
        if (!b->ram) bad("a relocation against a RAM block that is not there");
        return (word_t)(kind == TO_RODATA ? b->rodata : b->ram);
    case TO_QSTRS: return (word_t)context->constants.qstrs;
    case TO_OBJS: return (word_t)context->constants.objs;
    case TO_TABLE: return (word_t)table.entries;
    default:
        if (kind - TO_ENTRY >= table.n) bad("no such entry of the function table");
        return (word_t)table.entries[kind - TO_ENTRY];
    }
}

static void relocate(reader_t *r, const blocks_t *b, const context_t *context) {
    word_t *cursor = NULL, *end = NULL;
    for (uint8_t op; (op = byte(r)) != 0xFF;) {
        size_t kind = op >> 1, count = 1;
        if (op & 1) {
            size_t address = varuint(r);
            bool in_rodata = address & 1;
            uint8_t *base = in_rodata ? b->rodata : b->text;
            size_t n = (in_rodata ? b->rodata_size : b->text_size) / W;
            if (address >> 1 >= n) bad("a relocation outside its block");
            cursor = (word_t *)(void *)base + (address >> 1);
            end = (word_t *)(void *)base + n;
        }
        if (kind <= 5 && kind & 1) {
            count = varuint(r);
            kind--;
        }
        if (count > (size_t)(end - cursor)) bad("relocations past the end of their block");
        word_t value = destination(b, context, kind);
        while (count-- > 0) *cursor++ += value;
    }
}

// Where text is to run; text itself is read to the heap first if that is somewhere else.
static void place_text(blocks_t *b, const uint8_t *code, size_t size) {
    size_t whole = (size + W - 1) / W * W;
    b->text_size = size;
    b->text = TEXT_IN_HEAP || TEXT_COMMITTED ? gc_alloc(whole) : port_map(whole);
    b->run_at = b->text;
#ifdef HOST_MAPS_TWICE
    if (vm.text_twice) {
        // The two are equally far from each other for all texts.
        enum { AREA = 4 << 20 };
        static uint8_t *next, *end;
        if (!next) {
            void *run_at = NULL;
            next = port_map_twice(AREA, &run_at);
            end = next ? next + AREA : NULL;
            vm.to_callable = (word_t)run_at - (word_t)next;
        }
        bool fits = whole <= (size_t)(end - next);
        b->text = fits ? next : NULL;
        b->run_at = fits ? next + vm.to_callable : NULL;
        next += fits ? (whole + PAGE - 1) / PAGE * PAGE : 0;
    }
#endif
    if (TEXT_COMMITTED) {
        uint8_t *pages = port_map(whole + W);
        b->run_at = pages ? pages + W : NULL;  // 4-byte aligned, as there, and no more
    }
    if (!b->text || !b->run_at) fail("MemoryError", "no room for text");
    memcpy(b->text, code, size);
}

// The firmware's own check: is the RAM block's start in a word of text, where the GC looks for it?
static void need_anchor(const blocks_t *b) {
    for (const word_t *word = (const void *)b->text;
         (const uint8_t *)(word + 1) <= b->text + b->text_size; word++)
        if (*word == (word_t)b->ram) return;
    fail("AssertionError",
         "no word of text holds the start of the RAM block: the GC would free it");
}

// What the firmware makes of an element; make_function() has the first word.
typedef struct raw {
    word_t kind;
    const void *code;
    void *children;  // raw_t *[], or the RAM block of an element without any
} raw_t;

static const raw_t *load_viper(reader_t *r, context_t *context, bool is_child) {
    blocks_t b = {0};
    size_t head = varuint(r);
    if ((head & 3) != VIPER) bad("not a viper element");
    const uint8_t *code = bytes(r, head >> 3);
    place_text(&b, code, head >> 3);
    size_t flags = varuint(r), bss_size = 0;
    if (flags & ~(size_t)(RELOCS | RODATA | BSS)) bad("unknown scope flags");
    if (flags & RODATA) b.rodata_size = varuint(r);
    if (flags & BSS) bss_size = varuint(r);
    size_t ram_size = (bss_size + W - 1) / W * W + b.rodata_size;
    if (ram_size) {
        b.ram = gc_alloc(ram_size);
        b.rodata = b.ram + ram_size - b.rodata_size;
        memcpy(b.rodata, bytes(r, b.rodata_size), b.rodata_size);
    }
    const raw_t **children = NULL;
    if (head & CHILDREN) {
        if (is_child || b.ram) bad("children in a place where no linker puts any");
        if (varuint(r) != 1) bad("more than one child");
        children = gc_alloc(sizeof *children);
        children[0] = load_viper(r, context, true);
    }
    if (flags & RELOCS) relocate(r, &b, context);
    if (b.ram && TEXT_IN_HEAP && !vm.classic) need_anchor(&b);
    // Elsewhere it holds the module's variables too (x64), or is read-only from here on. Without
    // relocations it is garbage when nothing refers to it any more.
    if (!TEXT_COMMITTED && (!TEXT_IN_HEAP || flags & RELOCS))
        gc_track(b.text, b.text_size, TEXT_IN_HEAP);
    if (b.ram && !TEXT_IN_HEAP && (!TEXT_COMMITTED || vm.classic)) gc_track(b.ram, ram_size, true);
    if (TEXT_COMMITTED) {
        memcpy(b.run_at, b.text, (b.text_size + W - 1) / W * W);
        memset(b.text, 0xDD, b.text_size);  // nothing may point at the copy
    }
#ifdef __riscv
    __asm__ volatile(".word 0x100f" ::: "memory");  // fence.i, which plain rv32imac does not name
#endif
    raw_t *raw = gc_alloc(sizeof *raw);
    // The code has the address that `to_callable` is added to when it is called.
    word_t kind = VIPER + 2;
    *raw = (raw_t){vm.abi < 3 ? kind : kind << 16, b.run_at - vm.to_callable,
                   children ? (void *)children : b.ram};
    return raw;
}

// Runs the outer element, which may be flash from then on where it is in instruction RAM.
static void run(const raw_t *raw, size_t text_size, context_t *context) {
    call(make_viper(raw->code, context, raw->children), 0, 0, NULL);
    if (TEXT_COMMITTED)
        port_protect((uint8_t *)(word_t)raw->code - W, (text_size + W + PAGE - 1) / PAGE * PAGE);
}

void load_mpy(context_t *context, const uint8_t *file, size_t len) {
    reader_t r = {file, file + len};
    header(&r);
    size_t n_qstrs = varuint(&r), n_objs = varuint(&r);
    if (n_qstrs > len || n_objs > len) bad("tables longer than the file");
    // One block holds both tables, as in the firmware.
    size_t qstr_words = (2 * n_qstrs + W - 1) / W;
    word_t *tables = gc_alloc((qstr_words + n_objs) * W);
    context->constants =
        (constants_t){(uint16_t *)(void *)tables, (obj_t *)(void *)(tables + qstr_words)};
    for (size_t i = 0; i < n_qstrs; i++) context->constants.qstrs[i] = read_qstr(&r);
    for (size_t i = 0; i < n_objs; i++) context->constants.objs[i] = read_obj(&r);
    reader_t element = r;
    const raw_t *raw = load_viper(&r, context, false);
    enum { CHECKSUM_SIZE = 6 };  // docs/mpy-format.md; firmware does not look, either
    bool checked = r.end - r.at == CHECKSUM_SIZE && r.at[0] == 'N' && r.at[1] == 'm';
    if (r.at != r.end && !checked) bad("more follows the code");
    run(raw, varuint(&element) >> 3, context);
}
