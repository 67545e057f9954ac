// SPDX-License-Identifier: MIT
// What C++ needs a runtime for: new and delete, virtual destructors, guards of static objects.
extern "C" {
#include "py/runtime.h"
}

namespace {

int alive;

class Node {
  public:
    explicit Node(int value) : value_(value) { ++alive; }
    virtual ~Node() { --alive; }
    virtual int value() const { return value_; }

  private:
    int value_;
};

class Sum : public Node {
  public:
    Sum(Node *left, Node *right) : Node(0), left_(left), right_(right) {}
    ~Sum() override {
        delete left_;
        delete right_;
    }
    int value() const override { return left_->value() + right_->value(); }

  private:
    Node *left_;
    Node *right_;
};

class Negated final : public Sum {
  public:
    using Sum::Sum;
    int value() const override { return -Sum::value(); }
};

Node *tree(int depth) {
    if (depth == 0) {
        return new Node(1);
    }
    Node *left = tree(depth - 1);
    Node *right = tree(depth - 1);
    return depth % 2 ? new Negated(left, right) : new Sum(left, right);
}

// Made when it is first asked for.
class Settings {
  public:
    explicit Settings(int start) : reads_(start) {}
    int read() { return reads_++; }

  private:
    int reads_;
};

Settings &settings(int start) {
    static Settings instance(start);
    return instance;
}

struct Pod {
    int a, b, c;
};
constexpr Pod pods[] = {{1, 2, 3}, {4, 5, 6}};

// Initialised by code at import, in order; the first is used by the second.
int twice(int n) {
    return 2 * n;
}
const int first_value = twice(pods[1].a);
int second_value = twice(first_value) + 1;

template <typename F>
int fold(const Pod *items, int count, int start, F combine) {
    for (int i = 0; i < count; ++i) {
        start = combine(start, items[i]);
    }
    return start;
}

}  // namespace

extern "C" mp_obj_t cppfull_tree(mp_obj_t depth) {
    Node *root = tree(mp_obj_get_int(depth));
    int made = alive;
    int value = root->value();
    delete root;
    mp_obj_t items[] = {mp_obj_new_int(value), mp_obj_new_int(made), mp_obj_new_int(alive)};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

extern "C" mp_obj_t cppfull_array(mp_obj_t n_in) {
    int n = mp_obj_get_int(n_in);
    int *numbers = new int[n]();
    for (int i = 0; i < n; ++i) {
        numbers[i] += i * i;
    }
    int sum = 0;
    for (int i = 0; i < n; ++i) {
        sum += numbers[i];
    }
    delete[] numbers;
    return mp_obj_new_int(sum);
}

extern "C" mp_obj_t cppfull_settings(mp_obj_t start) {
    return mp_obj_new_int(settings(mp_obj_get_int(start)).read());
}

extern "C" mp_obj_t cppfull_constants(void) {
    mp_obj_t items[] = {
        mp_obj_new_int(first_value),
        mp_obj_new_int(second_value),
        mp_obj_new_int(
            fold(pods, 2, 100, [](int sum, const Pod &p) { return sum + p.a * p.b - p.c; })),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
