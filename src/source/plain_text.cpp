// SPDX-License-Identifier: MIT
#include "source/plain_text.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>

#include "base/file.h"
#include "base/sdk_path.h"
#include "source/include_guard.h"
#include "source/include_path.h"
#include "source/raw_source.h"

namespace fs = std::filesystem;

namespace natmod::source {
namespace {

// Of one source and all that it includes; a header that includes itself never ends.
constexpr size_t kMostFiles = 2000, kDeepest = 100, kMostText = size_t{1} << 22;
// Beyond the size of the files, for what is read twice and what we write.
constexpr size_t kMoreText = size_t{1} << 16;

enum class Holds : uint8_t { no, yes, unknown };

struct Branches {
    Holds now;           // of the branch that we are in
    Holds earlier;       // any of those before it
    BracketDepth depth;  // at the #if
};

bool joins(std::string_view text, size_t begin, size_t end) {
    auto word = [&](size_t i) {
        return i < text.size() &&
               (std::isalnum(static_cast<unsigned char>(text[i])) || text[i] == '_');
    };
    return begin > 0 && word(begin - 1) && word(end);
}

// A header of the SDK's in which a scan looks for that word.
bool declares_streams(std::string_view name) {
    return name == "py/stream.h" || name == "py/nativeglue.h" || name == "py/dynruntime.h";
}

RawTokens without_comments(std::string_view text) {
    RawTokens words(text);
    RawToken word;
    for (RawReader reader(text); reader.next(word);)
        if (word.kind != RawKind::comment) words.push_back(word);
    return words;
}

class PlainReader {
  public:
    PlainReader(const CompileCommand& command, const fs::path& directory)
        : cxx_(command.is_cxx()),
          directory_((directory / "").string()),
          sdk_(sdk_dir().string() + "/") {
        place_ = Place(command.source());
        std::optional<PreprocessorFlags> flags = preprocessor_flags(command);
        if (!flags) fail("a flag");
        flags_ = std::move(*flags);
        for (const auto& [head, body] : flags_.defines) {
            std::string text = fmt::format("{} {}", head, body);
            RawTokens words = tokenize_raw(text);
            define(words);
        }
        for (const std::string& name : flags_.undefines) result_.macros.undefine(name);
    }

    PlainText run(const std::string& source) {
        read_file(source);
        return std::move(result_);
    }

  private:
    [[noreturn]] void fail(std::string why) const { throw NotPlain{place_, std::move(why)}; }

    Holds region() const {
        Holds region = Holds::yes;
        for (const Branches& branches : conditions_) {
            if (branches.now == Holds::no) return Holds::no;
            if (branches.now == Holds::unknown) region = Holds::unknown;
        }
        return region;
    }

    void require_room(size_t bytes) const {
        if (result_.text.size() + bytes > std::min(bytes_ + kMoreText, kMostText))
            fail("much text");
    }

    void mark_line(uint32_t line, const std::string& file) {
        if (file.find_first_of("\"\\") != std::string::npos) fail("a quote in a file name");
        result_.text += fmt::format("\n# {} \"{}\"\n", line, file);
    }

    void read_file(const std::string& file) {
        if (contents_.size() > kMostFiles || depth_of_files_ == kDeepest) fail("many includes");
        contents_.push_back(std::make_unique<MappedFile>(fs::path(directory_) / file));
        std::string_view text = contents_.back()->text();
        if (std::ranges::find(result_.files, file) == result_.files.end()) {
            result_.files.push_back(file);
            bytes_ += text.size();
        }
        open_bytes_ += text.size();
        if (open_bytes_ > bytes_ + kMoreText) fail("a file in itself");
        require_room(text.size());
        if (text.starts_with("\xef\xbb\xbf")) fail("a byte order mark");
        if (text.find("??") != std::string_view::npos) fail("perhaps a trigraph");
        if (text.find("*\\\n/") != std::string_view::npos) fail("a comment's end in two lines");
        Place outer = std::exchange(place_, Place(file, 1));
        std::string guard = std::exchange(guard_, {});
        size_t conditions = conditions_.size();
        mark_line(1, file);
        ++depth_of_files_;
        read_tokens(text);
        --depth_of_files_;
        open_bytes_ -= text.size();
        if (conditions_.size() != conditions) fail("a condition that does not end in its file");
        guard_ = guard;
        place_ = outer;
    }

