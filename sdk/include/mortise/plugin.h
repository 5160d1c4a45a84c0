// A plugin is one value: what describe() returns.
#pragma once
#include <mortise/log.h>
#include <mortise/migration.h>
#include <mortise/route.h>
#include <mortise/task.h>

#include <span>

namespace mortise {

/// Files of the product's share (share/mortise/FOLDER) that are served to everyone below an absolute path.
struct Folder {
    std::string_view path, folder, sentence;
};

/// Everything that a plugin adds to the product. Name, version and needs stand in its CMake line.
struct Plugin {
    std::string_view sentence = {};
    std::vector<Setting> settings = {};
    std::span<const Migration> migrations = {};
    /// Scopes that no row needs, for handlers to ask for with call.may(): one that nobody declares nobody holds.
    std::vector<Scope> scopes = {};
    std::vector<Route> routes = {};
    std::vector<Folder> folders = {};
    std::vector<Command> commands = {};
    Vocabulary vocabulary = {};
    std::vector<Task> tasks = {};
    std::vector<Listener> listens = {};
    std::vector<Provided> provides = {};
    /// Runs once before anything is served, settings known and migrations applied; on the blocking lane. A throw stops the
    /// plugin.
    void (*start)(Call&) = nullptr;
    /// `mortise db seed`: fills an empty product with something to play with; does nothing where there are rows. On the blocking
    /// lane.
    void (*demo)(Call&) = nullptr;
};

}  // namespace mortise

/// The plugin's one function: written by its author, called once.
mortise::Plugin describe();
