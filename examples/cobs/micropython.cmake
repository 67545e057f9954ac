# SPDX-License-Identifier: 0BSD
# Read by a firmware's CMake (-DUSER_C_MODULES=...).
add_library(usermod_cobs INTERFACE)
target_sources(usermod_cobs INTERFACE
  ${CMAKE_CURRENT_LIST_DIR}/modcobs.c
  ${CMAKE_CURRENT_LIST_DIR}/lib/cobs.c)
target_include_directories(usermod_cobs INTERFACE ${CMAKE_CURRENT_LIST_DIR}/lib)
target_link_libraries(usermod INTERFACE usermod_cobs)
