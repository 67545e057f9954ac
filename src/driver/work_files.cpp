// SPDX-License-Identifier: MIT
#include "driver/work_files.h"

#include "source/object_names.h"

namespace fs = std::filesystem;

namespace natmod::driver::work_files {

Products products_of(const fs::path& source, const ModuleDescription& module,
                     const fs::path& work) {
    std::string stem = (work / source::object_stem(source, module.directory)).string();
    return {source, stem + ".scan.json", stem + ".o"};
}

Products products_of_init(const fs::path& work) {
    std::string stem = (work / source::kObjectFolder / kInitSource).string();
    return {work / kInitSource, {}, stem + ".o"};
}

std::vector<Products> all_products(const ModuleDescription& module, const fs::path& work) {
    std::vector<Products> all;
    for (const SourceFile& source : module.sources)
        all.push_back(products_of(source.path, module, work));
    all.push_back(products_of_init(work));
    return all;
}

}  // namespace natmod::driver::work_files
