// Documents: what is accepted, where it is kept, who sees it.
#include "documents.h"

#include <mortise/contract/audit.h>
#include <mortise/log.h>

namespace services {

namespace {

struct Kind {
    std::string_view beginning, type, ending;
};
constexpr std::array<Kind, 3> kinds{
    {{"%PDF-", "application/pdf", ".pdf"}, {"\x89PNG\r\n\x1a\n", "image/png", ".png"}, {"\xFF\xD8\xFF", "image/jpeg", ".jpg"}}};

const Kind& kind_of(std::string_view head) {
    for (const Kind& kind : kinds)
        if (head.starts_with(kind.beginning)) return kind;
    throw Problem{415, "unsupported-document", "Documents are PDF, PNG or JPEG files."};
}

struct Row {
    Id professional_id;
    std::string file_key, name, type;
    std::int64_t bytes = 0;
    std::optional<std::string> document_type;
    Time created_at{};
    static constexpr auto fields = mortise::fields(
        field("professional_id", &Row::professional_id, "Whose."), field("file_key", &Row::file_key, "The kept file's."),
        field("name", &Row::name, "As sent."), field("type", &Row::type, "What it is."), field("bytes", &Row::bytes, "Its size."),
        field("document_type", &Row::document_type, "What it shows."),
        field("created_at", &Row::created_at, "When it was sent."));
};

/// The professional of the path, where the caller may see the documents.
Id professional_of_path(Reader& db, Call& call) {
    const auto id = db.value<Id>("SELECT id FROM services_professionals WHERE id = ? AND (user_id = ? OR ? = 1)", call.id("id"),
                                 call.user(), call.may(review_scope));
    if (!id) throw not_found("professional");
    return *id;
}

Id own_professional(Reader& db, Id user) {
    const auto id = db.value<Id>("SELECT id FROM services_professionals WHERE user_id = ?", user);
    if (!id) throw not_found("professional");
    return *id;
}

}  // namespace

Stash::Stash(Call& call, const std::vector<Upload>& uploads, std::optional<std::string> document_type)
    : call_(call), document_type_(std::move(document_type)) {
    for (const Upload& upload : uploads) {
        files::Look look = files::look(call, upload);
        const Kind& kind = kind_of(look.head);
        const bool nameable = !look.name.empty() && characters(look.name) <= text_limit && bind::is_plain(look.name);
        files_.push_back({upload,
                          nameable ? std::move(look.name) : "document" + std::string(kind.ending),
                          std::string(kind.type),
                          {},
                          look.bytes});
    }
}

Stash::~Stash() {
    if (settled_) return;
    for (const File& file : files_) {
        if (file.key.empty()) continue;
        try {
            files::drop(call_.services(), file.key);
        } catch (const std::exception&) {
            log::warning(call_.services(), "a document without an owner could not be dropped", {{"key", file.key}});
        }
    }
}

void Stash::keep() {
    for (File& file : files_) file.key = files::keep(call_, file.upload);
}

void Stash::write(std::string name, std::string_view bytes) {
    const Kind& kind = kind_of(bytes);
    files_.push_back({{}, std::move(name), std::string(kind.type), {}, static_cast<std::int64_t>(bytes.size())});
    files_.back().key = files::write(call_, bytes);
}

void Stash::record(Writer& db, Id professional) const {
    const auto held =
        db.value<std::int64_t>("SELECT count(*) FROM services_documents WHERE professional_id = ?", professional).value_or(0);
    if (held + static_cast<std::int64_t>(files_.size()) > call_.setting<std::int64_t>("services.max_documents"))
        throw conflict("too-many-documents", "No more documents can be added.");
    contract::audit::Entry entry{"professional", professional, "add-documents", {}, {}};
    for (const File& file : files_) {
        db.insert("services_documents",
                  Row{professional, file.key, file.name, file.type, file.bytes, document_type_, call_.now()});
        entry.changes.push_back({"documents", {}, file.name});
    }
    if (!files_.empty()) contract::audit::note(call_, db, entry);
}

std::vector<Document> documents_of(Reader& db, Id professional) {
    return db.select<Document>("FROM services_documents WHERE professional_id = ? ORDER BY id", professional);
}

Created<Documents> upload_documents(const NewDocuments& sent, Call& call) {
    if (sent.documents.empty()) throw invalid("documents", "missing", "is required");
    call.read([&](Reader& db) { own_professional(db, call.user()); });
    Stash stash{call, sent.documents, sent.document_type};
    stash.keep();
    Documents all = call.write([&](Writer& db) {
        const Id professional = own_professional(db, call.user());
        stash.record(db, professional);
        return Documents{documents_of(db, professional)};
    });
    stash.settle();
    return {std::move(all)};
}

Documents list_documents(Reader& db, Call& call) { return {documents_of(db, professional_of_path(db, call))}; }

Download download_document(Reader& db, Call& call) {
    const auto row = db.first<Row>("FROM services_documents WHERE id = ? AND professional_id = ?", call.id("document_id"),
                                   professional_of_path(db, call));
    if (!row) throw not_found("document");
    return {row->file_key, row->name, row->type};
}

}  // namespace services
