// Routes: a row of verb, path, who may, handler, sentence. The handler's signature is the schema and the lane.
#pragma once
#include <mortise/contract.h>
#include <mortise/files.h>
#include <mortise/list.h>
#include <mortise/schema.h>

namespace mortise {

/// Who may call a route. There is no default.
struct Who {
    std::string_view text;
};
/// Anybody, without a token.
inline constexpr Who everyone{"public"};
/// Any bearer of a good access token.
inline constexpr Who signed_in{"authenticated"};

/// Who holds the scope; what it allows is said once, where it is declared: `const auto manage = mortise::scope("WRITE:LOTS", "Add
/// and close lots.");`
struct Scope {
    std::string_view name, sentence;
};
constexpr Scope scope(std::string_view name, std::string_view sentence) { return {name, sentence}; }

/// Who holds one of two scopes that other rows declare: `mortise::either(buy, manage)`.
struct Either {
    std::string text;
};
inline Either either(const Scope& one, const Scope& other) { return {std::string(one.name) + " or " + std::string(other.name)}; }

/// Answers of handlers beyond a described struct (200) and void (204).
template <class T>
struct Created {
    T value;
};
template <class T>
struct Accepted {
    T value;
};
/// A body of another kind than JSON.
struct Content {
    std::string type, bytes;
};

/// A query beside a body, as a handler's parameter.
template <Described T>
struct Query {
    T value;
};

/// A code that a route may fail with of its own: `.fails = {"request-taken", {"not-verified", 403}}`.
struct Failure {
    std::string_view code;
    std::int32_t status = 409;
    constexpr Failure(const char* code_, std::int32_t status_ = 409) : code(code_), status(status_) {}
};

/// What is rare about a route.
struct RouteOptions {
    std::vector<Failure> fails = {};
    std::vector<std::string_view> headers = {};  ///< request headers, in lower case, that the handler reads
    /// The answer's body (no headers of the handler's) may be kept that long at most, and `cache.ttl`; any write to what it read
    /// ends it.
    std::chrono::milliseconds cached{0};
    std::int32_t accepts = MORTISE_ACCEPT_JSON;  ///< of a body
    std::int64_t max_body = 0;                   ///< bytes; 0: the host's limit
    bool absolute = false;                       ///< ignores the base paths
    /// The record of the path belongs to somebody: for another caller of the same role it is not there (404), by the WHERE of the
    /// handler's statements. Every such route is called as another one by tests/contract.
    bool owned = false;
};

inline constexpr std::int32_t json_or_form = MORTISE_ACCEPT_JSON | MORTISE_ACCEPT_FORM | MORTISE_ACCEPT_MULTIPART;
inline constexpr std::int32_t json_or_multipart = MORTISE_ACCEPT_JSON | MORTISE_ACCEPT_MULTIPART;
inline constexpr std::int32_t multipart = MORTISE_ACCEPT_MULTIPART;

namespace handling {

/// One call on its way through a handler.
struct Frame {
    const Services& services;
    mortise_call* call;
    mortise_db* db;
    bool has_body;  ///< the method has one: a described parameter is the body, else the query
};

template <class T>
struct IsPartial : std::false_type {};
template <class T>
struct IsPartial<Partial<T>> : std::true_type {};
template <class T>
struct IsQuery : std::false_type {};
template <class T>
struct IsQuery<Query<T>> : std::true_type {};
template <class T>
struct IsCreated : std::false_type {};
template <class T>
struct IsCreated<Created<T>> : std::true_type {};
template <class T>
struct IsAccepted : std::false_type {};
template <class T>
struct IsAccepted<Accepted<T>> : std::true_type {};

/// True when the nodes came from a form: the host marks their root.
inline bool is_form(mortise_nodes nodes) { return nodes.n != 0 && border::view(nodes.p[0].text) == "form"; }

template <class T>
T from_body(const Frame& frame) {
    const mortise_nodes nodes = frame.services.call->body(frame.call);
    return bind::bound<T>(frame.services.host, frame.services.json, nodes, is_form(nodes), 422, "invalid");
}

template <class T>
T from_query(const Frame& frame) {
    return bind::bound<T>(frame.services.host, frame.services.json, frame.services.call->query(frame.call), true, 400,
                          "bad-query");
}

/// What a handler's parameter of type P is made of.
template <class P>
struct Parameter {
    using T = std::remove_cvref_t<P>;
    std::optional<T> held{};
    T& get(const Frame& frame, Call&) {
        if constexpr (IsQuery<T>::value) {
            held = T{from_query<decltype(T::value)>(frame)};
        } else if constexpr (IsPartial<T>::value) {
            const mortise_nodes nodes = frame.services.call->body(frame.call);
            held = bind::bound_partial<decltype(T::value)>(frame.services.host, frame.services.json, nodes, is_form(nodes));
        } else if constexpr (Optional<T>) {
            held.emplace();
            if (frame.services.call->body(frame.call).n != 0) *held = from_body<typename T::value_type>(frame);
        } else {
            held = frame.has_body ? from_body<T>(frame) : from_query<T>(frame);
        }
        return *held;
    }
};
template <>
struct Parameter<Call&> {
    Call& get(const Frame&, Call& call) { return call; }
};
template <class Lane>
struct LaneParameter {
    std::optional<Lane> held{};
    Lane& get(const Frame& frame, Call&) { return held.emplace(frame.services, frame.db); }
};
template <>
struct Parameter<Reader&> : LaneParameter<Reader> {};
template <>
struct Parameter<Writer&> : LaneParameter<Writer> {};

inline void write_text(const Frame& frame, std::string_view text) { frame.services.call->write(frame.call, border::str(text)); }

template <class R>
void answer(const Frame& frame, Call& call, const R& result) {
    if constexpr (IsCreated<R>::value || IsAccepted<R>::value) {
        answer(frame, call, result.value);
    } else if constexpr (std::same_as<R, Content>) {
        call.set("Content-Type", result.type);
        write_text(frame, result.bytes);
    } else if constexpr (std::same_as<R, Download>) {
        border::need([&](const mortise_fail* fail) {
            return frame.services.files->send(frame.call, border::str(result.key), border::str(result.name),
                                              border::str(result.type), fail);
        });
    } else {
        const auto put = [](void* ctx, mortise_str bytes) noexcept {
            const auto* to = static_cast<const Frame*>(ctx);
            to->services.call->write(to->call, bytes);
        };
        json::Out out{{const_cast<Frame*>(&frame), put}};
        json::write(out, result);
    }
}

template <class R, class... P>
void invoke(R (*function)(P...), const Frame& frame) {
    Call call{frame.services, frame.call};
    std::tuple<Parameter<P>...> parameters;
    std::apply(
        [&](auto&... each) {
            if constexpr (std::is_void_v<R>) {
                function(each.get(frame, call)...);
            } else {
                answer(frame, call, function(each.get(frame, call)...));
            }
        },
        parameters);
}

template <class P, class... All>
inline constexpr bool any_is = (std::same_as<P, All> || ...);

/// What a parameter adds to the route's schemas.
template <class P>
void describe_parameter(bool has_body, std::string& body, std::string& query, bool& body_optional) {
    using T = std::remove_cvref_t<P>;
    if constexpr (!any_is<P, Call&, Reader&, Writer&>) {
        if constexpr (IsQuery<T>::value) {
            query = json::schema_text<decltype(T::value)>(json::Use::input);
        } else if constexpr (IsPartial<T>::value) {
            body = json::schema_text<decltype(T::value)>(json::Use::partial);
        } else if constexpr (Optional<T>) {
            body = json::schema_text<typename T::value_type>(json::Use::input);
            body_optional = true;
        } else {
            (has_body ? body : query) = json::schema_text<T>(json::Use::input);
        }
    }
}

template <class T>
struct IsPage : std::false_type {};
template <class T>
struct IsPage<Page<T>> : std::true_type {};

/// True of what is one record, whose ETag tells one version of it from the next.
template <class R>
inline constexpr bool is_record = Described<R> && !IsPage<R>::value;

template <class R>
void describe_answer(std::string& schema, std::int32_t& status) {
    if constexpr (IsCreated<R>::value || IsAccepted<R>::value) {
        describe_answer<decltype(R::value)>(schema, status);
        status = IsCreated<R>::value ? 201 : 202;
    } else if constexpr (std::is_void_v<R>) {
        status = 204;
    } else {
        status = 200;
        if constexpr (std::same_as<R, Content> || std::same_as<R, Download>) {
            schema.clear();
        } else {
            schema = json::schema_text<R>(json::Use::output);
        }
    }
}

}  // namespace handling

/// A handler: any function of described structs, Reader&, Writer& and Call& in any order.
/// A Reader& puts it on the data lane, a Writer& on the writer in a transaction; with neither it runs on the blocking lane.
class Handler {
  public:
    template <class R, class... P>
    Handler(R (*function)(P...))
        : function_(reinterpret_cast<void (*)()>(function)),
          invoke_([](void (*erased)(), const handling::Frame& frame) {
              handling::invoke(reinterpret_cast<R (*)(P...)>(erased), frame);
          }),
          describe_([](bool has_body, std::string& body, std::string& query, std::string& answer, std::int32_t& status,
                       bool& body_optional) {
              (handling::describe_parameter<P>(has_body, body, query, body_optional), ...);
              handling::describe_answer<R>(answer, status);
          }),
          lane_(handling::any_is<Writer&, P...>   ? MORTISE_LANE_WRITER
                : handling::any_is<Reader&, P...> ? MORTISE_LANE_READER
                                                  : MORTISE_LANE_BLOCKING),
          answers_record_(handling::is_record<R>) {}
    template <class Lambda>
    requires std::is_class_v<Lambda> && requires(Lambda lambda) { +lambda; }
    Handler(Lambda lambda) : Handler(+lambda) {}

