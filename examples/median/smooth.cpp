// SPDX-License-Identifier: 0BSD
// The work in C++: a class template, and objects that are constructed when the module is imported.
#include "smooth.h"

namespace {

template <typename Value, int size>
class Median {
  public:
    Value next(Value value) {
        values_[next_] = value;
        next_ = (next_ + 1) % size;
        count_ += count_ < size;
        Value sorted[size];
        for (int i = 0; i < count_; ++i) {
            int place = i;
            for (; place > 0 && sorted[place - 1] > values_[i]; --place) {
                sorted[place] = sorted[place - 1];
            }
            sorted[place] = values_[i];
        }
        return sorted[count_ / 2];
    }

  private:
    Value values_[size] = {};
    int next_ = 0, count_ = 0;
};

Median<int, 5> channels[SMOOTH_CHANNELS];

}  // namespace

extern "C" int smooth_next(int channel, int value) {
    return channels[channel].next(value);
}

extern "C" void smooth_reset(void) {
    for (auto& channel : channels) {
        channel = {};
    }
}
