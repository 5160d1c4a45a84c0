// Who looks at requests and acts on them: what one is to each of them, which one sees, what of it.
#pragma once
#include <mortise/contract/catalogue.h>

#include "request.h"

namespace requests {

namespace catalogue = mortise::contract::catalogue;

/// Somebody as this plugin knows him. Made from a call, or by hand where the product acts in somebody's name.
struct Viewer {
    Id user;
    bool sees_all = false;     ///< READ:REQUESTS_ADMIN
    bool administers = false;  ///< WRITE:REQUESTS_ADMIN
    bool orders = false;       ///< WRITE:REQUESTS
    bool works = false;        ///< WRITE:WORK
    std::optional<catalogue::Professional> professional = {};
    std::string services = {},
                pin_codes = {};  ///< of the professional, as ",1,2,": what a statement compares with, alike in every database

    /// In the pool: may be offered work.
    bool is_ready() const { return professional && professional->is_verified && professional->is_active; }
};

/// The caller. Asks the catalogue where he may see work.
Viewer viewer(Reader& db, Call& call);
/// The same for a professional that was already asked for.
Viewer worker(Id user, catalogue::Professional professional);

/// The professional, fit to be offered work. Throws 403 "not-verified".
const catalogue::Professional& verified(const Viewer& viewer);

/// What the viewer is to the request; `in_pool`: it waits for somebody like him.
Actors actors(const Viewer& viewer, const Request& request, bool in_pool = false);

/// The request as the viewer may see it: with his actions, without what is not for his eyes.
Request shown(Request request, const Viewer& viewer, Time now, bool in_pool = false);
/// The same where it stands.
void show(Request& request, const Viewer& viewer, Time now, bool in_pool = false);

/// Adds the condition that picks what waits for the viewer: his services, his pin codes, not rejected by him.
void only_pool(Where& where, const Viewer& viewer);
/// Adds the condition that picks all that the viewer may see in a list: his own, and the pool.
void only_visible(Where& where, const Viewer& viewer);

/// The request, where the viewer is its customer, its professional, or sees all. Throws 404.
Request visible(Reader& db, const Viewer& viewer, Id id);
/// The request, where the viewer is its customer. Throws 404.
Request ordered_by(Reader& db, const Viewer& viewer, Id id);
/// The request, where the viewer is its professional, or was until he himself gave it back just now. Throws 404.
Request assigned_to(Reader& db, const Viewer& viewer, Id id);
/// The request, where it could wait for the viewer whatever its state: his services, his pin codes, not rejected by him. Throws
/// 404.
Request within_reach(Reader& db, const Viewer& viewer, Id id);

}  // namespace requests
