// SPDX-License-Identifier: MIT
#include "mpy/load.h"

#include "base/error.h"

namespace natmod::mpy {

LoadedMpy load_mpy(const std::filesystem::path& path) {
    MappedFile file(path);
    try {
        MpyFile mpy = decode_mpy(file.bytes());
        return {std::move(file), std::move(mpy)};
    } catch (const Error& error) {
        Finding message = error.findings().front();
        message.where = path.string();
        throw Error(std::move(message));
    }
}

}  // namespace natmod::mpy
