# SPDX-License-Identifier: 0BSD
# Read by a firmware's CMake (-DUSER_C_MODULES=...).
add_library(usermod_grid INTERFACE)
target_sources(usermod_grid INTERFACE ${CMAKE_CURRENT_LIST_DIR}/grid.c)
target_link_libraries(usermod INTERFACE usermod_grid)
