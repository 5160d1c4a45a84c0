// An image that exports more than a plugin may.
extern "C" int mortise_plugin_v1;
extern "C" int another;
int mortise_plugin_v1 = 1;
int another = 2;
