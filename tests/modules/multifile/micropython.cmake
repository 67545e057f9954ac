# SPDX-License-Identifier: MIT
add_library(usermod_multifile INTERFACE)

target_sources(usermod_multifile INTERFACE
    ${CMAKE_CURRENT_LIST_DIR}/module.c
    ${CMAKE_CURRENT_LIST_DIR}/src/checksum.c
    ${CMAKE_CURRENT_LIST_DIR}/src/counter.c
    ${CMAKE_CURRENT_LIST_DIR}/src/shape.c
)

target_include_directories(usermod_multifile INTERFACE
    ${CMAKE_CURRENT_LIST_DIR}/include
)

target_compile_definitions(usermod_multifile INTERFACE
    MULTIFILE_SIDES=6
    MULTIFILE_LABEL="six-sided"
)

target_link_libraries(usermod INTERFACE usermod_multifile)
