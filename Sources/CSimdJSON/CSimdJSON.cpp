#include "CSimdJSON.h"

#include <cmath>
#include <limits>
#include <new>
#include <simdjson.h>
#include <string>

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

struct SimdJSONDocument {
    simdjson::dom::parser parser;
    element root;
};

namespace {

bool find(const SimdJSONDocument *document, const char *pointer, element &value) {
    return document->root.at_pointer(pointer).get(value) == simdjson::SUCCESS;
}

bool find(const SimdJSONDocument *document, const char *pointer, size_t count, array &values) {
    element value;
    return find(document, pointer, value) && value.get(values) == simdjson::SUCCESS && values.size() == count;
}

/// Any number as a double; NaN for null.
bool number(element value, double &result) {
    if (value.is_null()) {
        result = std::numeric_limits<double>::quiet_NaN();
        return true;
    }
    return value.get(result) == simdjson::SUCCESS;
}

}  // namespace

SimdJSONDocument *simdjson_document_parse(const uint8_t *text, size_t length, const char **error) {
    auto *document = new (std::nothrow) SimdJSONDocument;
    if (document == nullptr) {
        *error = "out of memory";
        return nullptr;
    }
    const auto code = document->parser.parse(text, length).get(document->root);
    if (code != simdjson::SUCCESS) {
        *error = simdjson::error_message(code);
        delete document;
        return nullptr;
    }
    return document;
}

void simdjson_document_free(SimdJSONDocument *document) { delete document; }

int64_t simdjson_document_count(const SimdJSONDocument *document, const char *pointer) {
    element value;
    if (!find(document, pointer, value)) return -1;
    array list;
    if (value.get(list) == simdjson::SUCCESS) {
        // The list knows its size up to 2^24 - 1 only.
        int64_t count = 0;
        for (auto unused : list) {
            (void)unused;
            ++count;
        }
        return count;
    }
    object members;
    return value.get(members) == simdjson::SUCCESS ? int64_t(members.size()) : -1;
}

bool simdjson_document_has(const SimdJSONDocument *document, const char *pointer) {
    element value;
    return find(document, pointer, value) && !value.is_null();
}

bool simdjson_document_integers(
    const SimdJSONDocument *document, const char *pointer, int64_t *values, size_t count, int64_t none) {
    array list;
    if (!find(document, pointer, count, list)) return false;
    for (element value : list) {
        if (value.is_null()) {
            *values++ = none;
        } else if (value.get(*values++) != simdjson::SUCCESS) {
            return false;
        }
    }
    return true;
}

bool simdjson_document_numbers(const SimdJSONDocument *document, const char *pointer, double *values, size_t count) {
    array list;
    if (!find(document, pointer, count, list)) return false;
    for (element value : list) {
        if (!number(value, *values++)) return false;
    }
    return true;
}

bool simdjson_document_number(const SimdJSONDocument *document, const char *pointer, double *value) {
    element found;
    return find(document, pointer, found) && found.get(*value) == simdjson::SUCCESS;
}

const char *simdjson_document_text(const SimdJSONDocument *document, const char *pointer, size_t *length) {
    element found;
    std::string_view text;
    if (!find(document, pointer, found) || found.get(text) != simdjson::SUCCESS) return nullptr;
    *length = text.size();
    return text.data();
}

bool simdjson_document_texts(
    const SimdJSONDocument *document, const char *pointer, void *context,
    void (*body)(void *context, const char *text, size_t length)) {
    element value;
    array list;
    if (!find(document, pointer, value) || value.get(list) != simdjson::SUCCESS) return false;
    for (element item : list) {
        std::string_view text;
        if (item.get(text) != simdjson::SUCCESS) return false;
        body(context, text.data(), text.size());
    }
    return true;
}

bool simdjson_document_members(
    const SimdJSONDocument *document, const char *pointer, void *context,
    void (*body)(void *context, const char *name, size_t length, double value)) {
    element value;
    object members;
    if (!find(document, pointer, value) || value.get(members) != simdjson::SUCCESS) return false;
    for (auto member : members) {
        double result;
        if (!number(member.value, result)) return false;
        body(context, member.key.data(), member.key.size(), result);
    }
    return true;
}

bool simdjson_document_json(
    const SimdJSONDocument *document, const char *pointer, void *context,
    void (*body)(void *context, const char *text, size_t length)) {
    element value;
    if (!find(document, pointer, value)) return false;
    const std::string text = simdjson::minify(value);
    body(context, text.data(), text.size());
    return true;
}
