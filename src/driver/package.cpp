#include "driver/package.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "abi/arch_table.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/sdk_path.h"
#include "driver/build.h"
#include "driver/targets.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

std::string manifest(const nlohmann::json& urls, const std::string& version) {
    return json_text({{"urls", urls}, {"version", version}}) + "\n";
}

// The parts as a Python dict: {architecture number: "file name without suffix", ...}.
std::string table_of(const std::vector<const abi::Arch*>& archs) {
    std::string text;
    for (const abi::Arch* arch : archs)
        text += fmt::format("{}{}: \"{}\"", text.empty() ? "" : ", ", arch->number, arch->name);
    return text;
}

// A Python package that imports the part that fits.
std::string loader_text(const std::string& name, int abi,
                        const std::vector<const abi::Arch*>& archs) {
    std::string loader(MappedFile(sdk_dir() / "templates" / "loader.py").text());
    auto put = [&](std::string_view key, const std::string& value) {
        for (size_t at; (at = loader.find(key)) != std::string::npos;)
            loader.replace(at, key.size(), value);
    };
    put("@NAME@", name);
    put("@ABI@", std::to_string(abi));
    put("@PARTS@", table_of(archs));
    put("@FIRST@", std::to_string(abi::kFirstThumb));
    put("@FIRST_NAME@", std::string(abi::find_arch(abi::kFirstThumb)->name));
    put("@LAST@", std::to_string(abi::hosts_of(abi::kFirstThumb).back()->number));
    put("@LAST_NAME@", std::string(abi::hosts_of(abi::kFirstThumb).back()->name));
    return loader;
}

}  // namespace

std::vector<fs::path> write_package(const std::string& target, const BuildOptions& build,
                                    const PackageOptions& package) {
    if (requested_archs(build).empty())
        throw Error("no architectures are given", "--archs x64,armv6m,armv7emsp or --archs all");
    std::vector<const abi::Arch*> archs = buildable_archs(build);
    std::vector<ModuleDescription> modules = requested_modules({target}, build);
    if (modules.size() != 1)
        throw Error({target, "there are several modules in this folder",
                     "package their folders one by one"});

    // Build everything first, so that a failure leaves OUT as it was.
    std::vector<fs::path> built;
    for (const abi::Arch* arch : archs)
        built.push_back(build_module(modules.front(), *arch, build));
    std::string name = built.front().stem().string();
    fs::path out = package.output;
    std::string base = package.url;
    if (!base.empty() && !base.ends_with('/')) base += '/';
    fs::path loader_file = package.flat ? name + ".py" : name + "/__init__.py";
    nlohmann::json all = nlohmann::json::array();
    all.push_back({name + "/__init__.py", base + loader_file.string()});
    std::vector<fs::path> written;
    for (size_t i = 0; i < archs.size(); ++i) {
        std::string label = fmt::format("{}_6.{}", archs[i]->name, build.abi);
        std::string file = name + ".mpy";
        std::string place = package.flat ? fmt::format("{}-{}.mpy", name, label)
                                         : fmt::format("{}/{}", label, file);
        std::string list = package.flat ? fmt::format("{}-{}.json", name, label)
                                        : fmt::format("{}/package.json", label);
        write_file(out / place, MappedFile(built[i]).bytes());
        // Relative to the package.json that names it.
        std::string relative = package.flat ? place : file;
        nlohmann::json urls = nlohmann::json::array();
        urls.push_back({file, base.empty() ? relative : base + place});
        write_file(out / list, manifest(urls, package.version));
        all.push_back({fmt::format("{}/{}.mpy", name, archs[i]->name), base + place});
        written.push_back(out / place);
    }
    write_file(out / loader_file, loader_text(name, build.abi, archs));
    write_file(out / "package.json", manifest(all, package.version));
    written.push_back(out / "package.json");
    return written;
}

}  // namespace natmod::driver
