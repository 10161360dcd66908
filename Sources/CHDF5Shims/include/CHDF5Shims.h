#ifndef CHDF5_SHIMS_H
#define CHDF5_SHIMS_H
#include <hdf5.h>

// HDF5 defines these as macros that call functions or cast, which Swift cannot import.
hid_t hdf5_native_float(void);
hid_t hdf5_native_double(void);
hid_t hdf5_native_int32(void);
hid_t hdf5_native_uint8(void);
hid_t hdf5_c_string(void);
hid_t hdf5_file_access_list(void);
hid_t hdf5_dataset_create_list(void);
hid_t hdf5_dataset_access_list(void);
unsigned hdf5_read_only(void);
unsigned hdf5_truncate(void);
size_t hdf5_variable_length(void);

#endif
