#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "case_in_memory.hpp"
#include "podalign.h"

/// The library as a host sees it, and what the checks share.
namespace validate {

using Documents = std::map<std::string, std::string>;  ///< name, bytes

/// What went wrong in one check; none: it holds.
using Problems = std::vector<std::string>;

/// Everything that a check needs.
struct Subject {
  const podalign_plugin* plugin = nullptr;
  podalign_entry_function entry = nullptr;
  CaseInMemory theCase;
  std::uint32_t seed = 1;
  int rounds = 20;
};

/// Errors: a sentence instead of a subject.
[[nodiscard]] std::optional<std::string> load(const std::string& library, Subject& into);

/// A host that counts what it is told and cancels when it is asked to.
struct CountingHost {
  CountingHost();
  podalign_host host{};
  std::atomic<int> progressCalls{0};
  std::atomic<int> logLines{0};
  std::atomic<int> cancelAtProgress{-1};  ///< the call that answers "cancel"; -1: none
  std::atomic<bool> cancelNow{false};
  std::atomic<bool> wentBack{false};  ///< progress that went backwards or out of 0 to 1
  std::atomic<double> furthest{0.0};
};

/// A session that is closed at the end of the scope.
class OpenSession {
 public:
  OpenSession(const Subject& subject, const podalign_host* host,
              const podalign_settings* settings = nullptr);
  ~OpenSession();
  OpenSession(const OpenSession&) = delete;
  OpenSession& operator=(const OpenSession&) = delete;
  podalign_session* handle = nullptr;
  std::int32_t status = PODALIGN_E_INTERNAL;
  podalign_error error{};

 private:
  const Subject& subject_;
};

/// The request for the whole case in memory; `theCase` must outlive it.
struct MemoryRequest {
  MemoryRequest(const CaseInMemory& theCase, std::uint32_t outputs);
  std::vector<podalign_file> files;
  podalign_request request{};
};

struct Answer {
  std::int32_t status = PODALIGN_E_INTERNAL;
  bool hasResult = false;
  Documents documents;
  std::map<std::string, std::uint32_t> kinds;  ///< of the documents, by name
  std::string message;
};

/// One job, its documents copied, its result released.
[[nodiscard]] Answer assess(const Subject& subject, podalign_session* session,
                            const podalign_request& request);

[[nodiscard]] podalign_text textOf(std::string_view text);
/// Every answer that a host may get for an input that is no good.
[[nodiscard]] bool isRefusal(std::int32_t status);

// The checks, each with a sentence of what must hold.
struct Check {
  const char* sentence;
  std::function<Problems(const Subject&)> run;
};
[[nodiscard]] std::vector<Check> goodCalls();
[[nodiscard]] std::vector<Check> badCalls();
[[nodiscard]] std::vector<Check> garbageChecks();
[[nodiscard]] std::vector<Check> parallelChecks();
[[nodiscard]] std::vector<Check> changedWorlds();

}  // namespace validate
