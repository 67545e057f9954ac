// SPDX-License-Identifier: MIT
#include "driver/port_layouts.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "base/cache.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/process.h"
#include "base/report.h"
#include "base/sdk_path.h"
#include "driver/fingerprint.h"
#include "driver/flags.h"
#include "driver/inputs.h"
#include "driver/port_headers.h"
#include "driver/work_files.h"
#include "elf/object.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr SharedLayout kLayouts[] = {
    {"py/runtime.h", "mp_arg_val_t", "u_bool u_int u_obj u_rom_obj"},
    {"py/obj.h", "mp_int_t", ""},
    {"py/obj.h", "mp_float_t", ""},
    {"py/obj.h", "qstr", ""},
    {"py/obj.h", "mp_obj_t", ""},
    {"py/obj.h", "mp_obj_base_t", "type"},
    {"py/obj.h", "mp_obj_type_t",
     "base flags name slot_index_make_new slot_index_print slot_index_call slot_index_unary_op "
     "slot_index_binary_op slot_index_attr slot_index_subscr slot_index_iter slot_index_buffer "
     "slot_index_protocol slot_index_parent slot_index_locals_dict slots"},
    {"py/obj.h", "mp_obj_empty_type_t", ""},
    {"py/obj.h", "mp_obj_full_type_t", "slots"},
    {"py/obj.h", "mp_map_elem_t", "key value"},
    {"py/obj.h", "mp_rom_map_elem_t", "key value"},
    {"py/obj.h", "mp_map_t", "alloc table"},
    {"py/obj.h", "mp_set_t", "alloc used table"},
    {"py/obj.h", "mp_obj_dict_t", "base map"},
    {"py/obj.h", "mp_obj_module_t", "base globals"},
    {"py/obj.h", "mp_obj_fun_builtin_fixed_t", "base fun"},
    {"py/obj.h", "mp_obj_fun_builtin_var_t", "base sig fun"},
    {"py/obj.h", "mp_obj_static_class_method_t", "base fun"},
    {"py/obj.h", "mp_rom_obj_static_class_method_t", "base fun"},
    {"py/obj.h", "mp_obj_iter_buf_t", "base buf"},
    {"py/obj.h", "mp_buffer_info_t", "buf len typecode"},
    {"py/obj.h", "mp_getiter_iternext_custom_t", "getiter iternext"},
    {"py/obj.h", "mp_obj_cell_t", "base obj"},
    {"py/obj.h", "mp_obj_slice_t", "base start stop step"},
    {"py/obj.h", "mp_bound_slice_t", "start stop step"},
    {"py/misc.h", "vstr_t", "alloc len buf"},
    {"py/misc.h", "mp_float_union_t", "f i"},
    {"py/mpprint.h", "mp_print_t", "data print_strn"},
    {"py/mpprint.h", "mp_print_ext_t", "base item_separator key_separator"},
    {"py/nlr.h", "nlr_buf_t", "prev ret_val regs"},
    {"py/bc.h", "mp_module_constants_t", "qstr_table obj_table"},
    {"py/bc.h", "mp_module_context_t", "module constants"},
    {"py/objarray.h", "mp_obj_array_t", "base len items"},
    {"py/objfun.h", "mp_obj_fun_bc_t", "base context child_table bytecode extra_args"},
    {"py/objint.h", "mp_obj_int_t", "base mpz"},
    {"py/mpz.h", "mpz_t", "len dig"},
    {"py/objlist.h", "mp_obj_list_t", "base alloc len items"},
    {"py/objexcept.h", "mp_obj_exception_t", "base traceback_data args"},
    {"py/objtuple.h", "mp_obj_tuple_t", "base len items"},
    {"py/objtuple.h", "mp_rom_obj_tuple_t", "base len items"},
    {"py/objstr.h", "mp_obj_str_t", "base hash len data"},
    {"py/objtype.h", "mp_obj_instance_t", "base members subobj"},
    {"py/pairheap.h", "mp_pairheap_t", "base child child_last next"},
    {"py/ringbuf.h", "ringbuf_t", "buf size iget iput"},
    {"py/reader.h", "mp_reader_t", "data readbyte close"},
    {"py/gc.h", "gc_info_t", "total used free max_free num_1block num_2block max_block"},
    {"py/stream.h", "mp_stream_p_t", "read write ioctl"},
    {"extmod/modmachine.h", "mp_machine_spi_p_t", "init deinit transfer"},
    {"extmod/modmachine.h", "mp_machine_i2c_buf_t", "len buf"},
    {"extmod/modmachine.h", "mp_machine_i2c_p_t",
     "init start stop read write transfer transfer_single"},
    {"extmod/modmachine.h", "mp_machine_soft_i2c_obj_t", "base us_delay us_timeout scl sda"},
    {"extmod/virtpin.h", "mp_pin_p_t", "ioctl"},
    {"extmod/vfs.h", "mp_vfs_proto_t", "import_stat"},
    {"extmod/vfs.h", "mp_vfs_blockdev_t", "flags block_size readblocks writeblocks"},
    {"shared/timeutils/timeutils.h", "timeutils_struct_time_t",
     "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday"},
};

