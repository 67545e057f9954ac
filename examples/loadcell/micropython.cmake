# SPDX-License-Identifier: 0BSD
# Read by a firmware's CMake (-DUSER_C_MODULES=...).
add_library(usermod_loadcell INTERFACE)
target_sources(usermod_loadcell INTERFACE ${CMAKE_CURRENT_LIST_DIR}/loadcell.c)
target_link_libraries(usermod INTERFACE usermod_loadcell)
