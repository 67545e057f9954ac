// SPDX-License-Identifier: MIT
// Classes, virtual functions, templates, lambdas, static constructors; no exceptions, no library.
#include "work.h"

namespace {

class Shape {
  public:
    constexpr explicit Shape(int size) : size_(size) {}
    virtual int area() const = 0;

  protected:
    int size_;
};

class Square : public Shape {
  public:
    constexpr explicit Square(int size) : Shape(size) {}
    int area() const override { return size_ * size_; }
};

class Hexagon final : public Square {
  public:
    constexpr explicit Hexagon(int size) : Square(size) {}
    int area() const override { return 3 * Square::area(); }
};

// Constructed when the module is imported, before its first function is called.
class Counter {
  public:
    Counter() : value_(next_++) {}
    int value() const { return value_; }

  private:
    static int next_;
    int value_;
};
int Counter::next_ = 100;
Counter first_counter;
Counter second_counter;

template <typename T, int Capacity>
class FixedStack {
  public:
    bool push(T item) {
        if (used_ == Capacity) {
            return false;
        }
        items_[used_++] = item;
        return true;
    }
    bool pop(T &item) {
        if (used_ == 0) {
            return false;
        }
        item = items_[--used_];
        return true;
    }
    int size() const { return used_; }

  private:
    T items_[Capacity];
    int used_ = 0;
};

template <typename T>
T biggest(T a, T b) {
    return a < b ? b : a;
}

constexpr int cube(int n) {
    return n * n * n;
}

struct StackObject {
    mp_obj_base_t base;
    FixedStack<mp_obj_t, cube(2)> stack;
};

mp_obj_t stack_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
                        const mp_obj_t *args) {
    (void)args;
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    auto *self = m_new_obj(StackObject);
    self->base.type = type;
    self->stack = {};
    return MP_OBJ_FROM_PTR(self);
}

}  // namespace

extern "C" {

MP_DEFINE_CONST_OBJ_TYPE(cplusplus_type_Stack, MP_QSTR_Stack, MP_TYPE_FLAG_NONE, make_new,
                         (const void *)stack_make_new, locals_dict,
                         (const void *)&cplusplus_stack_locals_dict);

mp_obj_t cplusplus_stack_push(mp_obj_t self_in, mp_obj_t item) {
    auto *self = static_cast<StackObject *>(MP_OBJ_TO_PTR(self_in));
    if (!self->stack.push(item)) {
        mp_raise_msg_varg(&mp_type_IndexError, MP_ERROR_TEXT("only %d fit"), cube(2));
    }
    return mp_obj_new_int(self->stack.size());
}

mp_obj_t cplusplus_stack_pop(mp_obj_t self_in) {
    auto *self = static_cast<StackObject *>(MP_OBJ_TO_PTR(self_in));
    mp_obj_t item;
    if (!self->stack.pop(item)) {
        mp_raise_msg(&mp_type_IndexError, MP_ERROR_TEXT("empty"));
    }
    return item;
}

mp_obj_t cplusplus_area(mp_obj_t kind, mp_obj_t size) {
    const Square square(mp_obj_get_int(size));
    const Hexagon hexagon(mp_obj_get_int(size));
    const Shape *const shapes[] = {&square, &hexagon};
    return mp_obj_new_int(shapes[mp_obj_is_true(kind)]->area());
}

// A lambda that becomes a plain function pointer, and one that captures.
mp_obj_t cplusplus_apply(mp_obj_t fun, mp_obj_t value) {
    int calls = 0;
    auto call = [&](mp_obj_t arg) {
        calls++;
        return mp_call_function_n_kw(fun, 1, 0, &arg);
    };
    int (*twice)(int) = [](int n) { return 2 * n; };
    mp_obj_t result = call(call(value));
    mp_obj_t items[] = {result, mp_obj_new_int(twice(calls))};
    return mp_obj_new_tuple(2, items);
}

mp_obj_t cplusplus_biggest(mp_obj_t a, mp_obj_t b) {
    mp_obj_t items[] = {
        mp_obj_new_int(biggest(mp_obj_get_int(a), mp_obj_get_int(b))),
        mp_obj_new_int(biggest<signed char>(static_cast<signed char>(mp_obj_get_int(a)),
                                            static_cast<signed char>(mp_obj_get_int(b)))),
    };
    return mp_obj_new_tuple(2, items);
}

// A table of names, with the firmware's values.
static const mp_rom_map_elem_t sizes_table[] = {
    {MP_ROM_QSTR(MP_QSTR_small), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_name), MP_ROM_QSTR(MP_QSTR_cpp_name)},
    {MP_ROM_QSTR(MP_QSTR_type), MP_ROM_PTR(&mp_type_bytes)},
};
MP_DEFINE_CONST_DICT(cplusplus_sizes, sizes_table);

mp_obj_t cplusplus_constructed(void) {
    static int calls = cube(3);
    mp_obj_t items[] = {
        mp_obj_new_int(first_counter.value()), mp_obj_new_int(second_counter.value()),
        mp_obj_new_int(calls++),
        MP_ROM_QSTR(MP_QSTR_cpp_name),  // an mp_obj_t, as in firmware
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

}  // extern "C"