    void read_tokens(std::string_view text) {
        RawTokens tokens = tokenize_raw(text);
        LineCounter lines(text);
        guard_ = include_guard(tokens);
        size_t behind = 0;
        for (size_t i = 0; i < tokens.size(); ++i) {
            RawToken token = tokens[i];
            std::string_view gap = text.substr(behind, token.begin - behind);
            place_.line = lines.line(token.begin);
            if (gap.find('\\') != std::string_view::npos && region() != Holds::no)
                fail("a line that goes on");
            result_.text += gap;
            behind = token.end();
            if (token.is_code() && region() != Holds::no) {
                i = add_code(tokens, i);
                behind = tokens[i].end();
            } else {
                blank(token.text);
                if (token.kind == RawKind::directive) read_directive(token);
            }
        }
        if (text.substr(behind).find('\\') != std::string_view::npos) fail("a line that goes on");
        result_.text += text.substr(behind);
    }

    // White space in place of the token, with its line ends.
    void blank(std::string_view token) {
        result_.text += ' ';
        for (char c : token)
            if (c == '\n') result_.text += c;
    }

    // Returns the last token that it took.
    size_t add_code(Code tokens, size_t i) {
        RawToken token = tokens[i];
        std::optional<RawToken> next;
        if (i + 1 < tokens.size() && tokens[i + 1].begin == token.end()) next = tokens[i + 1];
        depth_.count(token.text);
        if (token.kind == RawKind::word) {
            bool quoted =
                next && (next->kind == RawKind::string || next->kind == RawKind::character);
            if (quoted && token.text.back() == 'R') fail("a raw string");
            if (matters_to_scan(token.text) && region() == Holds::unknown)
                fail(fmt::format("{} under a condition", token.text));
            if (token.is("STATIC")) {  // the SDK has it for sources of old releases
                result_.text += "static";
                last_ = 'c';
                return i;
            }
            if (token.text.starts_with("MP_DEFINE_CONST_DICT")) return add_dict(tokens, i);
        } else if (token.kind == RawKind::string || token.kind == RawKind::character) {
            if (token.text.find('\n') != std::string_view::npos) fail("text in two lines");
        } else if (token.kind == RawKind::number) {
            if (next && next->kind == RawKind::character) fail("a quote in a number");
        } else if (token.kind == RawKind::punctuator) {
            auto c = static_cast<unsigned char>(token.text[0]);
            if (c >= 0x80 || c == '$' || c == '@' || c == '`') fail("an unusual character");
            constexpr std::string_view kDigraphs[] = {"<%", "%>", "<:", ":>", "%:"};
            if (next && !next->text.empty()) {
                const std::string pair = {token.text.back(), next->text[0]};
                if (std::ranges::find(kDigraphs, pair) != std::end(kDigraphs)) fail("a digraph");
            }
            if (token.is("#") || token.is("##")) fail("a # in code");
        }
        result_.text += token.text;
        last_ = token.text.back();
        return i;
    }

    // MP_DEFINE_CONST_DICT ( NAME , TABLE ), as the SDK's macro has it.
    size_t add_dict(Code tokens, size_t i) {
        size_t close = i + 1 < tokens.size() && tokens[i + 1].is("(") ? find_closing(tokens, i + 1)
                                                                      : tokens.size();
        if (close == tokens.size()) fail("MP_DEFINE_CONST_DICT without arguments");
        Code inside = tokens.subspan(i + 2, close - i - 2);
        bool plain = std::ranges::all_of(inside, [](const RawToken& t) { return t.is_code(); });
        std::vector<Code> arguments = split_arguments(inside);
        bool sized = tokens[i].is("MP_DEFINE_CONST_DICT_WITH_SIZE");
        if (!plain || arguments.size() != (sized ? 3 : 2) ||
            (!sized && !tokens[i].is("MP_DEFINE_CONST_DICT")))
            fail("unusual arguments of MP_DEFINE_CONST_DICT");
        std::string table(source_of(arguments[1]));
        std::string size = sized ? std::string(source_of(arguments[2]))
                                 : fmt::format("sizeof({0}) / sizeof(({0})[0])", table);
        std::string text = fmt::format(
            "const mp_obj_dict_t {} = {{{{&mp_type_dict}}, {{1, 1, 1, ({}), ({}), "
            "(mp_map_elem_t *)(mp_rom_map_elem_t *)({})}}}}",
            source_of(arguments[0]), size, size, table);
        std::erase(text, '\n');
        require_room(text.size());
        result_.text += text;
        blank(source_of(tokens.subspan(i, close - i + 1)));
        last_ = ')';
        return close;
    }

