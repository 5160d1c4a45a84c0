// Reads the manifest from an ELF note, without loading the file.
#include "plugins/manifest.h"

#include <elf.h>
#include <mortise/abi.h>

#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include "base/problem.h"
#include "body/nodes.h"

namespace host {
namespace {

std::string bytes_of(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored)) throw Refused(file.string() + " is not a file");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Refused(file.string() + " cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A structure at an offset, if the file is that long.
template <class T>
std::optional<T> at(std::string_view bytes, std::uint64_t offset) {
    if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return {};
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

/// The description of the note "Mortise" of type 1 in one segment of notes.
std::optional<std::string_view> note_in(std::string_view notes) {
    constexpr auto padded = [](std::uint64_t size) { return (size + 3) & ~std::uint64_t{3}; };
    while (const auto head = at<Elf64_Nhdr>(notes, 0)) {
        const std::uint64_t name_at = sizeof(Elf64_Nhdr), text_at = name_at + padded(head->n_namesz),
                            end = text_at + padded(head->n_descsz);
        if (text_at + head->n_descsz > notes.size()) return {};
        const std::string_view name = notes.substr(name_at, head->n_namesz);
        if (head->n_type == 1 && name == std::string_view{"Mortise\0", 8}) return notes.substr(text_at, head->n_descsz);
        if (end >= notes.size()) return {};
        notes.remove_prefix(end);
    }
    return {};
}

std::string_view note_of(std::string_view bytes, const std::string& file) {
    const auto head = at<Elf64_Ehdr>(bytes, 0);
    if (!head || std::memcmp(head->e_ident, ELFMAG, SELFMAG) != 0) throw Refused(file + " is not an ELF file");
    if (head->e_ident[EI_CLASS] != ELFCLASS64 || head->e_ident[EI_DATA] != ELFDATA2LSB ||
#if defined(__x86_64__)
        head->e_machine != EM_X86_64
#elif defined(__aarch64__)
        head->e_machine != EM_AARCH64
#endif
    )
        throw Refused(file + " was built for another machine");
    if (head->e_type != ET_DYN) throw Refused(file + " is not a shared library");
    // The whole file is looked at before the note is believed: the loader would die of a file that ends early.
    const auto is_there = [&](std::uint64_t offset, std::uint64_t size) {
        return offset <= bytes.size() && bytes.size() - offset >= size;
    };
    if (!is_there(head->e_shoff, std::uint64_t{head->e_shnum} * head->e_shentsize)) throw Refused(file + " is cut short");
    std::optional<std::string_view> note;
    for (unsigned i = 0; i < head->e_phnum; ++i) {
        const auto segment = at<Elf64_Phdr>(bytes, head->e_phoff + std::uint64_t{i} * head->e_phentsize);
        if (!segment || !is_there(segment->p_offset, segment->p_filesz)) throw Refused(file + " is cut short");
        if (segment->p_type == PT_NOTE && !note) note = note_in(bytes.substr(segment->p_offset, segment->p_filesz));
    }
    if (note) return *note;
    throw Refused(file + " is no Mortise plugin: it has no manifest");
}

std::string_view view(mortise_str text) { return {text.p, text.n}; }

}  // namespace

Manifest read_manifest(const std::filesystem::path& file) {
    const std::string bytes = bytes_of(file);
    const std::string_view text = note_of(bytes, file.string());
    Manifest manifest;
    manifest.file = file;
    body::Nodes nodes;
    try {
        body::parse_json(text, nodes);
    } catch (const Problem&) {
        throw Refused(file.string() + " has a manifest that is not JSON");
    }
    const mortise_nodes all = nodes.view();
    for (std::size_t i = 1; i < all.n; i += 1 + all.p[i].inside) {
        const std::string_view key = view(all.p[i].key);
        if (key == "name") manifest.name = view(all.p[i].text);
        if (key == "version") manifest.version = view(all.p[i].text);
        if (key == "abi") std::from_chars(all.p[i].text.p, all.p[i].text.p + all.p[i].text.n, manifest.abi);
        if (key != "needs") continue;
        for (std::size_t n = i + 1; n <= i + all.p[i].inside; ++n) manifest.needs.emplace_back(view(all.p[n].text));
    }
    if (manifest.name.empty() || manifest.version.empty())
        throw Refused(file.string() + " has a manifest without name or version");
    if (manifest.abi != MORTISE_ABI)
        throw Refused(file.string() + " was built for SDK ABI " + std::to_string(manifest.abi) + ", this host has " +
                      std::to_string(MORTISE_ABI) + "; rebuild it");
    return manifest;
}

}  // namespace host
