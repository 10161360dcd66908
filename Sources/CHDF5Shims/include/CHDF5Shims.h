#ifndef CHDF5_SHIMS_H
#define CHDF5_SHIMS_H
#include <hdf5.h>

// HDF5 defines these as macros that call functions or cast, which Swift cannot import.
hid_t hdf5_native_float(void);
hid_t hdf5_native_double(void);
hid_t hdf5_native_int32(void);
hid_t hdf5_native_int64(void);
hid_t hdf5_native_uint8(void);
hid_t hdf5_native_uint16(void);
hid_t hdf5_c_string(void);
hid_t hdf5_object_reference(void);
hid_t hdf5_file_access_list(void);
hid_t hdf5_file_create_list(void);
hid_t hdf5_link_create_list(void);
hid_t hdf5_group_create_list(void);
hid_t hdf5_dataset_create_list(void);
hid_t hdf5_dataset_access_list(void);
unsigned hdf5_read_only(void);
unsigned hdf5_truncate(void);
size_t hdf5_variable_length(void);

// These have several versions behind one macro name, with callbacks that differ between versions of the library.

/// Calls `visit` with the name of every link in the group, in the order of the names' bytes; negative on failure.
herr_t hdf5_visit_links(hid_t group, void (*visit)(const char *name, void *context), void *context);

/// Calls `visit` with the name of every attribute of the object, in the order of the names' bytes; negative on failure.
herr_t hdf5_visit_attributes(hid_t object, void (*visit)(const char *name, void *context), void *context);

/// A number that two paths share where they lead to one object of the file; negative on failure.
herr_t hdf5_object_number(hid_t file, const char *path, unsigned long long *number);

/// The kinds of links, as `hdf5_link` tells them apart.
enum { hdf5_link_none = 0, hdf5_link_hard, hdf5_link_soft, hdf5_link_external, hdf5_link_user_defined };

/// Looks at the link at the end of `path` without following it; `size` becomes the bytes of its value.
int hdf5_link(hid_t file, const char *path, size_t *size);

/// Writes the path of the object that `reference`, an element of `dataset`, leads to; its length, or negative on failure.
ssize_t hdf5_referenced_path(hid_t dataset, unsigned long long reference, char *buffer, size_t size);

/// Writes the most specific message of this thread's error stack into `buffer`; the empty string where there is none.
void hdf5_innermost_error(char *buffer, size_t size);

#endif
