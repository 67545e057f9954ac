# SPDX-License-Identifier: 0BSD
# Read by a firmware's CMake (-DUSER_C_MODULES=...).
add_library(usermod_median INTERFACE)
target_sources(usermod_median INTERFACE
  ${CMAKE_CURRENT_LIST_DIR}/median.c
  ${CMAKE_CURRENT_LIST_DIR}/smooth.cpp)
target_include_directories(usermod_median INTERFACE ${CMAKE_CURRENT_LIST_DIR})
target_link_libraries(usermod INTERFACE usermod_median)
