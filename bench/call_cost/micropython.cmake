# SPDX-License-Identifier: MIT
add_library(usermod_cost INTERFACE)
target_sources(usermod_cost INTERFACE ${CMAKE_CURRENT_LIST_DIR}/cost.c)
target_link_libraries(usermod INTERFACE usermod_cost)
