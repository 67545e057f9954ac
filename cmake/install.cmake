# SPDX-License-Identifier: MIT
# What `cmake --install` and the Debian package put where.
include(CMakePackageConfigHelpers)

install(TARGETS natmod)
install(DIRECTORY sdk/ DESTINATION ${CMAKE_INSTALL_DATADIR}/natmod/sdk USE_SOURCE_PERMISSIONS
  PATTERN .clang-format EXCLUDE)
# What natmod toolchains --get and natmod firmware get run.
install(PROGRAMS scripts/get-clang scripts/get-firmware scripts/lib.sh
  DESTINATION ${CMAKE_INSTALL_DATADIR}/natmod/scripts)
install(FILES scripts/firmware.txt DESTINATION ${CMAKE_INSTALL_DATADIR}/natmod/scripts)
# What `natmod sdk --prebuild` wrote, in a release.
install(DIRECTORY ${PROJECT_BINARY_DIR}/prebuilt/ DESTINATION ${CMAKE_INSTALL_DATADIR}/natmod/sdk
  OPTIONAL)
install(PROGRAMS sdk/bin/make_natmod_init DESTINATION ${CMAKE_INSTALL_BINDIR})

set(NATMOD_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/natmod)
configure_package_config_file(cmake/natmodConfig.cmake.in natmodConfig.cmake
  INSTALL_DESTINATION ${NATMOD_CMAKE_DIR} PATH_VARS CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(natmodConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES cmake/NatmodAddModule.cmake ${PROJECT_BINARY_DIR}/natmodConfig.cmake
  ${PROJECT_BINARY_DIR}/natmodConfigVersion.cmake DESTINATION ${NATMOD_CMAKE_DIR})

# Debian wants all notices in one file.
set(copyright "")
foreach(text LICENSE sdk/LICENSE THIRD_PARTY)
  file(READ ${text} notice)
  string(APPEND copyright "${notice}\n")
endforeach()
file(WRITE ${PROJECT_BINARY_DIR}/copyright
  "Natmod is under the MIT License. The SDK (/usr/share/natmod/sdk), what a module takes from it, and the\n"
  "examples are under 0BSD. The texts follow, then the notices of the libraries that the program contains.\n\n"
  "${copyright}")
install(FILES ${PROJECT_BINARY_DIR}/copyright README.md SECURITY.md CHANGELOG.md CONTRIBUTING.md RELEASING.md
  LICENSE THIRD_PARTY DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES sdk/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR}/sdk)
install(DIRECTORY docs examples DESTINATION ${CMAKE_INSTALL_DOCDIR}
  PATTERN build-natmod EXCLUDE)

# Written by the program from its own option tables.
set(documents)
foreach(document "man|natmod.1|${CMAKE_INSTALL_MANDIR}/man1"
    "bash|natmod|${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    "zsh|_natmod|${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
  string(REPLACE "|" ";" document ${document})
  list(GET document 0 format)
  list(GET document 1 file)
  list(GET document 2 destination)
  set(output ${PROJECT_BINARY_DIR}/documents/${format}/${file})
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/documents/${format}
    COMMAND natmod docs --${format} > ${output}
    DEPENDS natmod VERBATIM)
  list(APPEND documents ${output})
  install(FILES ${output} DESTINATION ${destination})
endforeach()
add_custom_target(documents ALL DEPENDS ${documents})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME natmod)
set(CPACK_PACKAGE_CONTACT "Natmod developers <natmod@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "MicroPython native modules from user C modules")
set(CPACK_PACKAGE_INSTALL_DIRECTORY natmod)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
if(NATMOD_STATIC)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS OFF)
else()
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
# Compilers for other architectures are for who builds for them; `natmod toolchains` names them.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "gcc, make, ninja-build")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "cmake, g++, libc6-dev, musl-dev")
# begin packages: natmod docs --architectures
set(NATMOD_COMPILER_PACKAGES "gcc-i686-linux-gnu, gcc-arm-none-eabi, libnewlib-arm-none-eabi, gcc-xtensa-lx106, picolibc-xtensa-lx106-elf, gcc-riscv64-unknown-elf, picolibc-riscv64-unknown-elf")
# end packages
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "ccache, ${NATMOD_COMPILER_PACKAGES}, clang, micropython")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "Natmod builds MicroPython user C modules, unchanged, as native modules: .mpy files of machine code\n\
that a stock MicroPython imports. It reads the module's description, writes its init function, drives\n\
the compiler and links; it also fits into existing Makefiles of native modules and into CMake.")
include(CPack)
