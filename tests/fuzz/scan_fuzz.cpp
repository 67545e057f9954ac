// Hostile preprocessed text: scanning it, generating from it, and rewriting it.

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "driver/generate.h"
#include "driver/module_plan.h"
#include "fuzz.h"
#include "source/rewrite.h"
#include "source/scan.h"

using namespace natmod;

namespace {

void generate(const source::Scan& scan) {
    const source::Scan scans[] = {scan};
    for (const source::Definition& definition : scan.definitions) {
        driver::find_globals_table(scans, definition.name);
    }
    driver::ModulePlan plan = driver::plan_module(scans);
    driver::qstr_header(plan);
    driver::init_source(plan, false);
    driver::link_description(plan, false);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    bool cxx = size % 2 == 1;
    try {
        generate(source::scan_text(text, "fuzz.c", cxx));
    } catch (const Error&) {
        // the answer to a bad source
    }
    try {
        source::rewrite_text(text, cxx);
    } catch (const Error&) {
        // the same
    }
    return 0;
}

std::vector<std::vector<uint8_t>> fuzz_seeds() {
    constexpr std::string_view kTexts[] = {
        "# 1 \"m.c\" 2\nstatic const mp_rom_map_elem_t t[] = { { MP_ROM_QSTR(MP_QSTR_f), &f } };\n"
        "static const mp_obj_dict_t g = { .map = { .table = (void *)t } };\n"
        "const mp_obj_module_t m = { { &mp_type_module }, (mp_obj_dict_t *)&g };\n"
        "MP_REGISTER_MODULE(MP_QSTR_m, m);\nMP_REGISTER_MODULE(MP_QSTR_m_dot_s, (s), 1);\n"
        "MP_REGISTER_MODULE_DELEGATION(m, h);\nMP_REGISTER_ROOT_POINTER(void *a[3], *b);\n",
        "extern \"C\" { struct s { int a; s() : a(1) {} }; }\nnamespace n { const mp_obj_module_t "
        "x{}; }"
        "\nmp_obj_t mpy_init(void) { R\"x(})x\"; '\\''; 1'000; }\n",
        "int f(int q) { static int t[] = { NATMOD_TABLE_OR_CODE(A(1, 2), B(3)) };\n"
        "switch (int z = g(q); z) { default: case ((qstr)natmod_q_a): switch (q)\n"
        "{ case natmod_q_b: return NATMOD_QSTR_OBJECT(natmod_q_a); } case 3 ? 4 : 5: ; } }\n",
    };
    std::vector<std::vector<uint8_t>> seeds;
    for (std::string_view text : kTexts) seeds.emplace_back(text.begin(), text.end());
    return seeds;
}
