// Writes the two formats, as far as one page and one picture need them.
#include "papers.h"

#include <array>
#include <cstdint>
#include <vector>

namespace services {

namespace {

std::string big_endian(std::uint32_t number) {
    std::string out;
    for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(number >> shift & 0xFF);
    return out;
}

/// The remainder that PNG closes each of its chunks with.
std::uint32_t crc(std::string_view bytes) {
    std::uint32_t rest = 0xFFFFFFFF;
    for (const char c : bytes) {
        rest ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ (0xEDB88320 & (0 - (rest & 1)));
    }
    return ~rest;
}

std::uint32_t adler(std::string_view bytes) {
    std::uint32_t low = 1, high = 0;
    for (const char c : bytes) {
        low = (low + static_cast<unsigned char>(c)) % 65521;
        high = (high + low) % 65521;
    }
    return high << 16 | low;
}

std::string chunk(std::string_view kind, std::string_view content) {
    const std::string body = std::string(kind) + std::string(content);
    return big_endian(static_cast<std::uint32_t>(content.size())) + body + big_endian(crc(body));
}

/// The bytes as a zlib stream of one block that is not compressed.
std::string stored(std::string_view bytes) {
    const auto size = static_cast<std::uint16_t>(bytes.size());
    std::string out = "\x78\x01\x01";
    for (const std::uint16_t number : {size, static_cast<std::uint16_t>(~size)}) {
        out += static_cast<char>(number & 0xFF);
        out += static_cast<char>(number >> 8);
    }
    return out + std::string(bytes) + big_endian(adler(bytes));
}

}  // namespace

std::string pdf_saying(std::string_view text) {
    const std::string page = "BT /F1 18 Tf 72 720 Td (" + std::string(text) + ") Tj ET";
    const std::array<std::string, 5> objects{
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        "<< /Length " + std::to_string(page.size()) + " >>\nstream\n" + page + "\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
    std::string out = "%PDF-1.4\n", places = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const std::string at = std::to_string(out.size());
        places += std::string(10 - at.size(), '0') + at + " 00000 n \n";
        out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string count = std::to_string(objects.size() + 1), table = std::to_string(out.size());
    return out + "xref\n0 " + count + "\n" + places + "trailer\n<< /Size " + count + " /Root 1 0 R >>\nstartxref\n" + table +
           "\n%%EOF\n";
}

std::string png_picture() {
    constexpr std::uint32_t side = 64;
    std::string rows;
    for (std::uint32_t y = 0; y < side; ++y) {
        rows += '\0';  // no filter
        for (std::uint32_t x = 0; x < side; ++x) rows += static_cast<char>(x * 2 + y * 2);
    }
    using namespace std::literals;
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", big_endian(side) + big_endian(side) + "\x08\0\0\0\0"s) +
           chunk("IDAT", stored(rows)) + chunk("IEND", "");
}

}  // namespace services
