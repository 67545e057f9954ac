// SPDX-License-Identifier: MIT
// The JSON form of a scan: the file that ninja keeps between `natmod scan` and `natmod generate`.

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_writer.h"
#include "source/scan.h"

namespace natmod::source {

using Json = nlohmann::json;

void to_json(Json& json, const Where& where) {
    json = Place(where);
}

void from_json(const Json& json, Where& where) {
    Place place = json.get<Place>();
    where = {std::make_shared<const std::string>(std::move(place.file)), place.line};
}

// Each struct as an object with its members' names.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Registration, name, object, extensible, enabled, where)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Delegation, object, function, where)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RootPointer, declaration, where)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TableEntry, name, value, where)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Definition, kind, name, is_static, cxx_const, where, refers_to,
                                   entries)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(QstrPlace, what, where)

namespace {

template <typename List>
void write_list(JsonWriter& out, const List& list) {
    out.open('[');
    for (const auto& element : list) out.value(element);
    out.close();
}

void write_definitions(JsonWriter& out, const Scan& scan) {
    out.open('[');
    for (const Definition& definition : scan.definitions) {
        out.object({{"kind", definition.kind},
                    {"name", definition.name},
                    {"is_static", definition.is_static},
                    {"cxx_const", definition.cxx_const},
                    {"where", definition.where}},
                   {{"refers_to", [&] { write_list(out, definition.refers_to); }},
                    {"entries", [&] { write_list(out, definition.entries); }}});
    }
    out.close();
}

}  // namespace

void write_scan(const Scan& scan, const std::function<void(std::string_view)>& write) {
    JsonWriter out(write);
    out.object({{"source", scan.source},
                {"mpy_init", scan.mpy_init},
                {"opaque_arguments", scan.opaque_arguments},
                {"static_arguments", scan.static_arguments},
                {"knows_streams", scan.knows_streams},
                {"asks_streams", scan.asks_streams}},
               {{"qstrs", [&] { write_list(out, scan.qstrs); }},
                {"registrations", [&] { write_list(out, scan.registrations); }},
                {"delegations", [&] { write_list(out, scan.delegations); }},
                {"root_pointers", [&] { write_list(out, scan.root_pointers); }},
                {"definitions", [&] { write_definitions(out, scan); }},
                {"to_rewrite", [&] { write_list(out, scan.to_rewrite); }}});
    write("\n");
}

void from_json(const Json& json, Scan& scan) {
    json.at("source").get_to(scan.source);
    json.at("qstrs").get_to(scan.qstrs);
    json.at("registrations").get_to(scan.registrations);
    json.at("delegations").get_to(scan.delegations);
    json.at("root_pointers").get_to(scan.root_pointers);
    json.at("definitions").get_to(scan.definitions);
    json.at("mpy_init").get_to(scan.mpy_init);
    json.at("to_rewrite").get_to(scan.to_rewrite);
    json.at("opaque_arguments").get_to(scan.opaque_arguments);
    json.at("static_arguments").get_to(scan.static_arguments);
    json.at("knows_streams").get_to(scan.knows_streams);
    json.at("asks_streams").get_to(scan.asks_streams);
}

Scan read_scan(const std::string& file) {
    try {
        return parse_json(MappedFile(file).text()).get<Scan>();
    } catch (const Json::exception&) {
        throw Error({file, "not a scan result of this natmod", "remove it and build again"});
    }
}

}  // namespace natmod::source
