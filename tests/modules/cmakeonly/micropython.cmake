# SPDX-License-Identifier: MIT
# Only for builds with CMake. The sources are found, not listed.
add_library(usermod_cmakeonly INTERFACE)

file(GLOB CMAKEONLY_SOURCES ${CMAKE_CURRENT_LIST_DIR}/*.c ${CMAKE_CURRENT_LIST_DIR}/lib/*.c)
list(LENGTH CMAKEONLY_SOURCES CMAKEONLY_COUNT)

target_sources(usermod_cmakeonly INTERFACE ${CMAKEONLY_SOURCES})
target_include_directories(usermod_cmakeonly INTERFACE ${CMAKE_CURRENT_LIST_DIR} ${CMAKE_CURRENT_LIST_DIR}/lib)
target_compile_definitions(usermod_cmakeonly INTERFACE CMAKEONLY_SOURCES=${CMAKEONLY_COUNT})
target_compile_options(usermod_cmakeonly INTERFACE -Wno-unused-function)

target_link_libraries(usermod INTERFACE usermod_cmakeonly)
