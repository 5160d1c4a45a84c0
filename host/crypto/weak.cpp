// The lists of what is weak; see weak.h.
#include "crypto/weak.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "base/utf8.h"

namespace host::crypto {
namespace {

constexpr std::size_t least_characters = 8, most_characters = 128, least_key_bytes = 32;

// A common password is one of these words, or one of them with one of the endings.
constexpr std::string_view words =
    "password passwort passw0rd p@ssword p@ssw0rd pa55word pass passwd parola senha motdepasse contrasena contraseña wachtwoord "
    "haslo "
    "admin administrator root superuser sysadmin user guest test tester testing demo default system server manager master owner "
    "support service secret supersecret topsecret letmein letmeinnow welcome welcome2 changeme change-me changeit change_me "
    "changethis pleasechange login signin access enter open opensesame sesame iloveyou iloveu ilovegod loveyou lovely love "
    "sunshine "
    "princess prince dragon monkey football baseball basketball softball soccer cricket hockey tennis golf racing "
    "superman batman spiderman wonderwoman ironman starwars startrek pokemon naruto minecraft fortnite mustang ferrari porsche "
    "mercedes corvette harley yamaha shadow michael michelle jennifer jessica ashley amanda nicole daniel thomas jordan joshua "
    "matthew andrew anthony charlie robert william benjamin samantha victoria elizabeth alexander alexandra christian patrick "
    "maggie ginger pepper cookie buster tigger killer hunter ranger trustno1 whatever nothing computer internet samsung google "
    "facebook microsoft windows linux ubuntu debian apple android iphone qwerty qwertyu qwertyui qwertyuiop qwertz qwertzui "
    "azerty "
    "azertyuiop asdf asdfgh asdfghjk asdfghjkl zxcvbn zxcvbnm zxcvbnm, qazwsx qazwsxedc 1qaz 1qaz2wsx 1qazxsw2 1q2w3e 1q2w3e4r "
    "1q2w3e4r5t q1w2e3r4 q1w2e3r4t5 q1w2e3 zaq12wsx zaq1zaq1 xsw2zaq1 qwer1234 asdf1234 zxcv1234 abcd abcd1234 abc123 abcdef "
    "abcdefg abcdefgh abcdefghi a1b2c3 a1b2c3d4 aa123456 a123456 a1234567 a12345678 1a2b3c4d 123qwe 123qweasd 123abc 123admin "
    "1234qwer 12345qwert 123456a 123456789a 12345678a 123123 123321 1234321 12341234 123123123 112233 11223344 1122334455 121212 "
    "12121212 131313 147258 147258369 159753 159357 159951 741852963 789456 789456123 987654 98765432 987654321 9876543210 "
    "0987654321 "
    "01234567 012345678 0123456789 12345 123456 1234567 12345678 123456789 1234567890 12345678910 654321 87654321 102030 "
    "10203040 "
    "246810 13579 1357924680 2468101214 520520 5201314 5201314520 77585210 "
    "summer winter spring autumn monday friday sunday january february december london paris berlin chicago california newyork "
    "america india india123 bharat mumbai delhi chennai kolkata bangalore hyderabad krishna ganesh ganesha hanuman shiva saibaba "
    "jaihind jaishreeram omsairam mahadev lakshmi sachin dhoni chelsea arsenal liverpool barcelona manchester juventus "
    "realmadrid "
    "blink182 metallica nirvana slipknot eminem rockstar rockyou butterfly flower chocolate banana orange strawberry cheese "
    "diamond silver golden purple rainbow freedom forever family friends jesus jesuschrist blessed heaven angel angels babygirl "
    "sweetheart honey lovers teddybear hellokitty snoopy mickey doraemon hello helloworld goodbye company business office "
    "mechanic "
    "workshop parking household mortise customer professional fuckyou fuckoff asshole bitch biteme";

constexpr std::string_view endings =
    "1 2 3 7 9 12 13 21 22 23 69 77 88 99 00 01 11 007 101 111 123 321 666 777 786 888 999 1234 4321 12345 123456 1234567 "
    "12345678 "
    "123456789 ! !! !1 1! 12! 123! 1234! @ @1 @12 @123 @1234 @12345 # #1 #123 $ . ? * _ _1 _123 -1 -123 abc qwerty me man girl "
    "boy "
    "1990 1991 1992 1993 1994 1995 1996 1997 1998 1999 2000 2001 2002 2010 2015 2016 2017 2018 2019 2020 2021 2022 2023 2024 "
    "2025 2026 "
    "2027 @2020 @2021 @2022 @2023 @2024 @2025 @2026";

using Words = std::set<std::string_view>;

Words split(std::string_view text) {
    Words all;
    while (!text.empty()) {
        const auto blank = std::min(text.find(' '), text.size());
        if (blank > 0) all.insert(text.substr(0, blank));
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
    return all;
}

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

/// "aaaaaaaa", "abababab", "12341234", "passpass": a beginning of up to four bytes, over and over.
bool is_repetition(std::string_view text) {
    for (std::size_t period = 1; period <= 4 && period < text.size(); ++period) {
        bool repeats = true;
        for (std::size_t at = period; at < text.size() && repeats; ++at) repeats = text[at] == text[at - period];
        if (repeats) return true;
    }
    return false;
}

}  // namespace

std::string_view sentence_of(Weakness weakness) {
    constexpr std::array<std::string_view, 5> sentences{"", "must have 8 characters or more", "must have 128 characters or fewer",
                                                        "must be text in UTF-8", "is among the most common passwords"};
    return sentences[static_cast<std::size_t>(weakness)];
}

Weakness weakness_of_password(std::string_view password) {
    const auto characters = utf8::length(password);
    if (!characters || password.find('\0') != std::string_view::npos) return Weakness::not_text;
    if (*characters < least_characters) return Weakness::too_short;
    if (*characters > most_characters) return Weakness::too_long;
    return is_common_password(password) ? Weakness::too_common : Weakness::none;
}

bool is_common_password(std::string_view password) {
    static const Words common = split(words), common_endings = split(endings);
    const auto candidate = lowered(password);
    if (candidate.empty() || is_repetition(candidate) || common.contains(candidate)) return true;
    for (std::size_t end = 1; end < candidate.size(); ++end) {
        const auto whole = std::string_view(candidate);
        if (common.contains(whole.substr(0, end)) && common_endings.contains(whole.substr(end))) return true;
    }
    return false;
}

std::string weakness_of_key(std::string_view key) {
    if (key.size() < least_key_bytes) return "must have 32 bytes or more in production";
    constexpr std::array<std::string_view, 8> placeholders{"changeme",   "change-me", "change_me", "change-this",
                                                           "changethis", "your-",     "your_",     "example"};
    const auto candidate = lowered(key);
    const bool is_placeholder =
        std::ranges::any_of(placeholders, [&](std::string_view word) { return candidate.find(word) != std::string::npos; });
    if (is_placeholder || is_repetition(candidate)) return "is a placeholder; put a random text in its place";
    return {};
}

}  // namespace host::crypto
