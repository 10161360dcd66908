#include "CHDF5Shims.h"

#include <stdio.h>

hid_t hdf5_native_float(void) { return H5T_NATIVE_FLOAT; }
hid_t hdf5_native_double(void) { return H5T_NATIVE_DOUBLE; }
hid_t hdf5_native_int32(void) { return H5T_NATIVE_INT32; }
hid_t hdf5_native_int64(void) { return H5T_NATIVE_INT64; }
hid_t hdf5_native_uint8(void) { return H5T_NATIVE_UINT8; }
hid_t hdf5_native_uint16(void) { return H5T_NATIVE_UINT16; }
hid_t hdf5_c_string(void) { return H5T_C_S1; }
hid_t hdf5_object_reference(void) { return H5T_STD_REF_OBJ; }
hid_t hdf5_file_access_list(void) { return H5P_FILE_ACCESS; }
hid_t hdf5_file_create_list(void) { return H5P_FILE_CREATE; }
hid_t hdf5_link_create_list(void) { return H5P_LINK_CREATE; }
hid_t hdf5_group_create_list(void) { return H5P_GROUP_CREATE; }
hid_t hdf5_dataset_create_list(void) { return H5P_DATASET_CREATE; }
hid_t hdf5_dataset_access_list(void) { return H5P_DATASET_ACCESS; }
unsigned hdf5_read_only(void) { return H5F_ACC_RDONLY; }
unsigned hdf5_truncate(void) { return H5F_ACC_TRUNC; }
size_t hdf5_variable_length(void) { return H5T_VARIABLE; }

typedef struct {
  void (*visit)(const char *, void *);
  void *context;
} visitor;

static herr_t visit_link(hid_t group, const char *name, const H5L_info_t *info, void *data) {
  (void)group;
  (void)info;
  visitor *v = data;
  v->visit(name, v->context);
  return 0;
}

herr_t hdf5_visit_links(hid_t group, void (*visit)(const char *, void *), void *context) {
  visitor v = {visit, context};
  return H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, NULL, visit_link, &v);
}

static herr_t visit_attribute(hid_t object, const char *name, const H5A_info_t *info, void *data) {
  (void)object;
  (void)info;
  visitor *v = data;
  v->visit(name, v->context);
  return 0;
}

herr_t hdf5_visit_attributes(hid_t object, void (*visit)(const char *, void *), void *context) {
  visitor v = {visit, context};
  return H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, NULL, visit_attribute, &v);
}

herr_t hdf5_object_number(hid_t file, const char *path, unsigned long long *number) {
#if H5_VERSION_GE(1, 12, 0)
  H5O_info1_t info;
#else
  H5O_info_t info;
#endif
  herr_t status = H5Oget_info_by_name2(file, path, &info, H5O_INFO_BASIC, H5P_DEFAULT);
  if (status >= 0) *number = info.addr;
  return status;
}

int hdf5_link(hid_t file, const char *path, size_t *size) {
  H5L_info_t info;
  if (H5Lget_info(file, path, &info, H5P_DEFAULT) < 0) return hdf5_link_none;
  *size = info.type == H5L_TYPE_HARD ? 0 : info.u.val_size;
  switch (info.type) {
  case H5L_TYPE_HARD: return hdf5_link_hard;
  case H5L_TYPE_SOFT: return hdf5_link_soft;
  case H5L_TYPE_EXTERNAL: return hdf5_link_external;
  default: return hdf5_link_user_defined;
  }
}

ssize_t hdf5_referenced_path(hid_t dataset, unsigned long long reference, char *buffer, size_t size) {
  hobj_ref_t object = reference;
  return H5Rget_name(dataset, H5R_OBJECT, &object, buffer, size);
}

typedef struct {
  char *buffer;
  size_t size;
} message;

static herr_t keep_first(unsigned n, const H5E_error2_t *error, void *data) {
  message *m = data;
  if (n == 0) snprintf(m->buffer, m->size, "%s", error->desc ? error->desc : "");
  return 0;
}

void hdf5_innermost_error(char *buffer, size_t size) {
  if (size == 0) return;
  buffer[0] = 0;
  message m = {buffer, size};
  // Upward starts at the innermost call, whose message is the cause; the others say where it passed.
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &m);
}
