// SPDX-License-Identifier: MIT
#include "suite/scripts.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.h"
#include "base/here.h"

namespace fs = std::filesystem;

namespace natmod::suite {
namespace {

bool is_file(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

bool is_hidden(const fs::path& path) {
    std::string name = path.filename().string();
    return name.starts_with('_') || name.starts_with('.');
}

bool is_script(const fs::path& path) {
    return path.extension() == ".py" && !is_hidden(path) && is_file(path);
}

// All below the folder. Not what a build makes there.
void add_all(const fs::path& folder, std::vector<fs::path>& files) {
    auto options = fs::directory_options::skip_permission_denied;
    for (auto entry = fs::recursive_directory_iterator(folder, options);
         entry != fs::recursive_directory_iterator(); ++entry) {
        const fs::path& path = entry->path();
        if (entry->is_directory() && (is_hidden(path) || path.filename() == "build-natmod"))
            entry.disable_recursion_pending();
        else if (is_script(path))
            files.push_back(path);
    }
}

void add_beside(const fs::path& folder, std::vector<fs::path>& files) {
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().filename().string().starts_with("test") && is_script(entry.path()))
            files.push_back(entry.path());
    if (fs::is_directory(folder / "tests")) add_all(folder / "tests", files);
}

void add_chosen(const std::string& name, std::vector<fs::path>& files) {
    fs::path path = fs::absolute(name).lexically_normal();
    if (fs::is_directory(path)) return add_all(path, files);
    if (!is_file(path))
        throw Error({name, "there is no such script or folder", "--scripts names it"});
    files.push_back(path);
}

bool is_alone(const fs::path& script) {
    auto others = fs::directory_iterator(script.parent_path());
    return std::ranges::count_if(others,
                                 [](const auto& entry) { return is_script(entry.path()); }) == 1;
}

Error nothing_found(const std::vector<fs::path>& folders, const Selection& selection) {
    if (!selection.only.empty())
        return Error(fmt::format("no test script has '{}' in its name", selection.only),
                     "leave out -k to see all of them");
    if (!selection.scripts.empty())
        return Error(
            {selection.scripts.front(), "no Python script is there", "name another folder"});
    return Error({from_here(folders.front()), "there are no test scripts",
                  "write test.py or tests/NAME.py there, or let --scripts name a folder"});
}

}  // namespace

fs::path expected_file(const fs::path& script) {
    fs::path python = script, plain = script;
    python += ".exp";
    plain.replace_extension(".exp");
    for (const fs::path& file : {python, plain})
        if (is_file(file)) return file;
    fs::path text = script.parent_path() / "expected.txt";
    bool counts = is_file(text) && (script.filename() == "test.py" || is_alone(script));
    return counts ? text : fs::path();
}

std::vector<Script> find_scripts(const std::vector<fs::path>& folders, const Selection& selection) {
    std::vector<fs::path> files;
    auto take = [&](auto add, const auto& from) {
        std::vector<fs::path> more;
        add(from, more);
        std::ranges::sort(more);
        for (const fs::path& file : more)
            if (std::ranges::find(files, file) == files.end()) files.push_back(file);
    };
    for (const std::string& name : selection.scripts) take(add_chosen, name);
    if (selection.scripts.empty())
        for (const fs::path& folder : folders) take(add_beside, folder);
    std::vector<Script> scripts;
    for (const fs::path& file : files) {
        Script script{file, from_here(file), expected_file(file), folders};
        if (script.name.find(selection.only) != std::string::npos) scripts.push_back(script);
    }
    if (scripts.empty()) throw nothing_found(folders, selection);
    return scripts;
}

}  // namespace natmod::suite
