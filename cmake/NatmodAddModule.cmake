# SPDX-License-Identifier: MIT
# natmod_add_module(): native MicroPython modules as targets of a CMake project.
#
#     natmod_add_module(shapes SOURCES shapes.c [INCLUDE_DIRECTORIES ...] [COMPILE_OPTIONS ...]
#                       [LIBRARIES target file.a -lname ...] [options])
#     natmod_add_module(shapes DIRECTORY path/with/micropython.cmake/or/micropython.mk [options])
#
# Options:
#     ARCHS x64 armv7emsp ...   architectures, default x64
#     ABI 6.3                   native ABI sub-version
#     MUTABLE_GLOBALS           Python can assign the module's attributes
#     EXCLUDE_FROM_ALL          not part of the default target
#     INSTALL_DESTINATION dir   installs dir/ARCH_ABI/NAME.mpy
#     NATMOD_OPTIONS ...        further options of `natmod build`
#
# Targets: NAME_ARCH for each architecture and NAME for all of them. The results are
# ${CMAKE_CURRENT_BINARY_DIR}/natmod/ARCH/NAME.mpy; target property NATMOD_OUTPUT names each one.
# natmod itself finds out what to compile again. Relative paths start at the folder of the calling
# CMakeLists.txt.

# Sets `variable` to the words as one argument that a shell would take apart into them again.
function(natmod_join_words variable)
  set(joined)
  foreach(word IN LISTS ARGN)
    string(REPLACE "'" "'\\''" word "${word}")
    string(APPEND joined "${joined_space}'${word}'")
    set(joined_space " ")
  endforeach()
  set(${variable} "${joined}" PARENT_SCOPE)
endfunction()

function(natmod_add_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "MUTABLE_GLOBALS;EXCLUDE_FROM_ALL"
    "DIRECTORY;ABI;INSTALL_DESTINATION"
    "SOURCES;ARCHS;LIBRARIES;INCLUDE_DIRECTORIES;COMPILE_OPTIONS;NATMOD_OPTIONS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "natmod_add_module(${name}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(arg_SOURCES AND arg_DIRECTORY OR NOT arg_SOURCES AND NOT arg_DIRECTORY)
    message(FATAL_ERROR "natmod_add_module(${name}): give either SOURCES or DIRECTORY")
  endif()
  if(NOT arg_ARCHS)
    set(arg_ARCHS x64)
  endif()
  if(NOT arg_ABI)
    set(arg_ABI 6.3)
  endif()

  set(what)
  foreach(path IN LISTS arg_SOURCES arg_DIRECTORY)
    get_filename_component(path "${path}" ABSOLUTE)
    if(NOT EXISTS "${path}")
      message(FATAL_ERROR "natmod_add_module(${name}): ${path} does not exist")
    endif()
    list(APPEND what "${path}")
  endforeach()
  set(options --abi ${arg_ABI} ${arg_NATMOD_OPTIONS})
  if(arg_SOURCES)
    list(APPEND options --name ${name})
  endif()
  if(arg_MUTABLE_GLOBALS)
    list(APPEND options --mutable-globals)
  endif()
  foreach(directory IN LISTS arg_INCLUDE_DIRECTORIES)
    get_filename_component(directory "${directory}" ABSOLUTE)
    list(APPEND options -I "${directory}")
  endforeach()
  if(arg_COMPILE_OPTIONS)
    natmod_join_words(flags ${arg_COMPILE_OPTIONS})
    list(APPEND options --cflags "${flags}")
  endif()
  set(libraries)
  set(targets)
  foreach(library IN LISTS arg_LIBRARIES)
    if(TARGET ${library})
      list(APPEND libraries "$<TARGET_FILE:${library}>")
      list(APPEND targets ${library})
    else()
      list(APPEND libraries "${library}")
    endif()
  endforeach()
  if(libraries)
    natmod_join_words(libraries ${libraries})
    list(APPEND options --ldflags "${libraries}")
  endif()

  set(all ALL)
  if(arg_EXCLUDE_FROM_ALL)
    set(all)
  endif()
  add_custom_target(${name} ${all})
  foreach(arch IN LISTS arg_ARCHS)
    set(output "${CMAKE_CURRENT_BINARY_DIR}/natmod/${arch}/${name}.mpy")
    # A target, not a rule for the file: only natmod knows what the file depends on.
    add_custom_target(${name}_${arch}
      COMMAND natmod::natmod build ${what} --arch ${arch} ${options}
        --build-dir "${CMAKE_CURRENT_BINARY_DIR}/natmod/${name}.dir" -o "${output}"
      BYPRODUCTS "${output}"
      COMMENT "natmod ${name} for ${arch}"
      USES_TERMINAL
      VERBATIM)
    set_target_properties(${name}_${arch} PROPERTIES NATMOD_OUTPUT "${output}")
    add_dependencies(${name} ${name}_${arch})
    if(targets)
      add_dependencies(${name}_${arch} ${targets})
    endif()
    if(arg_INSTALL_DESTINATION)
      install(FILES "${output}" DESTINATION "${arg_INSTALL_DESTINATION}/${arch}_${arg_ABI}")
    endif()
  endforeach()
endfunction()
