// SPDX-License-Identifier: 0BSD
// libstdc++ leaves the functions of std::string to its library, which is compiled for another code
// model. Here they are compiled with the module, like every other template. C++ sources see this
// folder before the compiler's own.
#include_next <bits/c++config.h>

#undef _GLIBCXX_EXTERN_TEMPLATE
#define _GLIBCXX_EXTERN_TEMPLATE 0