    void operator()(const handling::Frame& frame) const { invoke_(function_, frame); }
    void describe(bool has_body, std::string& body, std::string& query, std::string& answer, std::int32_t& status,
                  bool& body_optional) const {
        describe_(has_body, body, query, answer, status, body_optional);
    }
    std::int32_t lane() const { return lane_; }
    bool answers_record() const { return answers_record_; }

  private:
    void (*function_)();
    void (*invoke_)(void (*)(), const handling::Frame&);
    void (*describe_)(bool, std::string&, std::string&, std::string&, std::int32_t&, bool&);
    std::int32_t lane_;
    bool answers_record_;
};

/// A row of `.routes`.
struct Route {
    std::string_view method, path;
    std::string who;
    std::string_view scope_sentence;
    Handler handler;
    std::string_view sentence;
    RouteOptions options;

    Route(std::string_view m, std::string_view p, Who w, Handler h, std::string_view s, RouteOptions o = {})
        : method(m), path(p), who(w.text), handler(h), sentence(s), options(std::move(o)) {}
    Route(std::string_view m, std::string_view p, Scope w, Handler h, std::string_view s, RouteOptions o = {})
        : method(m), path(p), who(w.name), scope_sentence(w.sentence), handler(h), sentence(s), options(std::move(o)) {}
    Route(std::string_view m, std::string_view p, Either w, Handler h, std::string_view s, RouteOptions o = {})
        : method(m), path(p), who(std::move(w.text)), handler(h), sentence(s), options(std::move(o)) {}
    bool has_body() const { return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE"; }
};

/// A row of `.commands`: "users unlock" is `mortise users unlock`. The handler's described struct are its options, as --email
/// someone@example.com; a `secret` field is asked for on the terminal or read as a line of the standard
/// input. The answer is printed. Only who may read the product's data folder gets here; the caller is the system.
struct Command {
    std::string_view name;
    Handler handler;
    std::string_view sentence;
    std::vector<Failure> fails = {};
};

/// Other names for what routes of any plugin are about.
struct Vocabulary {
    struct Pair {
        std::string_view ours, theirs;
    };
    std::vector<Pair> paths = {};  ///< {"/services", "/tasks"}: each route below the one is served below the other too
    std::vector<Pair> words = {};  ///< {"service_id", "task_id"}: a member of bodies, queries and answers on those routes
};

}  // namespace mortise
