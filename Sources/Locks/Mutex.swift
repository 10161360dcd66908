#if THREAD_SANITIZER
  import Glibc

  /// The mutex of Synchronization over one of pthreads, whose order the thread sanitiser sees.
  public struct Mutex<Value: ~Copyable>: ~Copyable {
    // Behind pointers: a lock of pthreads must not move.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let value: UnsafeMutablePointer<Value>

    /// A mutex that guards `initialValue`.
    public init(_ initialValue: consuming sending Value) {
      lock = .allocate(capacity: 1)
      value = .allocate(capacity: 1)
      let code = pthread_mutex_init(lock, nil)
      precondition(code == 0, "a lock could not be made")
      value.initialize(to: initialValue)
    }

    deinit {
      pthread_mutex_destroy(lock)
      lock.deallocate()
      value.deinitialize(count: 1)
      value.deallocate()
    }

    /// What `body` gives with the value, which no other thread sees meanwhile.
    public borrowing func withLock<Result: ~Copyable, Failure: Error>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      return try body(&value.pointee)
    }
  }

  // One thread at a time reaches the value.
  extension Mutex: @unchecked Sendable where Value: ~Copyable {}
#else
  import Synchronization

  /// The mutex of Synchronization.
  public typealias Mutex<Value: ~Copyable> = Synchronization.Mutex<Value>
#endif
