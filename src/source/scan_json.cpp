// The JSON form of a scan: the file that ninja keeps between `natmod scan` and `natmod generate`.

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "source/scan.h"

namespace natmod::source {

using Json = nlohmann::json;

void to_json(Json& json, const Registration& registration) {
    json = Json{{"name", registration.name},
                {"object", registration.object},
                {"extensible", registration.extensible},
                {"enabled", registration.enabled},
                {"where", registration.where}};
}

void from_json(const Json& json, Registration& registration) {
    json.at("name").get_to(registration.name);
    json.at("object").get_to(registration.object);
    json.at("extensible").get_to(registration.extensible);
    json.at("enabled").get_to(registration.enabled);
    json.at("where").get_to(registration.where);
}

void to_json(Json& json, const Delegation& delegation) {
    json = Json{{"object", delegation.object},
                {"function", delegation.function},
                {"where", delegation.where}};
}

void from_json(const Json& json, Delegation& delegation) {
    json.at("object").get_to(delegation.object);
    json.at("function").get_to(delegation.function);
    json.at("where").get_to(delegation.where);
}

void to_json(Json& json, const RootPointer& pointer) {
    json = Json{{"declaration", pointer.declaration}, {"where", pointer.where}};
}

void from_json(const Json& json, RootPointer& pointer) {
    json.at("declaration").get_to(pointer.declaration);
    json.at("where").get_to(pointer.where);
}

void to_json(Json& json, const TableEntry& entry) {
    json = Json{{"name", entry.name}, {"value", entry.value}, {"where", entry.where}};
}

void from_json(const Json& json, TableEntry& entry) {
    json.at("name").get_to(entry.name);
    json.at("value").get_to(entry.value);
    json.at("where").get_to(entry.where);
}

void to_json(Json& json, const Definition& definition) {
    json = Json{{"kind", definition.kind},        {"name", definition.name},
                {"static", definition.is_static}, {"cxx_const", definition.cxx_const},
                {"where", definition.where},      {"refers_to", definition.refers_to},
                {"entries", definition.entries}};
}

void from_json(const Json& json, Definition& definition) {
    json.at("kind").get_to(definition.kind);
    json.at("name").get_to(definition.name);
    json.at("static").get_to(definition.is_static);
    json.at("cxx_const").get_to(definition.cxx_const);
    json.at("where").get_to(definition.where);
    json.at("refers_to").get_to(definition.refers_to);
    json.at("entries").get_to(definition.entries);
}

void to_json(Json& json, const QstrPlace& place) {
    json = Json{{"what", place.what}, {"where", place.where}};
}

void from_json(const Json& json, QstrPlace& place) {
    json.at("what").get_to(place.what);
    json.at("where").get_to(place.where);
}

void to_json(Json& json, const Scan& scan) {
    json = Json{{"source", scan.source},
                {"qstrs", scan.qstrs},
                {"registrations", scan.registrations},
                {"delegations", scan.delegations},
                {"root_pointers", scan.root_pointers},
                {"definitions", scan.definitions},
                {"mpy_init", scan.mpy_init},
                {"to_rewrite", scan.to_rewrite}};
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
}

Scan read_scan(const std::string& file) {
    try {
        return Json::parse(MappedFile(file).text()).get<Scan>();
    } catch (const Json::exception&) {
        throw Error({file, "not a scan result of this natmod", "remove it and build again"});
    }
}

}  // namespace natmod::source
