// One call of a handler, task or listener: who calls, what was asked, what time it is, and the other lanes.
#pragma once
#include <mortise/settings.h>
#include <mortise/sql.h>

#include <functional>

namespace mortise {

/// Lives as long as the handler runs; never kept. Every member may be called on any lane, but read() and write() on the blocking
/// lane alone.
class Call {
  public:
    Call(const Services& services, mortise_call* call) : services_(&services), call_(call) {}

    /// The signed-in user; 0 on a public route without a token, and for the system.
    Id user() const { return {principal().user}; }
    /// What the token says of its bearer; session, role and e-mail are empty for nobody.
    const mortise_principal& principal() const { return *services_->call->principal(call_); }
    /// True when the caller holds the scope.
    bool may(std::string_view scope) const { return services_->call->may(call_, border::str(scope)) == 1; }
    /// The product's clock; there is no other.
    Time now() const { return from_ms(services_->call->now(call_)); }

    /// A parameter of the path, decoded.
    std::string_view param(std::string_view name) const { return border::view(services_->call->param(call_, border::str(name))); }
    /// An `:int` or `:person` parameter of the path; the router lets through nothing else.
    Id id(std::string_view name) const { return {person_number(param(name)).value_or(0)}; }
    /// A request header that the row asked for in `.headers`; empty when it was not sent.
    std::string_view header(std::string_view name) const {
        return border::view(services_->call->header(call_, border::str(name)));
    }
    /// The client's address.
    std::string_view peer() const { return border::view(services_->call->peer(call_)); }
    /// The base path that the request came under, as "/api", or empty.
    std::string_view base() const { return border::view(services_->call->base(call_)); }
    std::string_view request_id() const { return border::view(services_->call->request_id(call_)); }

    /// Adds a header to the answer. Throws Problem 500 for control characters.
    void set(std::string_view name, std::string_view value) {
        border::need(
            [&](const mortise_fail* fail) { return services_->call->set(call_, border::str(name), border::str(value), fail); });
    }
    /// Another status of success than the row's.
    void status(int code) { services_->call->status(call_, code); }

    /// A setting of this plugin, or organisation.* and labels.*: text, bool, whole number, duration or list, as it was declared.
    template <class T = std::string>
    T setting(std::string_view key) const {
        return settings::get<T>(*services_, key);
    }

    /// Runs `work(Reader&)` on a snapshot and gives what it gives. [blocking lane]
    template <class Work>
    auto read(Work&& work) {
        return borrow<Reader>(services_->call->read_db, work);
    }
    /// Runs `work(Writer&)` in a transaction, durable when this returns; it may run more than once. [blocking lane]
    template <class Work>
    auto write(Work&& work) {
        return borrow<Writer>(services_->call->write_db, work);
    }

    const Services& services() const { return *services_; }
    mortise_call* handle() const { return call_; }

  private:
    template <class Lane, class Work, class Borrow>
    auto borrow(Borrow* lend, Work& work) {
        using Result = std::invoke_result_t<Work&, Lane&>;
        struct Loan {
            const Services* services;
            Work* work;
            std::conditional_t<std::is_void_v<Result>, int, std::optional<Result>> result{};
        } loan{services_, &work};
        const auto run = [](void* ctx, mortise_db* db, const mortise_fail* fail) noexcept -> mortise_rc {
            return border::guard(fail, [&] {
                auto* self = static_cast<Loan*>(ctx);
                Lane lane{*self->services, db};
                if constexpr (std::is_void_v<Result>) {
                    (*self->work)(lane);
                } else {
                    self->result = (*self->work)(lane);
                }
            });
        };
        border::need([&](const mortise_fail* fail) { return lend(call_, run, &loan, fail); });
        if constexpr (!std::is_void_v<Result>) return std::move(*loan.result);
    }

    const Services* services_;
    mortise_call* call_;
};

}  // namespace mortise
