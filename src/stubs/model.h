// SPDX-License-Identifier: MIT
// What a stub says, before it is text.
#pragma once

#include <string>
#include <vector>

#include "stubs/types.h"

namespace natmod::stubs {

struct Parameter {
    enum Kind { self, positional, either, keyword, rest, rest_of_keywords };
    Kind kind = positional;
    std::string name;
    Types type = {};
    std::string value = {};   // the default; empty: there is none
    bool is_unnamed = false;  // in C

    bool operator==(const Parameter&) const = default;
};

struct Signature {
    std::vector<Parameter> parameters;
    Types result;
    std::string as_text = {};  // if not empty, this is it

    bool operator==(const Signature&) const = default;
};

struct Member;

struct Class {
    std::string name;
    std::string type_object;
    std::string doc = {};
    Types base = {};
    std::vector<Member> members;  // clang 14 takes no initializer before the type is complete
};

// A name in a module or a class.
struct Member {
    enum Kind {
        function,
        static_method,
        class_method,
        property,
        variable,
        constant,
        klass,
        module,
        import
    };
    Kind kind = variable;
    std::string name;
    std::string doc = {};
    Signature signature = {};  // of a function
    Types type = {};           // of a property, a variable, a constant
    std::string value = {};    // of a constant; of a class or import, what it is another name for
    bool writable = false;     // a property
    Types written = {};        // what it takes
    std::vector<Class> classes = {};  // one, of a class that is defined here
};

struct Module {
    std::string name;  // "pkg.sub"
    std::string doc = {};
    std::vector<Member> members = {};
    std::vector<Module> children = {};
};

}  // namespace natmod::stubs
