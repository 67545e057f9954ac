// SPDX-License-Identifier: MIT
#include "driver/describe_plan.h"

#include <nlohmann/json.hpp>

#include "abi/static_qstrs.h"

namespace natmod::driver {
namespace {

nlohmann::json describe_registered(std::span<const source::Scan> scans,
                                   const PlannedModule& module) {
    const source::Registration& registration = module.registration;
    nlohmann::json json = {{"name", module.name},
                           {"object", registration.object},
                           {"extensible", registration.extensible},
                           {"registered_at", registration.where.text()},
                           {"globals", nlohmann::json::array()}};
    if (const source::Definition* object = find_definition(scans, "module", registration.object)) {
        json["defined_at"] = object->where.text();
    }
    if (const source::Definition* table = find_globals_table(scans, registration.object)) {
        json["globals_table"] = table->name;
        for (const source::TableEntry& entry : table->entries) {
            json["globals"].push_back({{"name", std::string(abi::qstr_text(entry.name))},
                                       {"value", entry.value},
                                       {"at", entry.where.text()}});
        }
    }
    return json;
}

}  // namespace

nlohmann::json describe_plan(std::span<const source::Scan> scans, const ModulePlan& plan) {
    nlohmann::json json = {{"name", plan.name},
                           {"sources", plan.sources},
                           {"modules", nlohmann::json::array()},
                           {"root_pointers", nlohmann::json::array()},
                           {"delegations", nlohmann::json::array()},
                           {"qstrs", plan.qstrs}};
    for (const auto* modules : {&plan.adopted, &plan.others}) {
        for (const PlannedModule& module : *modules) {
            json["modules"].push_back(describe_registered(scans, module));
        }
    }
    for (const source::RootPointer& pointer : plan.root_pointers) {
        json["root_pointers"].push_back(
            {{"declaration", pointer.declaration}, {"at", pointer.where.text()}});
    }
    for (const source::Delegation& delegation : plan.delegations) {
        json["delegations"].push_back({{"object", delegation.object},
                                       {"function", delegation.function},
                                       {"at", delegation.where.text()}});
    }
    if (plan.mpy_init) json["mpy_init"] = plan.mpy_init.text();
    return json;
}

}  // namespace natmod::driver
