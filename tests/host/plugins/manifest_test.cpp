// What is refused of a plugin's file before anything of it runs, each with its sentence.
#include "plugins/manifest.h"

#include <elf.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>

namespace {

using namespace host;

struct PluginFile : testing::Test {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("mortise-manifest-" + std::to_string(::getpid()));
    std::filesystem::path file = folder / "plain.so";
    PluginFile() {
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        std::filesystem::permissions(folder, std::filesystem::perms::all);
    }
    ~PluginFile() override { std::filesystem::remove_all(folder); }

    static std::string sample(const std::string& name) {
        std::ifstream in(std::filesystem::path(SAMPLES) / (name + ".so"), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void put(const std::string& bytes) const { std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes; }

    /// The sentence, without the folder's name.
    std::string refusal(const std::vector<std::string>& enabled = {"plain"}) const {
        try {
            find_plugins(enabled, {folder});
        } catch (const Refused& why) {
            std::string out = why.what();
            for (std::size_t at; (at = out.find(folder.string())) != std::string::npos;)
                out.replace(at, folder.string().size(), "DIR");
            return out;
        }
        return "";
    }
    /// The sentence about a copy of the sample, changed.
    std::string refusal_of(const std::function<void(std::string&)>& change) const {
        std::string bytes = sample("plain");
        change(bytes);
        put(bytes);
        return refusal();
    }
};

TEST_F(PluginFile, IsReadAsItIs) {
    put(sample("plain"));
    const auto found = find_plugins({"plain"}, {folder / "nowhere", folder});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].name, "plain");
    EXPECT_EQ(found[0].version, "1.0.0");
    EXPECT_TRUE(found[0].needs.empty());
    EXPECT_EQ(read_manifest(std::filesystem::path(SAMPLES) / "leaning.so").needs, std::vector<std::string>{"late"});
}

TEST_F(PluginFile, IsNamedWhenItIsMissing) { EXPECT_EQ(refusal(), "plugin plain is enabled, but there is no plain.so in DIR"); }

TEST_F(PluginFile, IsNamedWhenItCannotBeRead) {
    put(sample("plain"));
    ::chmod(file.c_str(), 0);
    const uid_t before = ::geteuid();
    const bool is_root = before == 0;  // who reads everything
    ASSERT_TRUE(!is_root || ::seteuid(65534) == 0);
    const std::string why = refusal();
    ASSERT_TRUE(!is_root || ::seteuid(before) == 0);
    EXPECT_EQ(why, "DIR/plain.so cannot be read");
}

TEST_F(PluginFile, IsNamedWhenItIsAFolder) {
    std::filesystem::create_directory(file);
    EXPECT_EQ(refusal(), "DIR/plain.so is not a file");
}

TEST_F(PluginFile, IsNamedWhenItIsNoElfFile) {
    for (const char* bytes : {"", "#!/bin/sh\n",
                              "\x7f"
                              "EL"}) {
        put(bytes);
        EXPECT_EQ(refusal(), "DIR/plain.so is not an ELF file");
    }
}

TEST_F(PluginFile, IsNamedWhenItIsCutShortAnywhere) {
    const std::string whole = sample("plain");
    for (std::size_t length = sizeof(Elf64_Ehdr); length < whole.size() / 2; length += 97) {
        put(whole.substr(0, length));
        EXPECT_EQ(refusal(), "DIR/plain.so is cut short") << length;
    }
    put(whole.substr(0, whole.size() - 1));
    EXPECT_EQ(refusal(), "DIR/plain.so is cut short");
}

TEST_F(PluginFile, IsNamedWhenItIsForAnotherMachine) {
    EXPECT_EQ(refusal_of([](std::string& bytes) { bytes[offsetof(Elf64_Ehdr, e_machine)] = static_cast<char>(EM_RISCV); }),
              "DIR/plain.so was built for another machine");
    EXPECT_EQ(refusal_of([](std::string& bytes) { bytes[EI_CLASS] = ELFCLASS32; }), "DIR/plain.so was built for another machine");
}

TEST_F(PluginFile, IsNamedWhenItIsNoLibrary) {
    EXPECT_EQ(refusal_of([](std::string& bytes) { bytes[offsetof(Elf64_Ehdr, e_type)] = ET_EXEC; }),
              "DIR/plain.so is not a shared library");
}

TEST_F(PluginFile, IsNamedWhenItHasNoManifest) {
    EXPECT_EQ(refusal_of([](std::string& bytes) { bytes.replace(bytes.find("Mortise"), 7, "Mordise"); }),
              "DIR/plain.so is no Mortise plugin: it has no manifest");
}

TEST_F(PluginFile, IsNamedWhenItsManifestIsNoJson) {
    EXPECT_EQ(refusal_of([](std::string& bytes) { bytes[bytes.find("{\"name\"")] = '('; }),
              "DIR/plain.so has a manifest that is not JSON");
    EXPECT_EQ(refusal_of([](std::string& bytes) { bytes.replace(bytes.find("\"name\":"), 7, "\"nome\":"); }),
              "DIR/plain.so has a manifest without name or version");
}

TEST_F(PluginFile, IsNamedWhenItIsOfAnotherAbi) {
    put(sample("other-abi"));
    EXPECT_EQ(refusal(), "DIR/plain.so was built for SDK ABI 7, this host has 1; rebuild it");
}

TEST_F(PluginFile, IsNamedWhenItBearsAnotherName) {
    put(sample("misnamed"));
    EXPECT_EQ(refusal(), "DIR/plain.so is the plugin someone-else, not plain");
}

TEST_F(PluginFile, IsNamedWhenItIsEnabledTwice) {
    put(sample("plain"));
    EXPECT_EQ(refusal({"plain", "plain"}), "plugin plain stands twice in plugins.enabled");
}

TEST_F(PluginFile, WithAnyOneByteChangedIsTakenOrNamedButNeverReadBeyondItsEnd) {
    const std::string whole = sample("plain");
    const std::size_t head = sizeof(Elf64_Ehdr) + 12 * sizeof(Elf64_Phdr);
    for (std::size_t at = 4; at < head; ++at) {
        std::string bytes = whole;
        bytes[at] = at % 2 == 0 ? '\xff' : '\x7f';
        put(bytes);
        const std::string why = refusal();
        EXPECT_TRUE(why.empty() || why.starts_with("DIR/plain.so ")) << at << ' ' << why;
    }
}

}  // namespace
