# SPDX-License-Identifier: 0BSD
# Read by a firmware's CMake (-DUSER_C_MODULES=...).
add_library(usermod_crc INTERFACE)
target_sources(usermod_crc INTERFACE ${CMAKE_CURRENT_LIST_DIR}/crc.c)
target_link_libraries(usermod INTERFACE usermod_crc)
