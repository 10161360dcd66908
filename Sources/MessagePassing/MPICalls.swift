#if MPI
  import CMPI
  import Foundation

  /// The calls of MPI that `Ranks` is made of. An error of one ends the job, which is what MPI does
  /// where nobody asks for something else.
  enum MPICalls {
    /// Values of one call, so that their number fits the type that MPI counts by.
    private static let most = 1 << 27

    static func start() -> Ranks {
      var given: Int32 = 0
      MPI_Init_thread(nil, nil, Int32(MPI_THREAD_SERIALIZED), &given)
      var (rank, count, onNode): (Int32, Int32, Int32) = (0, 1, 1)
      MPI_Comm_rank(cmpi_world(), &rank)
      MPI_Comm_size(cmpi_world(), &count)
      var node: MPI_Comm?
      MPI_Comm_split_type(cmpi_world(), Int32(MPI_COMM_TYPE_SHARED), rank, cmpi_no_info(), &node)
      MPI_Comm_size(node, &onNode)
      MPI_Comm_free(&node)
      return Ranks(rank: Int(rank), count: Int(count), countOnNode: Int(onNode))
    }

    static func end() { MPI_Finalize() }

    static func abort(_ code: Int32) { MPI_Abort(cmpi_world(), code) }

    static func sum(_ values: [Double]) -> [Double] { combined(values, cmpi_sum()) }

    static func largest(_ values: [Double]) -> [Double] { combined(values, cmpi_max()) }

    private static func combined(_ values: [Double], _ operation: MPI_Op) -> [Double] {
      var values = values
      values.withUnsafeMutableBufferPointer { buffer in
        var place = 0
        while place < buffer.count {
          let count = min(most, buffer.count - place)
          var request: MPI_Request?
          MPI_Iallreduce(
            cmpi_in_place(), buffer.baseAddress.map { $0 + place }, Int32(count), cmpi_double(), operation,
            cmpi_world(),
            &request)
          wait(&request)
          place += count
        }
      }
      return values
    }

    /// Waits for the end of a call: at once for short ones, in sleep for others.
    private static func wait(_ request: inout MPI_Request?) {
      var (isDone, tries): (Int32, Int) = (0, 0)
      while true {
        MPI_Test(&request, &isDone, nil)
        guard isDone == 0 else { return }
        tries += 1
        if tries > 1000 { usleep(1000) }
      }
    }

    static func send(_ message: Data, to rank: Int32) {
      message.withUnsafeBytes { bytes in
        var request: MPI_Request?
        MPI_Isend(bytes.baseAddress, Int32(bytes.count), cmpi_byte(), rank, 0, cmpi_world(), &request)
        wait(&request)
      }
    }

    static func receive() -> (rank: Int, message: Data)? {
      var (isThere, count): (Int32, Int32) = (0, 0)
      var status = MPI_Status()
      MPI_Iprobe(Int32(MPI_ANY_SOURCE), 0, cmpi_world(), &isThere, &status)
      guard isThere != 0 else { return nil }
      MPI_Get_count(&status, cmpi_byte(), &count)
      var message = Data(count: Int(count))
      message.withUnsafeMutableBytes { bytes in
        _ = MPI_Recv(bytes.baseAddress, count, cmpi_byte(), status.MPI_SOURCE, 0, cmpi_world(), nil)
      }
      return (Int(status.MPI_SOURCE), message)
    }
  }
#endif
