#include "CHDF5Shims.h"

hid_t hdf5_native_float(void) { return H5T_NATIVE_FLOAT; }
hid_t hdf5_native_double(void) { return H5T_NATIVE_DOUBLE; }
hid_t hdf5_native_int32(void) { return H5T_NATIVE_INT32; }
hid_t hdf5_native_uint8(void) { return H5T_NATIVE_UINT8; }
hid_t hdf5_c_string(void) { return H5T_C_S1; }
hid_t hdf5_file_access_list(void) { return H5P_FILE_ACCESS; }
hid_t hdf5_dataset_create_list(void) { return H5P_DATASET_CREATE; }
hid_t hdf5_dataset_access_list(void) { return H5P_DATASET_ACCESS; }
unsigned hdf5_read_only(void) { return H5F_ACC_RDONLY; }
unsigned hdf5_truncate(void) { return H5F_ACC_TRUNC; }
size_t hdf5_variable_length(void) { return H5T_VARIABLE; }
