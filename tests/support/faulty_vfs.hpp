// SQLite's own file layer with failures on order: the n-th of all opens, writes, truncations and syncs fails.
// One thread. While it lives, databases opened with its name go through it.
// Only what was ordered fails. A sync counts as a step but is not carried out: the machine itself does not
// fail here.
#pragma once

#include <sqlite3.h>

#include <cstdlib>
#include <cstring>

namespace turnout::testing {

struct Fault {
  int code = SQLITE_IOERR; ///< SQLITE_FULL or SQLITE_IOERR
  bool for_good = false;   ///< everything after it fails as well, as on a full disk or a dead one
  bool torn = false;       ///< a failing write leaves its first half
};

class FaultyVfs {
public:
  static constexpr const char* name = "turnout-faulty";

  FaultyVfs() {
    real_ = sqlite3_vfs_find(nullptr);
    vfs_ = *real_;
    vfs_.zName = name;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.pNext = nullptr;
    vfs_.xOpen = open;
    sqlite3_vfs_register(&vfs_, 0);
  }
  ~FaultyVfs() { sqlite3_vfs_unregister(&vfs_); }
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  /// The `nth` step from now on fails, counted from 1.
  void arm(int nth, const Fault& fault) {
    fault_ = fault;
    left_ = nth;
    struck_ = false;
  }
  void disarm() { left_ = 0; }
  [[nodiscard]] bool struck() const { return struck_; }

private:
  struct File {
    sqlite3_file base;
    FaultyVfs* vfs;
    [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };

  static File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return of(file)->real(); }

  bool fails() {
    if (left_ == 0) return false;
    if (left_ > 1) {
      --left_;
      return false;
    }
    if (!fault_.for_good) left_ = 0;
    struck_ = true;
    return true;
  }

  [[nodiscard]] int code(int detail) const { return fault_.code == SQLITE_IOERR ? detail : fault_.code; }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
    auto* self = static_cast<FaultyVfs*>(vfs->pAppData);
    file->pMethods = nullptr;
    if (self->fails()) return SQLITE_CANTOPEN;
    of(file)->vfs = self;
    const int rc = self->real_->xOpen(self->real_, path, real(file), flags, out);
    if (rc == SQLITE_OK) file->pMethods = &methods;
    return rc;
  }

  static int close(sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); }
  static int read(sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
    return real(f)->pMethods->xRead(real(f), to, size, at);
  }
  static int write(sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
    FaultyVfs* vfs = of(f)->vfs;
    if (!vfs->fails()) return real(f)->pMethods->xWrite(real(f), from, size, at);
    if (vfs->fault_.torn) (void)real(f)->pMethods->xWrite(real(f), from, size / 2, at);
    return vfs->code(SQLITE_IOERR_WRITE);
  }
  static int truncate(sqlite3_file* f, sqlite3_int64 size) {
    if (of(f)->vfs->fails()) return of(f)->vfs->code(SQLITE_IOERR_TRUNCATE);
    return real(f)->pMethods->xTruncate(real(f), size);
  }
  static int sync(sqlite3_file* f, int /*flags*/) {
    if (of(f)->vfs->fails()) return of(f)->vfs->code(SQLITE_IOERR_FSYNC);
    return SQLITE_OK;
  }
  static int file_size(sqlite3_file* f, sqlite3_int64* size) {
    return real(f)->pMethods->xFileSize(real(f), size);
  }
  static int lock(sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); }
  static int unlock(sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
  static int check_reserved(sqlite3_file* f, int* out) {
    return real(f)->pMethods->xCheckReservedLock(real(f), out);
  }
  static int control(sqlite3_file* f, int op, void* argument) {
    return real(f)->pMethods->xFileControl(real(f), op, argument);
  }
  static int sector_size(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
  static int characteristics(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
  static int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
  }
  static int shm_lock(sqlite3_file* f, int offset, int count, int flags) {
    return real(f)->pMethods->xShmLock(real(f), offset, count, flags);
  }
  static void shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
  static int shm_unmap(sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); }

  static constexpr sqlite3_io_methods methods = {
      2,         close,          read,    write,       truncate,        sync,    file_size, lock,
      unlock,    check_reserved, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
      shm_unmap, nullptr,        nullptr};

  sqlite3_vfs vfs_{};
  sqlite3_vfs* real_ = nullptr;
  Fault fault_;
  int left_ = 0; ///< 0: nothing fails
  bool struck_ = false;
};

} // namespace turnout::testing
