// SPDX-License-Identifier: MIT
// Frames of C++ that an exception leaves.

extern "C" {
#include "py/runtime.h"

mp_obj_t stress_call_cxx(mp_obj_t function, mp_obj_t argument);
}

namespace {

class Caller {
  public:
    explicit Caller(mp_obj_t function) : function_(function) {}
    virtual ~Caller() {}
    virtual mp_obj_t call(mp_obj_t argument) { return mp_call_function_1(function_, argument); }

  protected:
    mp_obj_t function_;
};

class Twice : public Caller {
  public:
    using Caller::Caller;
    mp_obj_t call(mp_obj_t argument) override {
        Caller::call(argument);
        return Caller::call(argument);
    }
};

}  // namespace

mp_obj_t stress_call_cxx(mp_obj_t function, mp_obj_t argument) {
    Twice caller(function);
    Caller &any = caller;
    return any.call(argument);
}
