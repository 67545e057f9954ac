// SPDX-License-Identifier: MIT
// The heap: blocks of whole units cut from one area, and a conservative mark phase by MicroPython's
// rules: a word keeps a block only if it holds the block's exact start.
//
// It collects only when a case calls gc.collect(). It overwrites what it finds dead and never hands
// it out again, so that a module which lost an object shows it.
#include "host.h"

#define UNIT (sizeof(word_t) == 8 ? (size_t)32 : (size_t)16)
#define HEAP_BYTES ((size_t)48 << 20)
#define MARK_STACK 4096
#define TRACKED 16
#define SAVED_BYTES ((size_t)4 << 20)
enum { FREE, HEAD, TAIL, MARKED, DEAD };

static struct {
    uint8_t *start, *state;  // state: one byte for each unit
    size_t units, used;
    size_t permanent;  // units before this one are never dead
    struct {
        void *block;
        size_t bytes;
        bool scanned;
    } tracked[TRACKED];
    size_t n_tracked, depth;
    size_t stack[MARK_STACK];
    bool overflow;
} heap;

// While `first <= taken < first + n`, an allocation fails.
static struct { size_t taken, first, n; } shortage;

void gc_shortage(size_t first, size_t n) {
    shortage.taken = 0;
    shortage.first = first;
    shortage.n = n;
}

size_t gc_taken(void) { return shortage.taken; }

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

void *gc_alloc_maybe(size_t bytes) {
    size_t number = shortage.taken++;
    if (number >= shortage.first && number - shortage.first < shortage.n) return NULL;
    size_t n = bytes / UNIT + 1;  // one byte more than needed: no pointer past the end is a start
    if (n > heap.units - heap.used) return NULL;
    uint8_t *block = heap.start + heap.used * UNIT;
    heap.state[heap.used] = HEAD;
    memset(heap.state + heap.used + 1, TAIL, n - 1);
    heap.used += n;
    return block;
}

void *gc_alloc(size_t bytes) {
    void *block = gc_alloc_maybe(bytes);
    if (!block) fail("MemoryError", "no room for %u bytes", (unsigned)bytes);
    return block;
}

void *gc_resize(void *old, size_t bytes) {
    void *moved = gc_realloc(old, bytes, true);
    if (!moved) fail("MemoryError", "no room for %u bytes", (unsigned)bytes);
    return moved;
}

// As table entry 52: NULL allocates, 0 bytes frees.
void *gc_realloc(void *old, size_t bytes, bool allow_move) {
    if (!old) return gc_alloc_maybe(bytes);
    size_t unit = unit_of(old), n = block_units(unit);
    if ((size_t)((uint8_t *)old - heap.start) % UNIT || unit >= heap.used ||
        heap.state[unit] != HEAD)
        fail("AssertionError", "realloc of something that is no block");
    if (bytes == 0) {
        memset(old, 0xDD, n * UNIT);
        heap.state[unit] = DEAD;
        return NULL;
    }
    if (bytes < n * UNIT) return old;
    if (!allow_move) return NULL;
    void *moved = gc_alloc_maybe(bytes);
    if (!moved) return NULL;
    memcpy(moved, old, n * UNIT);
    memset(old, 0xDD, n * UNIT);
    heap.state[unit] = DEAD;
    return moved;
}

void gc_keep_everything(void) { heap.permanent = heap.used; }

void gc_track(void *block, size_t bytes, bool scanned) {
    if (heap.n_tracked == TRACKED) fail("MemoryError", "more than %d blocks of modules", TRACKED);
    heap.tracked[heap.n_tracked].block = block;
    heap.tracked[heap.n_tracked].scanned = scanned;
    heap.tracked[heap.n_tracked++].bytes = bytes;
}

static void mark(const void *at) {
    size_t offset = (size_t)((const uint8_t *)at - heap.start);
    if ((const uint8_t *)at < heap.start || offset >= heap.used * UNIT || offset % UNIT) return;
    size_t unit = offset / UNIT;
    if (heap.state[unit] != HEAD) return;
    heap.state[unit] = MARKED;
    if (heap.depth < MARK_STACK) heap.stack[heap.depth++] = unit;
    else heap.overflow = true;
}

__attribute__((no_sanitize_address)) static void scan(const void *from, const void *end) {
    const word_t *word =
        (const word_t *)(((word_t)from + sizeof(word_t) - 1) & ~(sizeof(word_t) - 1));
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
        if (!heap.tracked[i].scanned) continue;
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

// --- The state before a trial (short.c) ----------------------------------------------------------

static struct {
    uint8_t *start, *state, *outside;
    size_t used, n_tracked;
    vm_t vm;
} saved;

// Modules' blocks outside the heap: to the place where they are kept, or back.
static bool copy_outside(bool back) {
    size_t at = 0;
    for (size_t i = 0; i < heap.n_tracked; i++) {
        uint8_t *block = heap.tracked[i].block;
        size_t bytes = heap.tracked[i].bytes;
        if (block >= heap.start && block < heap.start + HEAP_BYTES) continue;
        if (at + bytes > SAVED_BYTES) return false;
        memcpy(back ? block : saved.outside + at, back ? saved.outside + at : block, bytes);
        at += bytes;
    }
    return true;
}

bool gc_save(void) {
    if (!saved.start) {
        saved.start = port_map(SAVED_BYTES);
        saved.state = port_map(SAVED_BYTES / UNIT);
        saved.outside = port_map(SAVED_BYTES);
        if (!saved.start || !saved.state || !saved.outside) port_exit(70);
    }
    if (heap.used * UNIT > SAVED_BYTES || !copy_outside(false)) return false;
    memcpy(saved.start, heap.start, heap.used * UNIT);
    memcpy(saved.state, heap.state, heap.used);
    saved.used = heap.used;
    saved.n_tracked = heap.n_tracked;
    saved.vm = vm;
    return true;
}

void gc_restore(void) {
    memcpy(heap.start, saved.start, saved.used * UNIT);
    memcpy(heap.state, saved.state, saved.used);
    if (heap.used > saved.used)
        memset(heap.start + saved.used * UNIT, 0, (heap.used - saved.used) * UNIT);
    heap.used = saved.used;
    heap.n_tracked = saved.n_tracked;
    copy_outside(true);
    vm = saved.vm;
}