// The SDK's buffer has room for the largest that any firmware of the architecture has.
constexpr std::string_view kLargerInSdk = "nlr_buf_t";

// A size, or the offset of a member, as the size of an array that the probe defines.
struct Probe {
    const SharedLayout* layout;
    std::string_view member;  // empty: the size
};

std::vector<Probe> all_probes() {
    std::vector<Probe> probes;
    for (const SharedLayout& layout : kLayouts) {
        probes.push_back({&layout, {}});
        for (std::string_view rest = layout.members; !rest.empty();) {
            std::string_view member = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(rest.size(), member.size() + 1));
            probes.push_back({&layout, member});
        }
    }
    return probes;
}

constexpr std::string_view kSymbol = "natmod_probe_";

constexpr std::string_view kFile = "natmod-probe";  // in the compiler's messages

// A text for each header, then one for each probe.
std::vector<std::string> probe_texts(const std::vector<Probe>& probes) {
    std::vector<std::string> texts;
    for (const SharedLayout& layout : kLayouts) {
        // Not all releases have all of them.
        std::string text =
            fmt::format("#if __has_include(\"{0}\")\n#include \"{0}\"\n#endif\n", layout.header);
        if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
    }
    for (size_t i = 0; i < probes.size(); ++i) {
        std::string_view type = probes[i].layout->type, member = probes[i].member;
        std::string value = member.empty()
                                ? fmt::format("sizeof({})", type)
                                : fmt::format("1 + __builtin_offsetof({}, {})", type, member);
        texts.push_back(fmt::format("char {}{}[{}];\n", kSymbol, i, value));
    }
    return texts;
}

// The number behind `mark`, if the line has that.
std::optional<size_t> number_behind(std::string_view line, std::string_view mark) {
    size_t at = line.find(mark), number = 0;
    if (at == line.npos) return {};
    const char* digits = line.data() + at + mark.size();
    auto [end, error] = std::from_chars(digits, line.data() + line.size(), number);
    return error == std::errc() ? std::optional(number) : std::nullopt;
}

// The texts that the compiler refuses, by number, each with its first error.
std::map<size_t, std::string> refused_texts(std::string_view output) {
    const std::string here = fmt::format("{}:", kFile), from = fmt::format("from {}:", kFile);
    std::map<size_t, std::string> refused;
    std::optional<size_t> included;
    while (!output.empty()) {
        std::string_view line = output.substr(0, output.find('\n'));
        output.remove_prefix(std::min(output.size(), line.size() + 1));
        if (auto number = number_behind(line, from)) included = number;
        if (line.find("error: ") == line.npos) continue;
        auto number = line.starts_with(here) ? number_behind(line, here) : included;
        if (number) refused.emplace(*number, line);
    }
    return refused;
}

