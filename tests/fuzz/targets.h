// SPDX-License-Identifier: MIT
// The targets' functions, by file.
#pragma once

#include <algorithm>

#include "fuzz.h"

namespace natmod::fuzz {

// archive.cpp
void read_archive(Input bytes);
std::vector<Bytes> archives();
// elf.cpp
void read_object(Input bytes);
std::vector<Bytes> objects();
// firmware.cpp
void read_firmware(Input bytes);
// json.cpp
void read_compiler_output(Input bytes);
void read_json(Input bytes);
// lines.cpp
void read_lines(Input bytes);
// link.cpp
void link_object(Input bytes);
std::vector<Bytes> objects_and_archives();
void link_qstrs(Input bytes);
void link_script(Input bytes);
void link_to_firmware(Input bytes);
// mpy.cpp
void read_mpy(Input bytes);
std::vector<Bytes> mpy_files();
void read_fixup_stream(Input bytes);
std::vector<Bytes> fixup_streams();
// preprocessed.cpp
void read_preprocessed(Input bytes);
// source.cpp
void migrate_source(Input bytes);
void read_source(Input bytes);
// words.cpp
void read_manifest(Input bytes);
void read_project(Input bytes);
void read_words(Input bytes);

}  // namespace natmod::fuzz
