// Runs a fuzz target over the files of one folder, where libFuzzer is not linked: the seeds are tests as well.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int main(int count, char** words) {
    if (count != 2) {
        std::fputs("usage: fuzz_NAME FOLDER\n", stderr);
        return 2;
    }
    std::size_t seeds = 0;
    for (const auto& entry : std::filesystem::directory_iterator(words[1])) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        std::printf("%s\n", entry.path().c_str());
        std::fflush(stdout);  // a crash names its seed
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
        ++seeds;
    }
    std::printf("%zu seeds\n", seeds);
    return seeds == 0 ? 1 : 0;
}