struct Layouts {
    std::map<size_t, uint64_t> values;  // by probe
    std::vector<std::string> broken;    // the first error of each header that has some
    std::vector<std::string> files;     // that were read
};

Layouts compile_probes(const std::vector<Probe>& probes, std::vector<std::string> command,
                       const fs::path& object) {
    std::vector<std::string> texts = probe_texts(probes);
    fs::path source = fs::path(object).replace_extension(".c");
    fs::path depfile = fs::path(object).replace_extension(".d");
    command.insert(command.end(), {"-w", "-fno-common", "-MD", "-MF", depfile.string(), "-c",
                                   source.string(), "-o", object.string()});
    ProcessOptions options;
    options.capture = options.merge_errors = true;
    options.environment = {kPlainWords};
    fs::remove(object);
    Layouts layouts;
    constexpr int kMostAttempts = 5;  // without headers, then without what they define
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        std::string text;
        for (size_t i = 0; i < texts.size(); ++i)
            text += fmt::format("#line {} \"{}\"\n{}", i, kFile, texts[i]);
        write_file(source, text);
        ProcessResult result = run_process(command, options);
        if (result.status == 0) break;
        for (const auto& [number, error] : refused_texts(result.output)) {
            if (number >= texts.size()) continue;
            if (texts[number].starts_with('#')) layouts.broken.push_back(error);
            texts[number].clear();
        }
    }
    if (!fs::exists(object)) return layouts;
    MappedFile mapped(object);
    for (const elf::ElfSymbol& symbol : elf::parse_elf(mapped.bytes(), object.string()).symbols)
        if (auto number = number_behind(symbol.name, kSymbol))
            layouts.values[*number] = symbol.size;
    layouts.files = read_dependencies(depfile);
    return layouts;
}

// As the module's sources are compiled.
std::vector<std::string> flags_of_module(const BuildJob& job) {
    std::vector<std::string> flags = compile_flags(job, Language::c);
    std::vector<std::string> port = port_flags_for_modules(job.options.port_flags);
    flags.insert(flags.end(), port.begin(), port.end());
    return flags;
}

// As the firmware's sources are: the port's folders first.
std::vector<std::string> flags_of_port_alone(const BuildJob& job) {
    std::vector<std::string> flags = job.toolchain.flags;
    for (std::string flag : job.options.port_flags)
        if (!flag.starts_with("-DNATMOD_")) flags.push_back(flag == "-idirafter" ? "-I" : flag);
    flags.insert(flags.end(), {"-idirafter", (sdk_dir() / "libc").string()});
    return flags;
}

Layouts compile_with(const BuildJob& job, const std::vector<Probe>& probes,
                     const std::vector<std::string>& flags, const char* object) {
    std::vector<std::string> command = {job.toolchain.cc, "-I", job.work.string()};
    command.insert(command.end(), flags.begin(), flags.end());
    const std::vector<std::string>& more = job.options.flags;  // -I and -D of the command line
    command.insert(command.end(), more.begin(), more.end());
    return compile_probes(probes, std::move(command), job.work / object);
}

// Where the port has the header.
std::string find_header(const BuildJob& job, std::string_view header) {
    const std::vector<std::string>& flags = job.options.port_flags;
    for (size_t i = 0; i + 1 < flags.size(); ++i) {
        fs::path path = fs::path(flags[i + 1]) / header;
        if (flags[i] == "-idirafter" && fs::exists(path)) return path.string();
    }
    return std::string(header);
}

// "16 bytes instead of 12"; empty if it is the same. `port`: nothing if it has no such member.
std::string difference(const Probe& probe, uint64_t module, std::optional<uint64_t> port) {
    if (!port) return fmt::format("no {}", probe.member);
    if (module == *port || (probe.layout->type == kLargerInSdk && module > *port)) return {};
    if (probe.member.empty()) return fmt::format("{} bytes instead of {}", *port, module);
    return fmt::format("{} at {} instead of {}", probe.member, *port - 1, module - 1);
}

