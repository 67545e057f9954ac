// SPDX-License-Identifier: MIT
#include "base/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>
#include <vector>

#include "base/error.h"
#include "temporary_folder.h"

namespace natmod {
namespace {

namespace fs = std::filesystem;

std::string error_of(const fs::path& path) {
    try {
        MappedFile file(path);
    } catch (const Error& error) {
        return error.what();
    }
    return "read";
}

fs::path make_fifo(const TemporaryFolder& folder) {
    fs::path path = folder.path() / "fifo";
    EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
    return path;
}

TEST(MappedFile, RefusesPipesWithoutWaitingForAWriter) {
    TemporaryFolder folder;
    EXPECT_EQ(error_of(make_fifo(folder)), "is a pipe");
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    EXPECT_EQ(error_of("/dev/fd/" + std::to_string(ends[0])), "is a pipe");
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST(MappedFile, RefusesWhatIsNoFile) {
    TemporaryFolder folder;
    EXPECT_EQ(error_of("/dev/zero"), "is a device");
    EXPECT_EQ(error_of(folder.path()), "is a folder");
    EXPECT_EQ(error_of(folder.path() / "none"), "cannot open: No such file or directory");
    int end = ::socket(AF_UNIX, SOCK_STREAM, 0);
    EXPECT_EQ(error_of("/proc/self/fd/" + std::to_string(end)),
              "cannot open: No such device or address");
    ::close(end);
}

TEST(MappedFile, RefusesFilesThatAreTooLarge) {
    TemporaryFolder folder;
    fs::path path = folder.write("large", "");
    fs::resize_file(path, uint64_t{1} << 40);  // takes no room
    EXPECT_EQ(error_of(path), "is too large: 1099511627776 bytes");
}

TEST(MappedFile, HasTheBytesOfTheStartWhenAFileGrows) {
    TemporaryFolder folder;
    fs::path path = folder.write("f", "ab");
    MappedFile file(path);
    std::ofstream(path, std::ios::app) << "cd";
    EXPECT_EQ(file.text(), "ab");
    EXPECT_EQ(MappedFile(folder.write("empty", "")).text(), "");
}

TEST(MappedFile, EndsTheProgramWhenAFileIsCutShort) {
    TemporaryFolder folder;
    fs::path path = folder.write("f", std::string(100, 'x'));
    auto read_cut_file = [&] {
        MappedFile file(path);
        fs::resize_file(path, 0);
        std::exit(file.text()[50] == 'x' ? 7 : 8);
    };
    EXPECT_EXIT(read_cut_file(), testing::ExitedWithCode(1), "cut short while it was read");
}

// As one to /dev/null: a rename would put a file in its place.
TEST(WriteFile, WritesToAPipeWithoutReplacingIt) {
    TemporaryFolder folder;
    fs::path path = make_fifo(folder);
    int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    write_file(path, std::string_view("text"));
    char text[8];
    EXPECT_EQ(::read(reader, text, sizeof text), 4);
    EXPECT_TRUE(fs::is_fifo(path));
    ::close(reader);
}

TEST(WriteFile, DoesNotWaitForAReaderOfAPipe) {
    TemporaryFolder folder;
    fs::path path = make_fifo(folder);
    write_file(path, std::string_view("text"));
    EXPECT_TRUE(fs::is_regular_file(path));
}

std::string text_of(const fs::path& path) {
    return std::string(MappedFile(path).text());
}

TEST(WriteFile, WaitsForTheReaderOfAFullPipe) {
    TemporaryFolder folder;
    fs::path path = make_fifo(folder);
    int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    ::fcntl(reader, F_SETFL, O_RDONLY);
    std::string large(300'000, 'x'), read;
    std::thread thread([&] {
        char piece[4096];
        while (read.size() < large.size()) {
            ssize_t n = ::read(reader, piece, sizeof piece);
            if (n > 0) read.append(piece, static_cast<size_t>(n));
            if (n <= 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    write_file(path, large);
    thread.join();
    ::close(reader);
    EXPECT_EQ(read, large);
}

TEST(WriteFile, WritesPiecesOneAfterTheOther) {
    TemporaryFolder folder;
    fs::path path = folder.path() / "new" / "file";
    std::string large(100'000, 'x');
    write_file(path, [&](const WritePiece& write) {
        for (std::string_view piece : {"a", "", "bc", large.c_str(), "d"}) write(piece);
    });
    EXPECT_EQ(text_of(path), "abc" + large + "d");
}

TEST(WriteFile, KeepsTheTimeOfAFileOnlyIfAllPiecesAreTheSame) {
    TemporaryFolder folder;
    fs::path path = folder.write("file", "abcd");
    auto before = fs::last_write_time(path) - std::chrono::hours(1);
    auto is_kept = [&](std::vector<std::string> pieces) {
        fs::last_write_time(path, before);
        write_file(
            path, [&](const WritePiece& write) { std::ranges::for_each(pieces, write); }, true);
        std::string whole;
        for (const std::string& piece : pieces) whole += piece;
        EXPECT_EQ(text_of(path), whole);
        return fs::last_write_time(path) == before;
    };
    EXPECT_TRUE(is_kept({"ab", "", "cd"}));
    EXPECT_FALSE(is_kept({"ab", "c"}));
    EXPECT_FALSE(is_kept({"abc", "d"}));
    EXPECT_TRUE(is_kept({"abcd"}));
    EXPECT_FALSE(is_kept({"ab", "xd"}));
    EXPECT_FALSE(is_kept({"ab", "xd", "e"}));
    EXPECT_FALSE(is_kept({}));
    EXPECT_TRUE(is_kept({}));
}

TEST(WriteFile, LeavesTheOldFileAloneWhenThePiecesEndInAnError) {
    TemporaryFolder folder;
    fs::path path = folder.write("file", "old");
    EXPECT_THROW(write_file(path,
                            [&](const WritePiece& write) {
                                write(std::string(100'000, 'x'));
                                throw Error("no more");
                            }),
                 Error);
    EXPECT_EQ(text_of(path), "old");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace natmod
