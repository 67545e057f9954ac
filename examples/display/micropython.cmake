# SPDX-License-Identifier: 0BSD
# Read by a firmware's CMake (-DUSER_C_MODULES=...).
add_library(usermod_display INTERFACE)
target_sources(usermod_display INTERFACE ${CMAKE_CURRENT_LIST_DIR}/display.c)
target_link_libraries(usermod INTERFACE usermod_display)