    void read_directive(const RawToken& token) {
        std::string_view text = token.text.substr(1);
        for (size_t at = 0; (at = text.find('\\', at)) != std::string_view::npos; ++at) {
            size_t end = text.find('\n', at);
            if (end != std::string_view::npos && joins(text, at, end + 1))
                fail("a word in two lines");
        }
        RawTokens all = without_comments(text);
        Code words = all;
        if (words.empty()) return;
        std::string_view name = words[0].text;
        Code rest = words.subspan(1);
        if (read_condition(name, rest) || region() == Holds::no) return;
        for (const RawToken& word : rest)
            if (word.kind == RawKind::word && matters_to_scan(word.text))
                fail(fmt::format("{} in a directive", word.text));
        if (name == "define") {
            define(rest);
        } else if (name == "undef") {
            if (!rest.empty()) result_.macros.undefine(rest[0].text);
        } else if (name == "include") {
            include(rest, token);
        } else if (name == "pragma" && !rest.empty() && rest[0].is("once")) {
            once_.insert(place_.file);
        } else if (name == "pragma" && !rest.empty() && rest[0].text.ends_with("_macro")) {
            fail("a #pragma of macros");
        } else if (name != "error" && name != "warning" && name != "pragma") {
            fail(fmt::format("#{}", name));
        }
    }

    // #if and its kin. False if it is something else.
    bool read_condition(std::string_view name, Code rest) {
        if (name == "if" || name == "ifdef" || name == "ifndef") {
            if (conditions_.size() == kDeepest) fail("many conditions");
            Holds holds = region() == Holds::no ? Holds::no : evaluate(name, rest);
            conditions_.push_back({holds, Holds::no, depth_});
            if (holds == Holds::unknown) mark_condition();
            return true;
        }
        if (name == "elifdef" || name == "elifndef") fail(fmt::format("#{}", name));
        if (name != "elif" && name != "else" && name != "endif") return false;
        if (conditions_.empty()) fail("an #endif too many");
        Branches& branches = conditions_.back();
        if (branches.now == Holds::unknown) mark_condition();
        if (name == "endif") {
            conditions_.pop_back();
            return true;
        }
        if (branches.now == Holds::yes) branches.earlier = Holds::yes;
        if (branches.now == Holds::unknown && branches.earlier == Holds::no)
            branches.earlier = Holds::unknown;
        Holds earlier = branches.earlier;
        branches.now = Holds::no;
        if (earlier == Holds::yes || region_around() == Holds::no) return true;
        Holds holds = name == "else" ? Holds::yes : evaluate("if", rest);
        // It does not hold if an earlier one does.
        branches.now = holds == Holds::yes && earlier == Holds::unknown ? Holds::unknown : holds;
        if (holds == Holds::yes) branches.earlier = Holds::yes;
        if (branches.now == Holds::unknown) mark_condition();
        return true;
    }

    Holds region_around() const {
        bool off = std::any_of(conditions_.begin(), conditions_.end() - 1,
                               [](const Branches& outer) { return outer.now == Holds::no; });
        return off ? Holds::no : Holds::yes;
    }

    // Of the condition that we are at. Each of its branches must leave the brackets as they were.
    void mark_condition() {
        if (region() == Holds::no) return;
        if (conditions_.back().depth != depth_) fail("brackets under a condition");
        require_room(0);
        bool apart = last_ == '\0' || last_ == ';' || last_ == '{' || last_ == '}';
        result_.text += fmt::format(" ;{}; ", apart ? kCondition : kCutBy);
        last_ = ';';
    }

    Holds evaluate(std::string_view name, Code rest) {
        for (const RawToken& word : rest)
            if (matters_to_scan(word.text)) fail(fmt::format("#if of {}", word.text));
        bool negated = name == "ifndef";
        if (name == "if") {
            if (!rest.empty() && rest[0].is("!")) {
                negated = true;
                rest = rest.subspan(1);
            }
            bool in_brackets = matches(rest, "defined ( _ )");
            if (in_brackets || matches(rest, "defined _")) {
                rest = rest.subspan(in_brackets ? 2 : 1, 1);
            } else {
                return rest.size() == 1 ? turn(value_of(rest[0].text), negated) : Holds::unknown;
            }
        }
        if (rest.empty()) return Holds::unknown;
        return turn(is_defined(rest[0].text, negated), negated);
    }

