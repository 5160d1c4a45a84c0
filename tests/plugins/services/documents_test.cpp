// Documents: what is accepted, and who gets to see it.
#include "shop.h"

using namespace shop;

namespace {

constexpr std::string_view path = "/api/professionals/documents";
const std::string pdf = "%PDF-1.7\nlicence";

TEST(Documents, AreToldByTheirContentAndNotByTheirName) {
    App app{{"auth", "services"}};
    const Worker worker = pending(app, "asha", service(app, "Tap repair"));
    const Reply sent =
        worker.client.upload(path, {{"documents", pdf, "photo.png", "image/png"}, {"documents", "\xFF\xD8\xFF\xE0", "face"}});
    ASSERT_EQ(sent.status, 201) << sent.body;
    EXPECT_EQ(sent["documents"][0]["type"], "application/pdf");
    EXPECT_EQ(sent["documents"][1]["type"], "image/jpeg");
    for (const char* other : {"MZ\x90", "<svg/>", "GIF89a", "%PD"})
        EXPECT_EQ(worker.client.upload(path, {{"documents", other, "licence.pdf", "application/pdf"}}).code(),
                  "unsupported-document")
            << other;
    EXPECT_EQ(worker.client.upload(path, {{"documents", pdf, "a.pdf"}, {"documents", "MZ", "b.pdf"}}).status, 415);
    EXPECT_EQ(worker.client.get("/api/professionals/profile")["documents"].size(), 2U);
}

TEST(Documents, ComeBackByteForByteAsAnAttachment) {
    App app{{"auth", "services"}};
    const Worker worker = pending(app, "asha", service(app, "Tap repair"));
    const std::string bytes = pdf + std::string("\0\r\n\xFF", 4);
    const Reply sent = worker.client.upload(path, {{"documents", bytes, "licence.pdf"}, {"document_type", "licence"}});
    ASSERT_EQ(sent.status, 201) << sent.body;
    const std::string all = "/api/professionals/" + worker.id + "/documents";
    const Reply listed = worker.client.get(all);
    EXPECT_EQ(listed["documents"][0]["name"], "licence.pdf");
    EXPECT_EQ(listed["documents"][0]["bytes"].number(), static_cast<std::int64_t>(bytes.size()));
    for (const Client& reader : {worker.client, keeper(app)}) {
        const Reply file = reader.get(all + '/' + listed["documents"][0]["id"].text());
        EXPECT_EQ(file.status, 200);
        EXPECT_EQ(file.body, bytes);
        EXPECT_EQ(file.header("content-type"), "application/pdf");
        EXPECT_EQ(file.header("x-content-type-options"), "nosniff");
        EXPECT_TRUE(file.header("content-disposition").starts_with("attachment")) << file.header("content-disposition");
    }
}

TEST(Documents, AreUnknownToEverybodyElse) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair");
    const Worker worker = pending(app, "asha", taps), other = pending(app, "ravi", taps);
    const Reply sent = worker.client.upload(path, {{"documents", pdf, "licence.pdf"}});
    const std::string all = "/api/professionals/" + worker.id + "/documents", one = '/' + sent["documents"][0]["id"].text();
    for (const Client& curious : {other.client, passer_by(app)}) {
        EXPECT_EQ(curious.get(all).status, 404);
        EXPECT_EQ(curious.get(all + one).status, 404);
    }
    EXPECT_EQ(other.client.get("/api/professionals/" + other.id + "/documents" + one).status, 404);
    EXPECT_EQ(app.stranger().get(all).status, 401);
}

TEST(Documents, AreLimitedInNumber) {
    App app{{"auth", "services"}, {{"services.max_documents", "2"}}};
    const Worker worker = pending(app, "asha", service(app, "Tap repair"));
    EXPECT_EQ(worker.client.upload(path, {{"documents", pdf, "1.pdf"}, {"documents", pdf, "2.pdf"}}).status, 201);
    EXPECT_EQ(worker.client.upload(path, {{"documents", pdf, "3.pdf"}}).code(), "too-many-documents");
    EXPECT_EQ(worker.client.get("/api/professionals/profile")["documents"].size(), 2U);
}

TEST(Documents, NeedAFileAndAProfessional) {
    App app{{"auth", "services"}};
    const Worker worker = pending(app, "asha", service(app, "Tap repair"));
    EXPECT_EQ(worker.client.upload(path, {{"document_type", "licence"}}).status, 422);
    EXPECT_EQ(worker.client.upload(path, {{"documents", "no file"}}).status, 422);
    EXPECT_EQ(worker.client.post(path, "{}").status, 415);
    EXPECT_EQ(passer_by(app).upload(path, {{"documents", pdf, "1.pdf"}}).status, 403);
    EXPECT_EQ(app.bearer(902, "PROFESSIONAL", {"WRITE:DOCUMENTS"}).upload(path, {{"documents", pdf, "1.pdf"}}).status, 404);
}

}  // namespace
