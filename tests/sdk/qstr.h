// SPDX-License-Identifier: MIT
// What `natmod generate` would write for the sources in this folder, written by hand.
#ifndef NATMOD_TEST_QSTRS
#define NATMOD_TEST_QSTRS
extern const char natmod_q___name__[], natmod_q___name___natmod_object[];
#define MP_QSTR___name__ (qstr) natmod_q___name__
extern const char natmod_q_area[], natmod_q_area_natmod_object[];
#define MP_QSTR_area (qstr) natmod_q_area
extern const char natmod_q_Shape[], natmod_q_Shape_natmod_object[];
#define MP_QSTR_Shape (qstr) natmod_q_Shape
extern const char natmod_q_ShapeError[], natmod_q_ShapeError_natmod_object[];
#define MP_QSTR_ShapeError (qstr) natmod_q_ShapeError
#endif
#if defined(NATMOD_WANT_ROOT_POINTERS) && !defined(NATMOD_TEST_ROOT_POINTERS)
#define NATMOD_TEST_ROOT_POINTERS
struct natmod_root_pointers {
    mp_obj_t keep;
};
extern struct natmod_root_pointers natmod_root_pointers;
#endif
