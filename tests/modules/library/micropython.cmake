# SPDX-License-Identifier: MIT
add_library(usermod_meter INTERFACE)
target_sources(usermod_meter INTERFACE
    ${CMAKE_CURRENT_LIST_DIR}/window.c
    ${CMAKE_CURRENT_LIST_DIR}/smoother.c
    ${CMAKE_CURRENT_LIST_DIR}/check.c
    ${CMAKE_CURRENT_LIST_DIR}/meter.c
    ${CMAKE_CURRENT_LIST_DIR}/vendor/sums/sums.c
)
target_include_directories(usermod_meter INTERFACE
    ${CMAKE_CURRENT_LIST_DIR}
    ${CMAKE_CURRENT_LIST_DIR}/vendor/sums
)
target_link_libraries(usermod INTERFACE usermod_meter)
