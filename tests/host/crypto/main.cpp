// Starts the tests as the program starts: Poco's crypto is set up once, before any thread.
#include <Poco/Crypto/Crypto.h>
#include <gtest/gtest.h>

int main(int count, char** words) {
    testing::InitGoogleTest(&count, words);
    Poco::Crypto::initializeCrypto();
    const int failed = RUN_ALL_TESTS();
    Poco::Crypto::uninitializeCrypto();
    return failed;
}
