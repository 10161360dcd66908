#include <mpi.h>

// Macros that cast, which Swift cannot import.
static inline MPI_Comm cmpi_world(void) { return MPI_COMM_WORLD; }
static inline MPI_Datatype cmpi_byte(void) { return MPI_BYTE; }
static inline MPI_Datatype cmpi_double(void) { return MPI_DOUBLE; }
static inline MPI_Op cmpi_sum(void) { return MPI_SUM; }
static inline MPI_Op cmpi_max(void) { return MPI_MAX; }
static inline MPI_Info cmpi_no_info(void) { return MPI_INFO_NULL; }
static inline void *cmpi_in_place(void) { return MPI_IN_PLACE; }
