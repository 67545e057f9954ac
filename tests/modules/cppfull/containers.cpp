// SPDX-License-Identifier: MIT
// Containers, strings and functions of the C++ library; what they throw is a MicroPython exception.
#include <algorithm>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

extern "C" {
#include "py/runtime.h"
}

namespace {

mp_obj_t new_str(const std::string &text) {
    return mp_obj_new_str(text.data(), text.size());
}

std::string string_of(mp_obj_t object) {
    size_t length;
    const char *text = mp_obj_str_get_data(object, &length);
    return {text, length};
}

class Random {
  public:
    unsigned next(unsigned below) {
        state_ = state_ * 1664525u + 1013904223u;
        return (state_ >> 8) % below;
    }

  private:
    unsigned state_ = 1;
};

struct alignas(128) Wide {
    unsigned char bytes[128];
};

}  // namespace

extern "C" mp_obj_t cppfull_median(mp_obj_t n_in) {
    std::vector<int> numbers;
    for (int i = 0; i < mp_obj_get_int(n_in); ++i) {
        numbers.push_back((i * 7) % 11);
    }
    std::sort(numbers.begin(), numbers.end());
    return mp_obj_new_int(numbers.at(numbers.size() / 2));
}

// A map and a multiset beside a sorted vector, which is the truth; True if they agree all the time.
extern "C" mp_obj_t cppfull_trees(mp_obj_t rounds_in) {
    std::map<int, int> map;
    std::multiset<int> bag;
    std::vector<int> sorted;
    Random random;
    for (int i = 0; i < mp_obj_get_int(rounds_in); ++i) {
        int key = static_cast<int>(random.next(300));
        auto place = std::lower_bound(sorted.begin(), sorted.end(), key);
        bool there = place != sorted.end() && *place == key;
        if (map.count(key) != there) {
            return mp_const_false;
        }
        if (there && random.next(2) == 0) {
            sorted.erase(place);
            map.erase(key);
            bag.erase(key);
        } else if (!there) {
            sorted.insert(place, key);
            map[key] = 2 * key;
            bag.insert({key, key});
        }
        if (i % 16 != 0) {
            continue;
        }
        auto same = [](int k, const std::pair<const int, int> &pair) {
            return pair.first == k && pair.second == 2 * k;
        };
        if (map.size() != sorted.size() || bag.size() != 2 * sorted.size() ||
            !std::equal(sorted.begin(), sorted.end(), map.begin(), same) ||
            !std::equal(sorted.rbegin(), sorted.rend(), map.rbegin(), same)) {
            return mp_const_false;
        }
    }
    return mp_obj_new_bool(!sorted.empty());
}

// How often each word is there: counted in a hash table, sorted by a tree.
extern "C" mp_obj_t cppfull_words(mp_obj_t text_in) {
    std::string text = string_of(text_in) + " ";
    std::unordered_map<std::string, int> counts;
    for (size_t at = 0, end; (end = text.find(' ', at)) != std::string::npos; at = end + 1) {
        ++counts[text.substr(at, end - at)];
    }
    counts.erase("");
    std::map<std::string, int> sorted(counts.begin(), counts.end());
    std::string result;
    for (const auto &[word, count] : sorted) {
        result += word + "=" + std::to_string(count) + " ";
    }
    return new_str(result);
}

extern "C" mp_obj_t cppfull_sequences(mp_obj_t n_in) {
    int n = mp_obj_get_int(n_in);
    std::list<int> list;
    std::deque<int> deque;
    for (int i = 0; i < n; ++i) {
        list.push_front(i * 5 % n);
        deque.push_back(i);
    }
    list.sort();
    list.reverse();
    std::list<int> moved;
    moved.splice(moved.end(), list, std::next(list.begin()), std::prev(list.end()));
    list.swap(moved);
    list.remove(3);
    int sum = 0;
    int factor = 1;
    for (int number : list) {
        sum += factor++ * number;
    }
    for (int number : moved) {
        sum += 1000 * number;
    }
    return mp_obj_new_int(sum + deque.back());
}

extern "C" mp_obj_t cppfull_function(mp_obj_t kind, mp_obj_t value) {
    int more = 3;
    std::function<int(int)> function;
    if (mp_obj_is_true(kind)) {
        function = [&](int n) { return n + more; };
    }
    auto shared = std::make_shared<int>(function(mp_obj_get_int(value)));
    std::weak_ptr<int> weak = shared;
    int result = *weak.lock();
    shared.reset();
    return mp_obj_new_int(weak.expired() ? result : -1);
}

extern "C" mp_obj_t cppfull_reserve(mp_obj_t size) {
    std::vector<char> bytes;
    bytes.reserve(static_cast<size_t>(mp_obj_get_int(size)));
    return mp_obj_new_int(static_cast<mp_int_t>(bytes.size()));
}

extern "C" mp_obj_t cppfull_aligned(void) {
    auto one = std::make_unique<Wide>();
    std::vector<Wide> many(3);
    std::unique_ptr<int[]> none(new (std::nothrow) int[4]);
    uintptr_t bits = reinterpret_cast<uintptr_t>(one.get()) | reinterpret_cast<uintptr_t>(&many[1]);
    return mp_obj_new_bool(bits % alignof(Wide) == 0 && none != nullptr);
}
