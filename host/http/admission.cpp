// Addresses and their counts.
#include "http/admission.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace host::http {
namespace {

Peer of_v4(const in_addr& address) {
    char text[INET_ADDRSTRLEN] = {};
    ::inet_ntop(AF_INET, &address, text, sizeof text);
    Peer peer;
    peer.text = text;
    peer.key[10] = peer.key[11] = 0xff;
    std::memcpy(peer.key.data() + 12, &address, 4);
    return peer;
}

}  // namespace

Peer Peer::of(const sockaddr_storage& address) {
    if (address.ss_family == AF_INET) return of_v4(reinterpret_cast<const sockaddr_in&>(address).sin_addr);
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    if (IN6_IS_ADDR_V4MAPPED(&v6)) {
        in_addr v4;
        std::memcpy(&v4, v6.s6_addr + 12, 4);
        auto peer = of_v4(v4);
        peer.v6 = true;
        return peer;
    }
    char text[INET6_ADDRSTRLEN] = {};
    ::inet_ntop(AF_INET6, &v6, text, sizeof text);
    Peer peer;
    peer.text = text;
    peer.v6 = true;
    std::copy_n(v6.s6_addr, 8, peer.key.begin());
    return peer;
}

bool Admission::enter(const Peer::Key& key) {
    const std::lock_guard lock(mutex_);
    if (count_ >= most_) return false;
    auto& held = addresses_[key];
    if (held >= most_per_address_) return false;
    ++held, ++count_;
    return true;
}

void Admission::leave(const Peer::Key& key) {
    const std::lock_guard lock(mutex_);
    --count_;
    if (const auto found = addresses_.find(key); --found->second == 0) addresses_.erase(found);
}

std::size_t Admission::Hash::operator()(const Peer::Key& key) const {
    return std::hash<std::string_view>{}({reinterpret_cast<const char*>(key.data()), key.size()});
}

}  // namespace host::http
