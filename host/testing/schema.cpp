// A validator for the schemas that the façade writes: type, properties, required, additionalProperties, items, enum, oneOf.
#include "testing/schema.h"

#include "base/problem.h"
#include "body/nodes.h"
#include "plugins/border.h"

namespace host {
namespace {

using border::view;

const mortise_node* member(const mortise_node* object, std::string_view name) {
    const mortise_node* const end = object + 1 + object->inside;
    for (const mortise_node* at = object + 1; at < end; at += 1 + at->inside)
        if (view(at->key) == name) return at;
    return nullptr;
}

template <class Visit>
void each(const mortise_node* container, Visit&& visit) {
    const mortise_node* const end = container + 1 + container->inside;
    for (const mortise_node* at = container + 1; at < end; at += 1 + at->inside) visit(at);
}

bool is_type(const mortise_node* value, std::string_view type) {
    const std::string_view text = view(value->text);
    switch (value->kind) {
        case MORTISE_NODE_NULL:
            return type == "null";
        case MORTISE_NODE_BOOL:
            return type == "boolean";
        case MORTISE_NODE_NUMBER:
            return type == "number" || (type == "integer" && text.find_first_of(".eE") == std::string_view::npos);
        case MORTISE_NODE_STRING:
            return type == "string";
        case MORTISE_NODE_ARRAY:
            return type == "array";
        default:
            return type == "object";
    }
}

std::string check(const mortise_node* value, const mortise_node* schema, const std::string& path);

std::string check_object(const mortise_node* value, const mortise_node* schema, const std::string& path) {
    std::string fault;
    const mortise_node* properties = member(schema, "properties");
    if (!properties) return fault;
    each(value, [&](const mortise_node* each_member) {
        if (!fault.empty()) return;
        const std::string here = path + '.' + std::string(view(each_member->key));
        const mortise_node* known = member(properties, view(each_member->key));
        fault = known ? check(each_member, known, here) : here + " is not declared";
    });
    if (const mortise_node* required = member(schema, "required"))
        each(required, [&](const mortise_node* name) {
            if (fault.empty() && !member(value, view(name->text)))
                fault = path + '.' + std::string(view(name->text)) + " is missing";
        });
    return fault;
}

std::string check_one_of(const mortise_node* value, const mortise_node* all, const std::string& path) {
    int fitting = 0;
    std::string fault;
    each(all, [&](const mortise_node* one) {
        std::string misfit = check(value, one, path);
        misfit.empty() ? void(++fitting) : void(fault += (fault.empty() ? "" : "; ") + misfit);
    });
    if (fitting == 0) return fault;
    return fitting == 1 ? "" : path + " is more than one of what is declared";
}

std::string check(const mortise_node* value, const mortise_node* schema, const std::string& path) {
    if (const mortise_node* all = member(schema, "oneOf")) return check_one_of(value, all, path);
    if (const mortise_node* type = member(schema, "type")) {
        bool fits = type->kind == MORTISE_NODE_STRING && is_type(value, view(type->text));
        if (type->kind == MORTISE_NODE_ARRAY)
            each(type, [&](const mortise_node* one) { fits = fits || is_type(value, view(one->text)); });
        if (!fits) return path + " has another type than declared";
    }
    if (const mortise_node* words = member(schema, "enum")) {
        bool known = false;
        each(words, [&](const mortise_node* word) {
            known = known || (word->kind == value->kind && view(word->text) == view(value->text));
        });
        if (!known) return path + " is none of the declared words";
    }
    if (value->kind == MORTISE_NODE_OBJECT) return check_object(value, schema, path);
    std::string fault;
    const mortise_node* items = member(schema, "items");
    if (value->kind == MORTISE_NODE_ARRAY && items)
        each(value, [&](const mortise_node* item) {
            if (fault.empty()) fault = check(item, items, path + "[]");
        });
    return fault;
}

}  // namespace

std::string misfit(std::string_view json, std::string_view schema) {
    body::Nodes value, shape;
    try {
        body::parse_json(json, value);
    } catch (const Problem& problem) {
        return "the answer is not JSON: " + problem.detail;
    }
    body::parse_json(schema, shape);
    return check(value.view().p, shape.view().p, "answer");
}

}  // namespace host
