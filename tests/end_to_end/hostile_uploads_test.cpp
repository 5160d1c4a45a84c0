// Uploads that are cut, disguised or badly named: refused whole, and nothing of them stays in the data folder.
#include <algorithm>
#include <functional>
#include <thread>

#include "hostile.h"

namespace {

using namespace end_to_end;
using namespace std::chrono_literals;

/// A part of a multipart body.
std::string part(std::string_view name, std::string_view file, std::string_view type, std::string_view bytes) {
    return "--edge\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"; filename=\"" + std::string(file) +
           "\"\r\nContent-Type: " + std::string(type) + "\r\n\r\n" + std::string(bytes) + "\r\n";
}
constexpr std::string_view end_of_parts = "--edge--\r\n";
const std::string pdf = "%PDF-1.4\n" + std::string(100'000, 'x') + "\n%%EOF\n",
                  exe = std::string("MZ\x90\0\3\0\0\0", 8) + std::string(5'000, 'x');

struct HostileUploads : Hostile {
    std::string head(std::string_view framing) const {
        return "POST /api/professionals/documents HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + bert +
               "\r\nContent-Type: multipart/form-data; boundary=edge\r\n" + std::string(framing) + "\r\n\r\n";
    }
    Answer upload(const std::string& body) {
        Connection one(program->port());
        one.send(head("Content-Length: " + std::to_string(body.size())) + body);
        return one.receive();
    }
    /// All that lies in the folders of uploads, and what somebody has open there: files on their way have no name.
    std::set<std::string> kept() const {
        std::set<std::string> files;
        for (const char* folder : {"/uploads", "/spool"})
            for (const auto& each : std::filesystem::recursive_directory_iterator(data.path() + folder))
                if (!each.is_directory()) files.insert(each.path().string());
        std::error_code gone;
        for (const auto& each : std::filesystem::directory_iterator("/proc/" + std::to_string(program->process()) + "/fd")) {
            const std::string file = std::filesystem::read_symlink(each, gone).string();
            if (file.starts_with(data.path() + "/spool/")) files.insert(file);
        }
        return files;
    }
    /// The host may need a moment to see what a client sends, or that it is gone.
    void expect_kept(const std::string& what, const std::function<bool(const std::set<std::string>&)>& right) const {
        const auto give_up = std::chrono::steady_clock::now() + patience(5s, 30s);
        while (!right(kept()) && std::chrono::steady_clock::now() < give_up) std::this_thread::sleep_for(5ms);
        EXPECT_TRUE(right(kept())) << what << ": " << testing::PrintToString(kept());
    }
    void expect_kept(const std::string& what, const std::set<std::string>& files) const {
        expect_kept(what, [&](const auto& now) { return now == files; });
    }
    std::size_t documents() { return ask("GET", "/api/professionals/1/documents", {}, bert)["documents"].size(); }
};

TEST_F(HostileUploads, ThatAreCutLeaveNothingBehind) {
    const auto before = kept();
    const std::size_t listed = documents();
    ASSERT_GT(listed, 0u);
    const std::string body = part("documents", "a.pdf", "application/pdf", pdf) +
                             part("documents", "b.pdf", "application/pdf", pdf) + std::string(end_of_parts);
    const auto cut_off = [&](std::string_view framing, const std::string& sent, std::size_t files_on_their_way) {
        Connection client(program->port());
        ASSERT_TRUE(client.send(head(framing) + sent));
        expect_kept("under way", [&](const auto& now) { return now.size() == before.size() + files_on_their_way; });
    };
    const std::string length = "Content-Length: " + std::to_string(body.size());
    cut_off(length, body.substr(0, 10), 0);
    cut_off(length, body.substr(0, 50'000), 1);
    expect_kept("after one cut", before);
    cut_off(length, body.substr(0, pdf.size() + 1'000), 2);
    cut_off("Transfer-Encoding: chunked", "10000\r\n" + body.substr(0, 0x10000) + "\r\n8000\r\n", 1);
    expect_kept("after four", before);
    for (const std::size_t missing : {1u, 6u}) {
        Connection client(program->port());
        ASSERT_TRUE(client.send(head(length) + body.substr(0, body.size() - missing)));
    }
    const std::string unended = body.substr(0, body.size() - end_of_parts.size());
    EXPECT_EQ(upload(unended).status, 400) << "whole by its length, without the last boundary";
    expect_kept("after cuts", before);
    EXPECT_EQ(documents(), listed);
    EXPECT_EQ(upload(body).status, 201) << "and a whole one is taken";
    EXPECT_EQ(documents(), listed + 2);
    expect_kept("a whole one", [&](const auto& now) { return now.size() == before.size() + 2; });
}

TEST_F(HostileUploads, ThatAreNotWhatTheySayAreRefusedWhole) {
    const auto before = kept();
    const std::size_t listed = documents();
    const std::string good = part("documents", "a.pdf", "application/pdf", pdf);
    for (const std::string_view bytes : {std::string_view(exe), std::string_view("<html><script>"), std::string_view("PK\3\4zip"),
                                         std::string_view(""), std::string_view(" %PDF-1.4"), std::string_view("\x89PNG")}) {
        for (const std::string& first : {std::string(), good}) {
            const Answer answer =
                upload(first + part("documents", "licence.pdf", "application/pdf", bytes) + std::string(end_of_parts));
            expect_refused(answer, 415, std::string(bytes.substr(0, 10)));
            EXPECT_EQ(answer["code"], "unsupported-document");
        }
    }
    EXPECT_EQ(upload(good + part("documents", "big.pdf", "application/pdf", "%PDF-" + std::string(11 << 20, 'x')) +
                     std::string(end_of_parts))
                  .status,
              413);
    EXPECT_EQ(upload(good + part("colour", "b.pdf", "application/pdf", pdf) + std::string(end_of_parts)).status, 422)
        << "unknown field";
    expect_kept("after refusals", before);
    EXPECT_EQ(documents(), listed);
}

TEST_F(HostileUploads, GetANameThatHarmsNobody) {
    for (const std::string_view name :
         {"../../../etc/passwd", "/etc/passwd", "a\xE2\x80\xAEgpj.exe", "C:\\\\boot.ini", "a\tb.pdf", ""}) {
        const Answer answer = upload(part("documents", name, "text/html", pdf) + std::string(end_of_parts));
        if (answer.status == 400) continue;  // not a head of a part at all
        ASSERT_EQ(answer.status, 201) << name << answer.body;
        const Value all = answer["documents"], newest = all[all.size() - 1];
        EXPECT_EQ(newest["type"], "application/pdf") << "what it is, not what it was said to be";
        const std::string shown = newest["name"].text();
        EXPECT_EQ(shown.find_first_of("/\\\r\n\t"), std::string::npos) << shown;
        EXPECT_EQ(shown.find("\xE2\x80\xAE"), std::string::npos) << shown;
        const Answer download = ask("GET", "/api/professionals/1/documents/" + newest["id"].text(), {}, bert);
        EXPECT_EQ(download.status, 200);
        EXPECT_EQ(download.header("content-type"), "application/pdf");
        EXPECT_EQ(download.header("content-disposition").substr(0, 10), "attachment");
        EXPECT_EQ(download.body, pdf);
    }
    expect_kept("documents and nothing else", [](const auto& now) {
        return std::ranges::all_of(now, [](const std::string& file) { return file.find("/uploads/services/") != file.npos; });
    });
}

}  // namespace
