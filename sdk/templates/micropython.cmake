# Firmware: cmake -DUSER_C_MODULES=<this file>. Native module: natmod build --from cmake.
add_library(usermod_@NAME@ INTERFACE)
target_sources(usermod_@NAME@ INTERFACE ${CMAKE_CURRENT_LIST_DIR}/@NAME@.c@CMAKE_CPP@)
target_include_directories(usermod_@NAME@ INTERFACE ${CMAKE_CURRENT_LIST_DIR})
target_link_libraries(usermod INTERFACE usermod_@NAME@)
