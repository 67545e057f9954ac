// SPDX-License-Identifier: MIT
#include "migrate/migrate_files.h"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/report.h"
#include "base/temporary_file.h"
#include "migrate/classic_makefile.h"
#include "migrate/local_headers.h"
#include "migrate/migrate.h"

namespace fs = std::filesystem;

namespace natmod::migrate {
namespace {

void print_diff(const std::string& file, const std::string& text) {
    TemporaryFile changed({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    bool is_new = !fs::exists(file);
    std::vector<std::string> command = {"diff",
                                        "-u",
                                        "-L",
                                        is_new ? "/dev/null" : file,
                                        "-L",
                                        file + " (migrated)",
                                        is_new ? "/dev/null" : file,
                                        changed.path()};
    ProcessOptions options;
    options.hint = "install diffutils, or use --write";
    if (run_process(command, options).status > 1) throw Error(Finding{file, "diff failed"});
}

void put(const Options& options, const std::string& file, const std::string& text) {
    if (options.write) {
        write_file(file, std::string_view(text));
    } else {
        print_diff(file, text);
    }
}

std::vector<std::string> include_folders(const std::optional<ClassicMakefile>& makefile) {
    if (!makefile) return {};
    fs::path folder = makefile->path.parent_path();
    std::vector<std::string> folders = {folder.string()};
    for (const std::string& flag : makefile->cflags) {
        if (flag.starts_with("-I")) folders.push_back((folder / flag.substr(2)).string());
    }
    return folders;
}

std::string text_of(const std::string& file) {
    return std::string(MappedFile(file).text());
}

// Sources first: a header must know what has become constant, and what they now use.
struct Files {
    std::vector<std::string> all;
    LocalHeaders headers;
};

bool gets_dynruntime(const Files& files, const std::string& file) {
    return std::ranges::any_of(files.headers.users, [&](const auto& header) {
        return header.second.contains(file) && includes_dynruntime(text_of(header.first));
    });
}

struct Outcome {
    size_t to_do = 0;      // lines left
    size_t registers = 0;  // files that now register a module
};

Outcome migrate_group(const Options& options, const Files& files, const std::string& name) {
    std::map<std::string, std::string> texts;
    std::map<std::string, Surroundings> around;
    for (const std::string& file : files.all) {
        texts[file] = text_of(file);
        around[file].dynruntime = gets_dynruntime(files, file);
    }
    std::set<std::string> constant;
    Outcome outcome;
    for (const std::string& file : files.all) {
        Surroundings& surroundings = around[file];
        surroundings.constant = constant;
        auto header = files.headers.users.find(file);
        bool is_header = header != files.headers.users.end();
        if (is_header) {
            for (const std::string& user : header->second) surroundings.users += texts[user] + "\n";
        }
        Migration migration = migrate_source(
            file, texts[file], name.empty() ? fs::path(file).stem().string() : name, surroundings);
        constant.merge(migration.constant);
        outcome.registers += migration.registers ? 1 : 0;
        if (migration.text != texts[file]) {
            texts[file] = migration.text;
            put(options, file, migration.text);
        } else if (!is_header) {
            fmt::print(stderr, "natmod: {}: nothing to migrate\n", file);
        }
        for (const Finding& note : migration.notes) report(note);
        outcome.to_do += migration.notes.size();
    }
    return outcome;
}

void describe(const Options& options, ClassicMakefile makefile) {
    fs::path folder = makefile.path.parent_path().lexically_proximate(fs::current_path());
    std::pair<const char*, std::string> descriptions[] = {
        {"micropython.mk", micropython_mk(makefile)},
        {"micropython.cmake", micropython_cmake(makefile)}};
    for (const auto& [name, text] : descriptions) {
        fs::path file = (folder / name).lexically_normal();
        if (!fs::exists(file)) put(options, file.string(), text);
    }
    for (const std::string& source : makefile.sources) {
        if (fs::path(source).extension() != ".py") continue;
        report({(folder / source).lexically_normal().string(),
                "a firmware takes Python files by its manifest, not as sources of the module",
                {},
                FindingKind::note});
    }
}

// The files of one Makefile or, without one, of one folder.
struct Group {
    fs::path key;
    std::optional<ClassicMakefile> makefile;
    std::vector<std::string> files;
};

std::vector<Group> group_files(const std::vector<std::string>& files, bool no_run) {
    std::vector<Group> groups;
    for (const std::string& file : files) {
        auto makefile = no_run ? std::nullopt : find_classic_makefile(file);
        fs::path key = makefile ? makefile->path : fs::absolute(file).parent_path();
        auto group = std::ranges::find(groups, key, &Group::key);
        if (group == groups.end()) group = groups.insert(group, {key, std::move(makefile), {}});
        group->files.push_back(file);
    }
    return groups;
}

}  // namespace

size_t migrate_files(const Options& options) {
    if (!options.name.empty() && options.files.size() > 1) {
        throw Error("--name is for one file", "run natmod migrate once per module");
    }
    size_t to_do = 0;
    for (Group& group : group_files(options.files, options.no_run)) {
        Files files{group.files, find_local_headers(group.files, include_folders(group.makefile))};
        files.all.insert(files.all.end(), files.headers.files.begin(), files.headers.files.end());
        std::string name = options.name;
        if (name.empty() && group.makefile) name = group.makefile->name;
        Outcome outcome = migrate_group(options, files, name);
        to_do += outcome.to_do;
        // Which sources belong to which of several modules, only a Makefile says.
        if (outcome.registers != 1) continue;
        if (!group.makefile) {
            group.makefile.emplace();
            group.makefile->path = group.key / "Makefile";
            for (const std::string& file : group.files)
                group.makefile->sources.push_back(fs::path(file).filename().string());
        }
        group.makefile->name = name.empty() ? fs::path(group.files.front()).stem().string() : name;
        describe(options, *group.makefile);
    }
    return to_do;
}

}  // namespace natmod::migrate
