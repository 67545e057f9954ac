extern "C" { struct s { int a; s() : a(1) {} }; }
namespace n { const mp_obj_module_t x{}; }
mp_obj_t mpy_init(void) { R"x(})x"; '\''; 1'000; }
