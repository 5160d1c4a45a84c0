// Beast's incremental parser, filling a Request without allocating and handing the body to an Intake.
#pragma once
#include <boost/beast/http/basic_parser.hpp>

#include "http/exchange.h"
#include "http/framing.h"
#include "http/intake.h"

namespace host::http {

/// One message. Made anew for each; holds nothing of the bytes it was fed.
class Parser final : public boost::beast::http::basic_parser<true> {
  public:
    explicit Parser(Request& request);
    /// The whole head as HeadScan delimited it; field names are lowered where they stand. Checks everything.
    Fault read_head(char* bytes, std::size_t size, const Limits& limits);
    const Framing& framing() const { return framing_; }
    bool keeps_alive() const { return keep_alive(); }

    /// Takes what is there of the body; returns how much it used up. Bytes left over are to be offered again, with more behind
    /// them.
    std::size_t read_body(std::string_view bytes, Intake& intake, Fault& fault);
    bool complete() const { return is_done(); }

  private:
    using error_code = boost::beast::error_code;
    using text = boost::beast::string_view;
    using length = boost::optional<std::uint64_t>;
    void on_request_impl(boost::beast::http::verb, text, text, int, error_code&) override {}
    void on_response_impl(int, text, int, error_code&) override {}
    void on_field_impl(boost::beast::http::field, text name, text value, error_code& error) override;
    void on_header_impl(error_code&) override { trailing_ = true; }
    void on_body_init_impl(const length&, error_code&) override {}
    std::size_t on_body_impl(text bytes, error_code& error) override;
    void on_chunk_header_impl(std::uint64_t size, text extension, error_code& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t, text bytes, error_code& error) override;
    void on_finish_impl(error_code&) override {}
    void fail(Fault fault, error_code& error);

    Request& request_;
    Framing framing_;
    Intake* intake_ = nullptr;
    Fault fault_;
    std::size_t extension_bytes_ = 0, trailer_bytes_ = 0;
    bool chunks_begun_ = false;
    bool trailing_ = false;  // fields after the head are trailers, which are dropped
};

}  // namespace host::http
