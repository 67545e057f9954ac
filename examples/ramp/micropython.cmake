# SPDX-License-Identifier: 0BSD
# Read by a firmware's CMake (-DUSER_C_MODULES=...).
add_library(usermod_ramp INTERFACE)
target_sources(usermod_ramp INTERFACE ${CMAKE_CURRENT_LIST_DIR}/ramp.c)
target_link_libraries(usermod INTERFACE usermod_ramp)