    static Holds turn(Holds holds, bool negated) {
        if (!negated || holds == Holds::unknown) return holds;
        return holds == Holds::yes ? Holds::no : Holds::yes;
    }

    Holds is_defined(std::string_view name, bool asks_for_none) const {
        if (name == "__cplusplus") return cxx_ ? Holds::yes : Holds::no;
        if (result_.macros.value(name)) return Holds::yes;
        bool guards = asks_for_none && name == guard_ && !result_.macros.may_be(name);
        return guards ? Holds::no : Holds::unknown;
    }

    Holds value_of(std::string_view word) const {
        word = result_.macros.value(word).value_or(word);
        if (word == "0") return Holds::no;
        return word == "1" ? Holds::yes : Holds::unknown;
    }

    // `words` from the name on.
    void define(Code words) {
        std::string problem = result_.macros.define(words, region() == Holds::yes);
        if (!problem.empty()) fail(std::move(problem));
        if (result_.macros.are_many(result_.text.size())) fail("many macros");
    }

    void include(Code rest, const RawToken& token) {
        std::string_view text = source_of(rest);
        if (text.size() < 3 || (text[0] != '"' && text[0] != '<')) fail("an #include of a macro");
        bool quoted = text[0] == '"';
        size_t end = text.find(quoted ? '"' : '>', 1);
        if (end == std::string_view::npos) fail("an unusual #include");
        std::string name(text.substr(1, end - 1));
        std::optional<std::string> file = find(name, quoted);
        if (!file && declares_streams(name)) {
            if (region() == Holds::unknown) fail("streams under a condition");
            result_.text += " typedef int mp_stream_p_t; ";
        }
        if (!file || once_.contains(*file)) return;
        Place here = place_;
        read_file(*file);
        uint32_t lines = static_cast<uint32_t>(std::ranges::count(token.text, '\n'));
        mark_line(here.line + lines, here.file);
    }

    // A header of the module's. Nothing for one of the SDK's or the compiler's.
    std::optional<std::string> find(const std::string& name, bool quoted) const {
        auto exists = [&](const std::string& file) {
            struct stat status = {};
            std::string path = file.starts_with('/') ? file : directory_ + file;
            return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
        };
        std::vector<std::string> dirs;
        if (quoted) {
            dirs.push_back(place_.file.substr(0, place_.file.rfind('/') + 1));
            dirs.insert(dirs.end(), flags_.quote_dirs.begin(), flags_.quote_dirs.end());
        }
        dirs.insert(dirs.end(), flags_.dirs.begin(), flags_.dirs.end());
        if (name.starts_with('/')) dirs = {""};
        for (std::string& dir : dirs) {
            while (dir.size() > 1 && dir.ends_with('/')) dir.pop_back();
            if (!dir.empty()) dir += '/';
            dir += name;
            if (!exists(dir)) continue;
            if (!dir.starts_with(sdk_)) return dir;
            return {};
        }
        for (const std::string& dir : flags_.later_dirs) {
            std::string file = fmt::format("{}/{}", dir, name);
            if (exists(file) && !file.starts_with(sdk_))
                fail(fmt::format("{} is far behind", name));
        }
        if (name.find('/') != std::string::npos) fail(fmt::format("{} is the system's", name));
        return {};
    }

    bool cxx_;
    std::string directory_;  // with a slash, or empty
    std::string sdk_;
    PreprocessorFlags flags_;
    PlainText result_;
    Place place_;
    std::vector<std::unique_ptr<MappedFile>> contents_;
    size_t depth_of_files_ = 0;
    size_t bytes_ = 0, open_bytes_ = 0;  // of all files, each once; of those that we are in
    std::vector<Branches> conditions_;
    std::set<std::string> once_;
    BracketDepth depth_;
    char last_ = '\0';   // of the code so far, but for white space
    std::string guard_;  // of the file that we are in
};

}  // namespace

PlainText plain_text(const CompileCommand& command, const fs::path& directory) {
    return PlainReader(command, directory).run(command.source());
}

}  // namespace natmod::source
