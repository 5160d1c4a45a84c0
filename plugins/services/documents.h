// Documents: what a professional shows to be verified. PDF, PNG and JPEG, told by their content.
#pragma once
#include <mortise/route.h>

namespace services {

using namespace mortise;

/// Whoever holds it sees every professional with contact data and documents; others see their own.
inline constexpr std::string_view review_scope = "READ:PROFESSIONALS";

struct Document {
    Id id;
    std::string name, type;
    std::int64_t bytes = 0;
    std::optional<std::string> document_type;
    Time created_at{};
    static constexpr auto fields = mortise::fields(
        field("id", &Document::id, "The document's id."), field("name", &Document::name, "The file's name, as it was sent."),
        field("type", &Document::type, "application/pdf, image/png or image/jpeg: what it is, not what it was said to be."),
        field("bytes", &Document::bytes, "Its size."),
        field("document_type", &Document::document_type, "What it shows, in the sender's words."),
        field("created_at", &Document::created_at, "When it was sent."));
};

struct NewDocuments {
    std::vector<Upload> documents;
    std::optional<std::string> document_type;
    static constexpr auto fields = mortise::fields(
        field("documents", &NewDocuments::documents, "One file or several.", length(1, 10)),
        field("document_type", &NewDocuments::document_type, "What they show, as \"licence\".", length(1, 60), form("name")));
};

struct Documents {
    std::vector<Document> documents;
    static constexpr auto fields = mortise::fields(field("documents", &Documents::documents, "The oldest first."));
};

/// Files that are to become a professional's documents: looked at when made, kept before the transaction that records them, and
/// dropped again when that does not come about. [blocking lane]
class Stash {
  public:
    /// Throws 415 "unsupported-document" for a file of another kind.
    Stash(Call& call, const std::vector<Upload>& uploads, std::optional<std::string> document_type);
    Stash(Call& call, std::string document_type) : call_(call), document_type_(std::move(document_type)) {}
    ~Stash();
    Stash(const Stash&) = delete;
    Stash& operator=(const Stash&) = delete;

    void keep();
    /// Adds and keeps a file that the program itself has made.
    void write(std::string name, std::string_view bytes);
    /// Throws 409 "too-many-documents" beyond `services.max_documents`. May run again.
    void record(Writer& db, Id professional) const;
    /// The transaction has committed: the files stay.
    void settle() { settled_ = true; }

  private:
    struct File {
        Upload upload;
        std::string name, type, key;
        std::int64_t bytes = 0;
    };
    Call& call_;
    std::vector<File> files_;
    std::optional<std::string> document_type_;
    bool settled_ = false;
};

std::vector<Document> documents_of(Reader& db, Id professional);

/// Adds to the caller's own.
Created<Documents> upload_documents(const NewDocuments& sent, Call& call);
/// For their owner and for those who may read professionals; for others there is no such professional.
Documents list_documents(Reader& db, Call& call);
Download download_document(Reader& db, Call& call);

}  // namespace services
