// How a notice is published.
#include "notices.h"

namespace auth {

void notify(Writer& db, const Call& call, const Event<contract::accounts::Notice>& event, const User& person) {
    emit(db, event, {person.id, person.email, person.first_name, std::string(call.peer()), plain_agent(call), call.now()});
}

std::string plain_agent(const Call& call) {
    std::string text{call.header("user-agent").substr(0, 500)};
    for (char& c : text)
        if (c < 0x20 || c > 0x7E) c = '?';
    return text;
}

}  // namespace auth
