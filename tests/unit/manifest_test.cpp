// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "base/error.h"
#include "driver/module.h"
#include "temporary_folder.h"

namespace natmod::driver {
namespace {

namespace fs = std::filesystem;

TEST(Manifest, TakesNamesThatAreTooLong) {
    TemporaryFolder folder;
    fs::create_directory(folder.path() / "m");
    std::string text = "include('" + std::string(10000, 'x') + "')\nc_module('m')\n";
    EXPECT_EQ(manifest_folders(folder.write("manifest.py", text)).size(), 1u);
    text = "c_module('" + std::string(10000, 'x') + "')\n";
    EXPECT_THROW(manifest_folders(folder.write("manifest.py", text)), Error);
    text = "c_module('";
    for (int i = 0; i < 100000; i++) text += "x/";
    EXPECT_THROW(manifest_folders(folder.write("manifest.py", text + "')\n")), Error);
}

// The manifest has another name through each link; it is read once.
TEST(Manifest, IsReadOnceInFoldersThatContainThemselves) {
    TemporaryFolder folder;
    fs::create_directory(folder.path() / "m");
    fs::create_directory_symlink(".", folder.path() / "a");
    fs::create_directory_symlink(".", folder.path() / "b");
    std::string text = "include('a/manifest.py')\ninclude('b/manifest.py')\nc_module('m')\n";
    EXPECT_EQ(manifest_folders(folder.write("manifest.py", text)).size(), 1u);
}

}  // namespace
}  // namespace natmod::driver
