// An image that exports what a plugin must, but has no manifest.
extern "C" int mortise_plugin_v1;
int mortise_plugin_v1 = 1;
