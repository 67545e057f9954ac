#define CAT(a, b) a##b
#define DEFINE(name) int CAT(name, _x) = 1; void name(void) { }
DEFINE(one)
#define TYPES declare(int) declare(str)
extern const int table[], other;
extern "C" { void f(int a, ...) __attribute__((noreturn)); }
typedef struct s { int x; } s;
static inline int g(void) { return "\"" [0]; }
MP_DECLARE_CONST_FUN_OBJ_1(h_obj);
