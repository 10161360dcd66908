#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parsed JSON text. One thread at a time.
typedef struct SimdJSONDocument SimdJSONDocument;

/// Parses `text`; NULL where it is no JSON, and then `*error` says why.
SimdJSONDocument *simdjson_document_parse(const uint8_t *text, size_t length, const char **error);

/// Frees a document.
void simdjson_document_free(SimdJSONDocument *document);

/// The number of elements or members at `pointer`; -1 where there is no list or object.
int64_t simdjson_document_count(const SimdJSONDocument *document, const char *pointer);

/// Whether there is a value other than null at `pointer`.
bool simdjson_document_has(const SimdJSONDocument *document, const char *pointer);

/// The whole numbers of the list at `pointer`, `none` in place of null; false where it is no such list of `count`.
bool simdjson_document_integers(
    const SimdJSONDocument *document, const char *pointer, int64_t *values, size_t count, int64_t none);

/// The numbers of the list at `pointer`, NaN in place of null; false where it is no such list of `count`.
bool simdjson_document_numbers(const SimdJSONDocument *document, const char *pointer, double *values, size_t count);

/// The number at `pointer`; false where there is none.
bool simdjson_document_number(const SimdJSONDocument *document, const char *pointer, double *value);

/// The text at `pointer`, valid as long as the document; NULL where there is none.
const char *simdjson_document_text(const SimdJSONDocument *document, const char *pointer, size_t *length);

/// Calls `body` for every text of the list at `pointer`; false where it is no list of texts.
bool simdjson_document_texts(
    const SimdJSONDocument *document, const char *pointer, void *context,
    void (*body)(void *context, const char *text, size_t length));

/// Calls `body` for every member of the object at `pointer`, with NaN in place of null; false where it is no object of
/// numbers and nulls.
bool simdjson_document_members(
    const SimdJSONDocument *document, const char *pointer, void *context,
    void (*body)(void *context, const char *name, size_t length, double value));

/// Calls `body` with the JSON text of the value at `pointer`; false where there is none.
bool simdjson_document_json(
    const SimdJSONDocument *document, const char *pointer, void *context,
    void (*body)(void *context, const char *text, size_t length));

#ifdef __cplusplus
}
#endif
