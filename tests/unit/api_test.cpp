// SPDX-License-Identifier: MIT
#include "abi/api.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace natmod::abi {
namespace {

int entry(std::string_view name, int abi) {
    const ApiSymbol* symbol = find_api(name, abi);
    return symbol && symbol->kind == ApiKind::entry ? symbol->entry(abi) : -1;
}

TEST(Api, KnowsTableEntriesByBothNames) {
    EXPECT_EQ(entry("mp_obj_new_tuple", 3), 19);
    EXPECT_EQ(entry("natmod_tab_new_tuple", 3), 19);
    EXPECT_EQ(entry("natmod_tab_call_function_n_kw", 1), 27);
    EXPECT_EQ(entry("mp_obj_get_float_to_d", 2), 63);
    EXPECT_EQ(entry("memcpy", 3), 51);
    EXPECT_EQ(entry("memmove", 3), 51);
    EXPECT_EQ(entry("memset", 3), 50);
    EXPECT_EQ(entry("natmod_const_true", 3), 2);
    EXPECT_EQ(find_api("mp_call_function_n_kw", 3), nullptr);
    EXPECT_EQ(find_api("natmod_tab_", 3), nullptr);
}

TEST(Api, NumbersDifferBetweenSubVersions) {
    for (auto [abi, type, print, write] :
         {std::tuple(1, 67, 66, 79), std::tuple(2, 67, 66, 79), std::tuple(3, 73, 72, 86)}) {
        EXPECT_EQ(entry("mp_type_type", abi), type);
        EXPECT_EQ(entry("mp_plat_print", abi), print);
        EXPECT_EQ(entry("mp_stream_write_obj", abi), write);
    }
    EXPECT_EQ(entry("mp_get_buffer_raise", 1), 64);
    EXPECT_EQ(entry("mp_get_buffer_raise", 2), -1);
    EXPECT_EQ(entry("mp_get_buffer", 2), 64);
    EXPECT_EQ(entry("mp_get_buffer", 3), 65);
    EXPECT_EQ(entry("mp_load_method_maybe", 2), -1);
    EXPECT_EQ(entry("mp_load_method_maybe", 3), 64);
}

TEST(Api, EveryTableEntryHasAName) {
    for (auto [abi, size] : {std::pair(1, 80), std::pair(2, 80), std::pair(3, 87)}) {
        std::set<int> seen;
        for (const ApiSymbol& symbol : all_api())
            if (symbol.kind == ApiKind::entry && symbol.entry(abi) >= 0)
                seen.insert(symbol.entry(abi));
        EXPECT_EQ(static_cast<int>(seen.size()), size);
        EXPECT_EQ(*seen.rbegin(), size - 1);
    }
}

TEST(Api, FindsObjectsThatHaveNoEntry) {
    const ApiSymbol* error = find_api("mp_type_ValueError", 3);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, ApiKind::found);
    EXPECT_EQ(error->how, FIND_BUILTIN);
    EXPECT_EQ(error->attribute, "ValueError");
    const ApiSymbol* deque = find_api("mp_type_deque", 3);
    ASSERT_TRUE(deque);
    EXPECT_EQ(deque->how, FIND_MODULE_ATTR);
    EXPECT_EQ(deque->module, "ucollections");
    EXPECT_EQ(find_api("mp_builtin_len_obj", 3)->attribute, "len");
    EXPECT_EQ(find_api("mp_const_ellipsis_obj", 3)->attribute, "Ellipsis");
    EXPECT_EQ(find_api("mp_type_module", 3)->how, FIND_MODULE_TYPE);
}

// Exception got its entry with sub-version 3; before, it and its slots are found by its name.
TEST(Api, FallsBackWhereTheEntryIsMissing) {
    EXPECT_EQ(find_api("mp_type_Exception", 3)->kind, ApiKind::entry);
    EXPECT_EQ(find_api("mp_type_Exception", 2)->kind, ApiKind::found);
    EXPECT_EQ(find_api("mp_obj_exception_attr", 3)->how, FIND_TYPE_SLOT);
    EXPECT_EQ(find_api("mp_obj_exception_attr", 3)->slot, 5);
    EXPECT_EQ(find_api("mp_obj_exception_attr", 2)->how, FIND_BUILTIN_SLOT);
    EXPECT_EQ(find_api("mp_obj_exception_attr", 2)->attribute, "Exception");
    EXPECT_EQ(find_api("mp_obj_exception_attr", 2)->slot, 5);
}

TEST(Api, IsSorted) {
    EXPECT_TRUE(std::ranges::is_sorted(all_api(), {}, &ApiSymbol::name));
}

}  // namespace
}  // namespace natmod::abi
