# SPDX-License-Identifier: MIT
add_library(usermod_cplusplus INTERFACE)

target_sources(usermod_cplusplus INTERFACE
    ${CMAKE_CURRENT_LIST_DIR}/module.c
    ${CMAKE_CURRENT_LIST_DIR}/work.cpp
)

target_include_directories(usermod_cplusplus INTERFACE
    ${CMAKE_CURRENT_LIST_DIR}
)

target_link_libraries(usermod INTERFACE usermod_cplusplus)