std::string hint_for(const SharedLayout& layout) {
    if (layout.type.starts_with("mp_float"))
        return "-D MICROPY_FLOAT_IMPL=1 makes floats single, 2 double";
    return "the headers are of another release than the firmware, or its settings change what all "
           "native modules rely on";
}

// One for each type.
std::vector<Finding> differences(const BuildJob& job, const std::vector<Probe>& probes,
                                 const Layouts& module, const Layouts& port) {
    std::vector<Finding> findings;
    std::optional<uint64_t> type;  // the port's size of it
    const SharedLayout* last = nullptr;
    for (size_t i = 0; i < probes.size(); ++i) {
        auto find = [&](const Layouts& layouts) {
            auto found = layouts.values.find(i);
            return found == layouts.values.end() ? std::nullopt : std::optional(found->second);
        };
        const SharedLayout& layout = *probes[i].layout;
        std::optional<uint64_t> here = find(module), there = find(port);
        if (probes[i].member.empty()) type = there;
        if (!type || !here) continue;  // no such type: it is not shared
        std::string what = difference(probes[i], *here, there);
        if (what.empty()) continue;
        if (last != &layout) {
            std::string hint = last == nullptr ? hint_for(layout) : std::string();
            findings.push_back({find_header(job, layout.header),
                                fmt::format("{} is another than Natmod's: ", layout.type), hint});
        } else {
            what.insert(0, ", ");
        }
        findings.back().text += what;
        last = &layout;
    }
    return findings;
}

Finding not_compared(const BuildJob& job, std::string_view error) {
    std::string_view file = error.substr(0, error.find(':'));
    return {std::string(file),
            fmt::format("structures of the port cannot be compared with the SDK's: {}", error),
            job.options.like.empty()
                ? "--like FILE.c finds the headers with which the firmware compiled FILE.c"
                : "-I and -D add what is missing",
            FindingKind::warning};
}

std::string stamp_of(const std::vector<std::string>& files) {
    Fingerprint stamp;
    for (const std::string& file : files) stamp.add_file(file);
    return stamp.text();
}

}  // namespace

std::span<const SharedLayout> shared_layouts() {
    return kLayouts;
}

void check_layouts(const BuildJob& job, const fs::path& cache) {
    std::vector<std::string> of_module = flags_of_module(job), of_port = flags_of_port_alone(job);
    Fingerprint key;
    key.add(NATMOD_VERSION " 1").add_file(job.toolchain.cc).add_file(job.options.firmware);
    for (const auto& flags : {of_module, of_port, job.options.flags})
        for (const std::string& flag : flags) key.add(flag);
    fs::path agreed = cache / "layouts" / (key.text() + ".json");
    if (auto content = read_entry(agreed)) {
        auto files = parse_json(*content);
        std::vector<std::string> read = files.at("files");
        if (files.at("stamp") == stamp_of(read)) return;
    }
    std::vector<Probe> probes = all_probes();
    Layouts module = compile_with(job, probes, of_module, work_files::kSdkLayouts);
    Layouts port = compile_with(job, probes, of_port, work_files::kPortLayouts);
    std::vector<Finding> errors = differences(job, probes, module, port);
    if (!errors.empty()) throw Error(std::move(errors));
    if (!port.broken.empty()) return report(not_compared(job, port.broken.front()));
    std::vector<std::string> files = std::move(module.files);
    files.insert(files.end(), port.files.begin(), port.files.end());
    // What natmod made is the same for all modules.
    std::erase_if(files,
                  [&](const std::string& file) { return file.starts_with(job.work.string()); });
    write_entry(agreed, json_text({{"files", files}, {"stamp", stamp_of(files)}}));
}

}  // namespace natmod::driver
