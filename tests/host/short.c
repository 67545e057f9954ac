// SPDX-License-Identifier: MIT
// Statements where memory is short (-short), and where firmware has no texts of errors (-textless).
//
// With -short a statement runs once for every allocation that it makes: with that one failing, and
// once more with all that follow failing too. The result must be MemoryError, or what the case
// says; an exception may lack its text. Then it runs again, with memory: the failure must not have
// broken anything. Each trial begins from the state before the statement.
#include "eval.h"

enum { MOST_ALLOCATIONS = 200, MAX_OUTPUT = 1 << 16 };

static text_t out;

static bool run_captured(const char *at, const char *end) {
    static char bytes[MAX_OUTPUT];
    print_t printer = fixed_printer(&out, bytes, sizeof bytes);
    vm.captured = &printer;
    bool raised = run_line(at, end);
    vm.captured = NULL;
    return raised;
}

static size_t name_len(const char *text, size_t len) {
    size_t n = 0;
    while (n < len && text[n] != ':' && text[n] != '\n') n++;
    return n;
}

static bool same(const char *a, size_t n, const char *b, size_t m) {
    return n == m && memcmp(a, b, n) == 0;
}

static bool as_expected(bool raised, const char *expected, size_t len) {
    if (!expected || same(out.text, out.len, expected, len)) return true;
    return raised && same(out.text, name_len(out.text, out.len), expected, name_len(expected, len));
}

static bool is_memory_error(void) {
    static const char name[] = "MemoryError";
    return same(out.text, name_len(out.text, out.len), name, sizeof name - 1);
}

static void try_with(size_t first, size_t n, const char *at, const char *end, const char *expected,
                     size_t len) {
    gc_shortage(first, n);
    bool raised = run_captured(at, end);
    gc_shortage(0, 0);
    bool good = as_expected(raised, expected, len) || (raised && is_memory_error());
    if (good) {
        raised = run_captured(at, end);
        good = !(raised && is_memory_error()) || as_expected(raised, expected, len);
    }
    gc_restore();
    if (!good)
        print(&plat_print, "without allocation %u%s: %s", (unsigned)first,
              n == 1 ? "" : " and what follows", out.text);
}

static void try_short(const char *at, const char *end, const char *expected, size_t len) {
    if (!gc_save()) return;
    gc_shortage(0, 0);
    run_captured(at, end);
    size_t n = gc_taken();
    gc_restore();
    if (n > MOST_ALLOCATIONS) n = MOST_ALLOCATIONS;
    for (size_t i = 0; i < n; i += 1 + i / 16) {
        try_with(i, 1, at, end, expected, len);
        try_with(i, SIZE_MAX, at, end, expected, len);
    }
}

void try_line(const char *at, const char *end, const char *expected, size_t len) {
    if (vm.short_memory) try_short(at, end, expected, len);
    bool raised = run_captured(at, end);
    if (vm.textless && expected && as_expected(raised, expected, len))
        print(&plat_print, "%.*s", (int)len, expected);
    else print(&plat_print, "%s", out.text);
}
