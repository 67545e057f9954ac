// The heap: blocks of whole units cut from one area, and a conservative mark phase by MicroPython's
// rules: a word keeps a block only if it holds the block's exact start.
//
// Nothing is collected unless a case calls gc.collect(), and what is found dead is overwritten and
// never handed out again, so that a module which lost an object shows it.
#include "host.h"

#define UNIT (sizeof(word_t) == 8 ? (size_t)32 : (size_t)16)
#define HEAP_BYTES ((size_t)48 << 20)
#define MARK_STACK 4096
#define TRACKED 16
enum { FREE, HEAD, TAIL, MARKED, DEAD };

static struct {
    uint8_t *start, *state;  // state: one byte for each unit
    size_t units, used;
    size_t permanent;  // units before this one are never dead
    struct { void *block; size_t bytes; } tracked[TRACKED];
    size_t n_tracked, depth;
    size_t stack[MARK_STACK];
    bool overflow;
} heap;

void gc_init(void) {
    heap.start = port_map(HEAP_BYTES);
    heap.units = HEAP_BYTES / UNIT;
    heap.state = port_map(heap.units);
    if (!heap.start || !heap.state) port_exit(70);
}

static size_t unit_of(const void *at) { return (size_t)((const uint8_t *)at - heap.start) / UNIT; }

static size_t block_units(size_t unit) {
    size_t n = 1;
    while (unit + n < heap.used && heap.state[unit + n] == TAIL) n++;
    return n;
}

static void *take(size_t bytes) {
    size_t n = bytes / UNIT + 1;  // one byte more than needed: no pointer past the end is a start
    if (n > heap.units - heap.used) return NULL;
    uint8_t *block = heap.start + heap.used * UNIT;
    heap.state[heap.used] = HEAD;
    memset(heap.state + heap.used + 1, TAIL, n - 1);
    heap.used += n;
    return block;
}

void *gc_alloc(size_t bytes) {
    void *block = take(bytes);
    if (!block) fail("MemoryError", "no room for %u bytes", (unsigned)bytes);
    return block;
}

// As table entry 52: NULL allocates, 0 bytes frees.
void *gc_realloc(void *old, size_t bytes, bool allow_move) {
    if (!old) return take(bytes);
    size_t unit = unit_of(old), n = block_units(unit);
    if ((size_t)((uint8_t *)old - heap.start) % UNIT || unit >= heap.used || heap.state[unit] != HEAD)
        fail("AssertionError", "realloc of something that is no block");
    if (bytes == 0) {
        memset(old, 0xDD, n * UNIT);
        heap.state[unit] = DEAD;
        return NULL;
    }
    if (bytes < n * UNIT) return old;
    if (!allow_move) return NULL;
    void *moved = take(bytes);
    if (!moved) return NULL;
    memcpy(moved, old, n * UNIT);
    memset(old, 0xDD, n * UNIT);
    heap.state[unit] = DEAD;
    return moved;
}

void gc_keep_everything(void) { heap.permanent = heap.used; }

void gc_track(void *block, size_t bytes) {
    if (heap.n_tracked == TRACKED) fail("MemoryError", "more than %d blocks of modules", TRACKED);
    heap.tracked[heap.n_tracked].block = block;
    heap.tracked[heap.n_tracked++].bytes = bytes;
}

static void mark(const void *at) {
    size_t offset = (size_t)((const uint8_t *)at - heap.start);
    if ((const uint8_t *)at < heap.start || offset >= heap.used * UNIT || offset % UNIT) return;
    size_t unit = offset / UNIT;
    if (heap.state[unit] != HEAD) return;
    heap.state[unit] = MARKED;
    if (heap.depth < MARK_STACK)
        heap.stack[heap.depth++] = unit;
    else
        heap.overflow = true;
}

__attribute__((no_sanitize_address)) static void scan(const void *from, const void *end) {
    const word_t *word = (const word_t *)(((word_t)from + sizeof(word_t) - 1) & ~(sizeof(word_t) - 1));
    for (; word + 1 <= (const word_t *)end; word++) mark((const void *)*word);
}

static void scan_unit(size_t unit) {
    uint8_t *block = heap.start + unit * UNIT;
    scan(block, block + block_units(unit) * UNIT);
}

static void drain(void) {
    while (heap.depth > 0 || heap.overflow) {
        while (heap.depth > 0) scan_unit(heap.stack[--heap.depth]);
        if (!heap.overflow) return;
        heap.overflow = false;  // some marked blocks were not scanned: scan all of them again
        for (size_t i = 0; i < heap.used; i++)
            if (heap.state[i] == MARKED) scan_unit(i);
    }
}

static void mark_roots(const void *stack) {
    scan(&vm, &vm + 1);
    scan(stack, vm.stack_top);
    for (size_t i = 0; i < heap.permanent; i++)
        if (heap.state[i] == HEAD) mark(heap.start + i * UNIT);
    for (size_t i = 0; i < heap.n_tracked; i++) {
        const uint8_t *block = heap.tracked[i].block;
        mark(block);
        scan(block, block + heap.tracked[i].bytes);
    }
    drain();
}

size_t gc_collect(void) {
    nlr_t registers;  // a cheap way to have the registers in memory
    if (NLR_PUSH(&registers) == 0) {
        // Somewhat below this frame: windowed Xtensa stores registers under the stack pointer.
        word_t stack = (word_t)&registers - 128;
        mark_roots((const void *)stack);
        nlr_pop();
    }
    size_t live = 0;
    for (size_t i = 0; i < heap.used; i++) {
        if (heap.state[i] == HEAD) {
            memset(heap.start + i * UNIT, 0xDD, block_units(i) * UNIT);
            heap.state[i] = DEAD;
        } else if (heap.state[i] == MARKED) {
            heap.state[i] = HEAD;
            live++;
        }
    }
    return live;
}
