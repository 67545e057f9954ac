// SPDX-License-Identifier: MIT
// The firmware's function has a C++ name.
int own_cxx(int x);

extern "C" int call_cxx(int x);
int call_cxx(int x) {
    return own_cxx(x) + 1;
}
