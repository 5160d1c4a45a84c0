// Feeds bytes to the request parser, in one piece and in two, and checks that what it accepts is what it promises.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "http/framing.h"
#include "http/intake.h"
#include "http/parser.h"

namespace {

using namespace host::http;

struct Outcome {
    int status = 0;
    bool complete = false;
    std::string body, head;
    bool operator==(const Outcome&) const = default;
};

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const Request& request, const Framing& framing) {
    require(is_token(request.method));
    require(!request.path.empty() && (request.path.front() == '/' || request.path == "*"));
    unsigned hosts = 0;
    for (const auto& field : request.headers) {
        require(is_token(field.name));
        hosts += field.name == "host";
        for (const char c : field.name) require(!(c >= 'A' && c <= 'Z'));
        for (const char c : field.value) require(is_field_byte(c));
    }
    require(hosts == 1 || (hosts == 0 && framing.version == 10));
    require(!(framing.chunked && framing.length));
}

Outcome read(std::string bytes, std::size_t first) {
    const Limits limits;
    HeadScan scan(limits);
    Outcome outcome;
    for (const auto size : {first, bytes.size()}) {
        const auto fault = scan.feed(std::string_view(bytes).substr(0, size));
        if (fault) return {fault.status, false, {}, {}};
        if (scan.complete()) break;
    }
    if (!scan.complete()) return outcome;
    Request request;
    Parser parser(request);
    if (const auto fault = parser.read_head(bytes.data() + scan.start(), scan.end() - scan.start(), limits))
        return {fault.status, false, {}, {}};
    check(request, parser.framing());
    outcome.head.append(request.method).append(request.target);

    Intake intake;
    if (const auto fault = intake.begin({BodyPlan::Kind::collect, 100'000, nullptr}, parser.framing().length, outcome.body))
        return {fault.status, false, {}, outcome.head};
    std::size_t at = scan.end();
    for (const auto size : {std::max(first, at), bytes.size()}) {
        Fault fault;
        at += parser.read_body(std::string_view(bytes).substr(at, size - at), intake, fault);
        if (fault) return {fault.status, false, {}, outcome.head};
    }
    outcome.complete = parser.complete();
    require(!outcome.complete || parser.framing().chunked || outcome.body.size() == parser.framing().length);
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto whole = read(bytes, size);
    for (const auto first : {size / 3, size / 2, size - size / 8, size - std::min<std::size_t>(size, 1)}) {
        // Which fault is seen first may depend on the pieces; whether the request is accepted, and as what, may not.
        const auto parted = read(bytes, first);
        require(whole.complete == parted.complete);
        if (whole.complete) require(whole == parted);
    }
    return 0;
}
