// libstdc++ leaves the functions of std::string to its library, which is compiled for another code
// model; here they are compiled with the module, as every other template. This folder is in front
// of the compiler's own for C++ sources.
#include_next <bits/c++config.h>

#undef _GLIBCXX_EXTERN_TEMPLATE
#define _GLIBCXX_EXTERN_TEMPLATE 0
