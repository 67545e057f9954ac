# SPDX-License-Identifier: 0BSD
# Read by a firmware's CMake (-DUSER_C_MODULES=...) and by `natmod build` when there is no
# micropython.mk.
add_library(usermod_shapes INTERFACE)
target_sources(usermod_shapes INTERFACE ${CMAKE_CURRENT_LIST_DIR}/shapes.c)
target_include_directories(usermod_shapes INTERFACE ${CMAKE_CURRENT_LIST_DIR})
target_link_libraries(usermod INTERFACE usermod_shapes)
