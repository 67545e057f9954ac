// SPDX-License-Identifier: 0BSD
// For the hash tables of std::unordered_map and its kin in libstdc++: the hash of bytes, and the
// number of buckets.
#include "../rt.h"
#include "cxx.h"

typedef struct {
    float max_load;      // elements in a bucket, on average
    size_t next_resize;  // elements for which the buckets do
} policy_t;

typedef struct {
    bool needed;
    size_t buckets;
} rehash_t;

#define HASH_BYTES SIZED(_ZSt11_Hash_bytesPKvmm, _ZSt11_Hash_bytesPKvjj)
#define NEXT_BUCKETS                                            \
    SIZED(_ZNKSt8__detail20_Prime_rehash_policy11_M_next_bktEm, \
          _ZNKSt8__detail20_Prime_rehash_policy11_M_next_bktEj)
#define NEED_REHASH                                                  \
    SIZED(_ZNKSt8__detail20_Prime_rehash_policy14_M_need_rehashEmmm, \
          _ZNKSt8__detail20_Prime_rehash_policy14_M_need_rehashEjjj)

size_t HASH_BYTES(const void *bytes, size_t size, size_t seed);
size_t NEXT_BUCKETS(policy_t *policy, size_t at_least);
rehash_t NEED_REHASH(const policy_t *policy, size_t buckets, size_t elements, size_t more);

// FNV-1a.
size_t HASH_BYTES(const void *bytes, size_t size, size_t seed) {
    const uint8_t *byte = bytes;
    size_t hash = seed ^ (size_t)14695981039346656037u;
    for (; size > 0; --size) {
        hash = (hash ^ *byte++) * (size_t)SIZED(1099511628211u, 16777619u);
    }
    return hash;
}

static bool is_prime(size_t odd) {
    for (size_t i = 3; i <= odd / i; i += 2) {
        if (odd % i == 0) {
            return false;
        }
    }
    return true;
}

static size_t fitting(const policy_t *policy, size_t buckets) {
    float elements = (float)buckets * policy->max_load;
    return elements < (float)SIZE_MAX ? (size_t)elements : SIZE_MAX;
}

// A prime number, since integers are their own hash.
size_t NEXT_BUCKETS(policy_t *policy, size_t at_least) {
    size_t buckets = 1;
    if (at_least > 0) {
        buckets = at_least | 1;
        while (buckets < 3 || !is_prime(buckets)) {
            buckets += 2;
        }
    }
    policy->next_resize = fitting(policy, buckets);
    return buckets;
}

rehash_t NEED_REHASH(const policy_t *policy, size_t buckets, size_t elements, size_t more) {
    policy_t *mutable_policy = (policy_t *)policy;  // its second member is
    size_t wanted = elements + more;
    if (wanted <= policy->next_resize) {
        return (rehash_t){false, 0};
    }
    // The first table is not of one bucket.
    size_t first = policy->next_resize == 0 && wanted < 11 ? 11 : wanted;
    float least = (float)first / policy->max_load;
    if (least < (float)buckets) {
        mutable_policy->next_resize = fitting(policy, buckets);
        return (rehash_t){false, 0};
    }
    size_t number = least < (float)SIZE_MAX ? (size_t)least + 1 : SIZE_MAX;
    number = number < 2 * buckets ? 2 * buckets : number;
    return (rehash_t){true, NEXT_BUCKETS(mutable_policy, number)};
}
