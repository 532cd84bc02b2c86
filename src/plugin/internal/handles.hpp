#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace podalign::plugin {

/// A number that no handle had before.
[[nodiscard]] inline std::uintptr_t nextHandle() {
  static std::atomic<std::uintptr_t> last{0};
  constexpr std::uintptr_t kStep = 16;  // looks like an address to hosts that check alignment
  return last += kStep;
}

/// Objects by numbers that are never used twice, so that a stale handle is told instead of
/// followed. Threads: any.
template <class Handle, class Object>
class HandleTable {
 public:
  [[nodiscard]] Handle* add(std::shared_ptr<Object> object) {
    const std::uintptr_t number = nextHandle();
    const std::lock_guard lock(mutex_);
    objects_.emplace(number, std::move(object));
    return reinterpret_cast<Handle*>(number);
  }
  /// Null for a handle that is not live.
  [[nodiscard]] std::shared_ptr<Object> find(const Handle* handle) {
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(reinterpret_cast<std::uintptr_t>(handle));
    return found == objects_.end() ? nullptr : found->second;
  }
  /// Null for a handle that is not live; the object goes with the last pointer to it.
  [[nodiscard]] std::shared_ptr<Object> remove(const Handle* handle) {
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(reinterpret_cast<std::uintptr_t>(handle));
    if (found == objects_.end()) return nullptr;
    std::shared_ptr<Object> object = std::move(found->second);
    objects_.erase(found);
    return object;
  }

 private:
  std::mutex mutex_;
  std::map<std::uintptr_t, std::shared_ptr<Object>> objects_;
};

}  // namespace podalign::plugin
