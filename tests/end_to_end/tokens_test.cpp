// Access tokens by other algorithms, and what a change of keys does to those who are logged in.
#include <gtest/gtest.h>

#include "program.h"
#include "wire.h"

namespace {

using namespace end_to_end;

const Words chief{"ADMIN_EMAIL=chief@example.com", "ADMIN_PASSWORD=kettle-orbit-42"};

std::string log_in(const Program& program) { return end_to_end::log_in(program.port(), "chief@example.com", "kettle-orbit-42"); }
int me(const Program& program, const std::string& token) { return call(program.port(), "GET", "/api/auth/me", {}, token).status; }

/// What a token's header begins with when it names the algorithm.
const std::string by_hs256 = "eyJhbGciOiJIUzI1NiIs", by_eddsa = "eyJhbGciOiJFZERTQSIs", by_rs256 = "eyJhbGciOiJSUzI1NiIs";

std::string header(const std::string& token) { return token.substr(0, token.find('.')); }

/// The file of a key that a host of its own has made.
std::string made_key(const Folder& folder, const std::string& algorithm, const std::string& name) {
    const Program maker(folder, {"auth.algorithm=" + algorithm});
    return folder.path() + "/" + name;
}

TEST(Tokens, OfEdDSAOutliveAChangeOfKeys) {
    const Folder data, elsewhere;
    std::string old_token;
    {
        const Program program(data, {"auth.algorithm=EdDSA"}, chief);
        old_token = log_in(program);
        EXPECT_EQ(header(old_token).find(by_eddsa), 0u) << old_token;
        EXPECT_EQ(me(program, old_token), 200);
    }
    const std::string before = data.path() + "/signing.eddsa.pem";
    const std::string fresh = made_key(elsewhere, "EdDSA", "signing.eddsa.pem");
    std::string new_token;
    {
        const Program program(
            data, {"auth.algorithm=EdDSA", "auth.signing_key_file=" + fresh, "auth.signing_key_previous_file=" + before});
        EXPECT_EQ(me(program, old_token), 200) << "nobody is logged out";
        new_token = log_in(program);
        EXPECT_NE(header(new_token), header(old_token)) << "the key before does not sign";
        EXPECT_EQ(me(program, new_token), 200);
    }
    const Program program(data, {"auth.algorithm=EdDSA", "auth.signing_key_file=" + fresh});
    EXPECT_EQ(me(program, new_token), 200);
    EXPECT_EQ(me(program, old_token), 401) << "once it is gone";
}

TEST(Tokens, OutliveAChangeOfAlgorithmInProduction) {
    const Folder data, elsewhere;
    const std::string secret = "kiln-lantern-orchard-velvet-harbour-9", production = "organisation.environment=production";
    std::string old_token;
    {
        const Program program(data, {production, "auth.signing_key=" + secret}, chief);
        old_token = log_in(program);
        EXPECT_EQ(header(old_token).find(by_hs256), 0u) << old_token;
    }
    const std::string fresh = made_key(elsewhere, "RS256", "signing.rs256.pem");
    const Program program(
        data, {production, "auth.algorithm=RS256", "auth.signing_key_file=" + fresh, "auth.signing_key_previous=" + secret});
    EXPECT_EQ(me(program, old_token), 200);
    const std::string token = log_in(program);
    EXPECT_EQ(header(token).find(by_rs256), 0u) << token;
    EXPECT_EQ(me(program, token), 200);
    EXPECT_EQ(me(program, header(token) + old_token.substr(old_token.find('.'))), 401);
    EXPECT_EQ(me(program, header(old_token) + token.substr(token.find('.'))), 401);
}

TEST(Tokens, HaveAKeyThatFitsTheirAlgorithmOrTheHostDoesNotStart) {
    const Folder data, keys;
    const std::string secret = "kiln-lantern-orchard-velvet-harbour-9";
    const std::string broken = keys.write("broken.pem", "-----BEGIN PRIVATE KEY-----\nkiln\n-----END PRIVATE KEY-----\n");
    const auto refusal = [&](const Words& settings) {
        Words all{"organisation.environment=production"};
        all.insert(all.end(), settings.begin(), settings.end());
        const Ended ended = run(with({"serve"}, data, all));
        EXPECT_EQ(ended.code, 78);
        EXPECT_EQ(ended.out, "");
        return ended.err.substr(ended.err.find("mortise: "));  // behind what the migrations had to say
    };
    EXPECT_EQ(refusal({"auth.algorithm=EdDSA"}),
              "mortise: auth.signing_key: must be set in production: an Ed25519 private key in PEM (JWT_SECRET_KEY, or "
              "auth.signing_key_file)\n");
    EXPECT_EQ(refusal({"auth.algorithm=RS256", "auth.signing_key=" + secret}),
              "mortise: --set: auth.signing_key: must be an RSA private key in PEM, as auth.algorithm is RS256\n");
    EXPECT_EQ(refusal({"auth.algorithm=EdDSA", "auth.signing_key_file=" + broken}),
              "mortise: --set (" + broken + "): auth.signing_key: is no PEM key that can be read\n");
    EXPECT_EQ(refusal({"auth.signing_key=" + secret, "auth.signing_key_previous=short"}),
              "mortise: --set: auth.signing_key_previous: must have 32 bytes or more in production\n");
    EXPECT_EQ(refusal({"auth.signing_key=" + secret, "auth.algorithm=none"}).find("mortise: --set: auth.algorithm: "), 0u);
}

}  // namespace
