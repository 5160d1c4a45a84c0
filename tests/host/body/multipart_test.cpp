// Multipart bodies: whole, in crumbs, cut short, too large and twisted.
#include "body/multipart.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/problem.h"
#include "shown.h"

namespace host::body {
namespace {

constexpr std::string_view form_data = "multipart/form-data; boundary=XX";

std::string part(std::string_view parameters, std::string_view content, std::string_view more = "") {
    return std::string("--XX\r\nContent-Disposition: form-data; ")
        .append(parameters)
        .append("\r\n")
        .append(more)
        .append("\r\n")
        .append(content)
        .append("\r\n");
}

std::string content_of(const Upload& upload) {
    std::string text(static_cast<std::size_t>(upload.content.bytes()), '\0');
    EXPECT_EQ(::pread(upload.content.descriptor(), text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
    return text;
}

class MultipartBody : public testing::Test {
  protected:
    Multipart made(MultipartLimits limits = {}, std::string_view type = form_data) {
        return Multipart(type, testing::TempDir(), limits);
    }

    /// What becomes of a body that arrives in pieces of that size: its nodes, or the code of its problem.
    std::string outcome(std::string_view body, std::size_t piece = 1 << 20, MultipartLimits limits = {}) {
        try {
            Multipart multipart = made(limits);
            for (std::size_t at = 0; at < body.size(); at += piece) multipart.put(body.substr(at, piece));
            multipart.finish();
            Nodes nodes;
            multipart.nodes(nodes);
            return shown(nodes);
        } catch (const Problem& problem) {
            return std::to_string(problem.status) + " " + problem.code;
        }
    }
};

TEST_F(MultipartBody, BecomesAnObjectOfTextsAndFiles) {
    const std::string body = part("name=\"title\"", "A \r\n--X title") +
                             part("name=f; filename=\"a.txt\"", "12345", "Content-Type: text/plain\r\n") + "--XX--\r\n";
    for (const std::size_t piece : {1, 2, 3, 7, 64, 4096})
        EXPECT_EQ(outcome(body, piece), "{title:\"A \r\n--X title\" f:<0>}") << piece;

    auto multipart = made();
    multipart.put(body);
    multipart.finish();
    ASSERT_EQ(multipart.uploads().size(), 1U);
    EXPECT_EQ(multipart.uploads()[0].name, "a.txt");
    EXPECT_EQ(multipart.uploads()[0].type, "text/plain");
    EXPECT_EQ(multipart.uploads()[0].head, "12345");
    EXPECT_EQ(content_of(multipart.uploads()[0]), "12345");
}

TEST_F(MultipartBody, MakesArraysOfRepeatedNames) {
    EXPECT_EQ(outcome(part("name=a", "1") + part("name=a", "2") + part("name=f; filename=x", "") +
                      part("name=f; filename=y", "") + "--XX--"),
              R"({a:["1" "2"] f:[<0> <1>]})");
}

TEST_F(MultipartBody, MayBeEmpty) {
    EXPECT_EQ(outcome("--XX--\r\n"), "{}");
    EXPECT_EQ(outcome(part("name=a", "") + "--XX--"), R"({a:""})");
}

TEST_F(MultipartBody, LeavesOutAFileThatWasNotChosen) {
    EXPECT_EQ(outcome(part("name=f; filename=\"\"", "") + part("name=a", "1") + "--XX--"), R"({a:"1"})");
    EXPECT_EQ(outcome(part("name=f; filename=\"\"", "x") + "--XX--"), "{f:<0>}");
}

TEST_F(MultipartBody, KeepsBinaryContentWholeWhateverThePieces) {
    std::string content;
    for (int i = 0; i < 5000; ++i) content += static_cast<char>(i * 7 % 256);
    content += "\r\n--X\r\n--\r\r\n-";
    for (const std::size_t piece : {1, 5, 1000, 1 << 20}) {
        auto multipart = made();
        const std::string body = part("name=f; filename=b", content) + "--XX--\r\n";
        for (std::size_t at = 0; at < body.size(); at += piece) multipart.put(std::string_view(body).substr(at, piece));
        multipart.finish();
        EXPECT_EQ(content_of(multipart.uploads()[0]), content);
        EXPECT_EQ(multipart.uploads()[0].head, content.substr(0, 512));
    }
}

TEST_F(MultipartBody, ReadsNamesAsBrowsersAndCurlWriteThem) {
    const auto name_of = [&](std::string_view parameter) {
        auto multipart = made();
        multipart.put(part(std::string("name=f; ").append(parameter), "x") + "--XX--");
        multipart.finish();
        return multipart.uploads()[0].name;
    };
    EXPECT_EQ(name_of(R"(filename="a \"b\".txt")"), "a \"b\".txt");
    EXPECT_EQ(name_of(R"(filename="C:\dir\x.txt")"), "x.txt");
    EXPECT_EQ(name_of(R"(filename="../../etc/passwd")"), "passwd");
    EXPECT_EQ(name_of("filename=\"\xC3\xA9.png\""), "\xC3\xA9.png");
    EXPECT_EQ(name_of("filename=\"a;b=c.txt\"; filename*=UTF-8''other"), "a;b=c.txt");
}

TEST_F(MultipartBody, IsRefusedWhereverItIsCut) {
    const std::string body = part("name=a", "1") + part("name=f; filename=x", "2") + "--XX--";
    for (std::size_t length = 0; length < body.size(); ++length)
        EXPECT_EQ(outcome(body.substr(0, length)), "400 bad-multipart") << length;
    EXPECT_EQ(outcome(body), R"({a:"1" f:<0>})");
}

TEST_F(MultipartBody, RefusesWhatTwoReadersCouldReadDifferently) {
    const std::string end = "--XX--";
    for (const std::string& body : {
             "preamble\r\n" + part("name=a", "1") + end,
             part("name=a", "1") + end + "\r\nmore",
             part("name=a", "1") + "--XXY\r\n" + end,
             part("name=a", "1") + "--XX \r\n" + end,
             part("name=a; name=b", "1") + end,
             part("name=\"\"", "1") + end,
             part("nam=a", "1") + end,
             part("name=\"a", "1") + end,
             part("name=a b", "1") + end,
             part("name=a", "1", "Content-Disposition: form-data; name=b\r\n") + end,
             part("name=a", "1", "Content-Transfer-Encoding: base64\r\n") + end,
             part("name=a", "1", " folded\r\n") + end,
             part("name=a", "1", "no colon\r\n") + end,
             part("name=a", "1", "X : y\r\n") + end,
             part("name=\"a\nb\"", "1") + end,
             part("name=\"a\x01\"", "1") + end,
             part("name=\"\xFF\"", "1") + end,
             part(std::string("name=\"a\0\"", 9), "1") + end,
             part("name=a", std::string("\0", 1)) + end,
             part("name=a", "\xFF") + end,
             std::string("--XX\r\n\r\nx\r\n--XX--"),
             std::string("--XX\nContent-Disposition: form-data; name=a\n\n1\n--XX--"),
             std::string("--XX\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--XX--"),
             std::string("--XX\r\nContent-Type: text/plain\r\n\r\n1\r\n--XX--"),
         })
        for (const std::size_t piece : {1, 1000}) EXPECT_EQ(outcome(body, piece), "400 bad-multipart") << body;
}

TEST_F(MultipartBody, RefusesMoreThanItTakes) {
    MultipartLimits limits;
    limits.file_bytes = 10, limits.all_bytes = 2000, limits.text_bytes = 20, limits.files = 2, limits.parts = 4;
    const auto file = [](std::size_t size) { return part("name=f; filename=x", std::string(size, 'a')); };
    const std::string end = "--XX--";
    EXPECT_EQ(outcome(file(10) + end, 7, limits), "{f:<0>}");
    EXPECT_EQ(outcome(file(11) + end, 7, limits), "413 file-too-large");
    EXPECT_EQ(outcome(file(1) + file(1) + file(1) + end, 7, limits), "400 bad-multipart");
    const auto text = part("name=a", "12345");
    EXPECT_EQ(outcome(text + text + text + text + end, 7, limits), R"({a:["12345" "12345" "12345" "12345"]})");
    EXPECT_EQ(outcome(text + text + text + text + text + end, 7, limits), "400 bad-multipart");
    EXPECT_EQ(outcome(part("name=a", std::string(21, 'a')) + end, 7, limits), "413 body-too-large");
    EXPECT_EQ(outcome(part("name=a", std::string(2000, 'a')) + end, 7, limits), "413 body-too-large");
    EXPECT_EQ(outcome(part("name=a", "", "X: " + std::string(9000, 'a') + "\r\n") + end, 100), "400 bad-multipart");
    std::string fields;
    for (int i = 0; i < 16; ++i) fields += "X-" + std::to_string(i) + ": y\r\n";
    EXPECT_EQ(outcome(part("name=a", "", fields) + end), "400 bad-multipart");
}

TEST_F(MultipartBody, StaysRefusedOnceRefused) {
    auto multipart = made();
    EXPECT_THROW(multipart.put("junk"), Problem);
    EXPECT_THROW(multipart.put(part("name=a", "1") + "--XX--"), Problem);
    EXPECT_THROW(multipart.finish(), Problem);
}

TEST(Boundary, IsReadQuotedAndUnquoted) {
    EXPECT_EQ(boundary_of("multipart/form-data; boundary=----WebKitFormBoundaryAbC123"), "----WebKitFormBoundaryAbC123");
    EXPECT_EQ(boundary_of("Multipart/Form-Data;charset=utf-8; Boundary=\"a b:c\""), "a b:c");
    EXPECT_EQ(boundary_of("multipart/form-data; boundary=" + std::string(70, 'x')), std::string(70, 'x'));
}

TEST(Boundary, IsRefusedUnlessTheStandardAllowsIt) {
    for (const std::string& type :
         {std::string("multipart/form-data"), std::string("multipart/form-data; boundary="),
          std::string("multipart/form-data; boundary=\"\""), std::string("multipart/form-data; boundary=\"a \""),
          std::string("multipart/form-data; boundary=a@b"), std::string("multipart/form-data; boundary=a; boundary=b"),
          std::string("multipart/mixed; boundary=a"), std::string(""), std::string("multipart/form-data; boundary=\"a"),
          "multipart/form-data; boundary=" + std::string(71, 'x'), std::string("multipart/form-data boundary=a")})
        EXPECT_THROW(boundary_of(type), Problem) << type;
}

}  // namespace
}  // namespace host::body
