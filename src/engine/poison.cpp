#include <turnout/engine/poison.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace turnout::engine {

namespace {
constexpr std::uint64_t page_magic = 0x5475726e6f757401; // "Turnout", version 1
} // namespace

PoisonGuard::~PoisonGuard() {
  if (page_ != nullptr && own_ == nullptr) ::munmap(page_, sizeof(Page));
}

Status PoisonGuard::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    return Error{path + ": cannot be opened (" + std::strerror(errno) + "): make its folder writable"};
  if (::ftruncate(file, sizeof(Page)) != 0) {
    const Error error{path + ": cannot be sized (" + std::strerror(errno) + "): free space on the disk"};
    ::close(file);
    return error;
  }
  void* mapped = ::mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  if (mapped == MAP_FAILED) return Error{path + ": cannot be mapped (" + std::strerror(errno) + ")"};
  page_ = static_cast<Page*>(mapped);
  if (page_->magic != page_magic) {
    std::memset(page_, 0, sizeof(Page));
    page_->magic = page_magic;
  }
  process_begins();
  return ok_status();
}

void PoisonGuard::keep_in_memory(std::function<void(std::uint64_t)> deciding) {
  own_ = std::make_unique<Page>();
  page_ = own_.get();
  deciding_ = std::move(deciding);
}

void PoisonGuard::process_begins() noexcept {
  if (page_ == nullptr || page_->deciding == 0) return;
  Entry* entry = nullptr;
  for (auto& known : page_->entries) {
    if (known.key == page_->deciding) entry = &known;
  }
  if (entry == nullptr) {
    entry = &page_->entries[page_->next++ % entries_max];
    *entry = {page_->deciding, 0};
  }
  ++entry->deaths;
  page_->deciding = 0;
}

std::uint64_t PoisonGuard::key_of(std::string_view what) noexcept {
  // FNV-1a, 64 bit: two messages sharing a key would need a twin to be set aside wrongly, and a human still
  // sees it.
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : what) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  return hash == 0 ? 1 : hash;
}

bool PoisonGuard::quarantined(std::uint64_t key) const noexcept {
  if (page_ == nullptr) return false;
  for (const auto& entry : page_->entries) {
    if (entry.key == key) return entry.deaths >= deaths_max;
  }
  return false;
}

void PoisonGuard::begin(std::uint64_t key) {
  if (page_ != nullptr) *static_cast<volatile std::uint64_t*>(&page_->deciding) = key;
  if (deciding_) deciding_(key);
}

void PoisonGuard::end() noexcept {
  if (page_ != nullptr) *static_cast<volatile std::uint64_t*>(&page_->deciding) = 0;
}

} // namespace turnout::engine
