#pragma once

#include <string>
#include <string_view>

#include "plugin/podalign.h"
#include "podalign/core/result.hpp"
#include "podalign/deliver/documents.hpp"
#include "podalign/profile/insole_shape.hpp"
#include "podalign/profile/profile.hpp"

namespace podalign::plugin {

/// What one `open` made; constant afterwards, so that jobs may share it.
struct Session {
  podalign_host host{};
  profile::Profile knowledge;
  profile::InsoleShape insoleShape;
  std::string language;
  std::string software;
  std::string ruleBase;
  unsigned threads = 0;
};

/// Why a call failed, before it is written into the host's struct.
struct Failure {
  std::int32_t status = PODALIGN_E_INTERNAL;
  Error error;
};
template <class T>
using Outcome = tl::expected<T, Failure>;

[[nodiscard]] inline tl::unexpected<Failure> refuse(std::int32_t status, std::string message) {
  return tl::unexpected(Failure{status, Error{ErrorCode{}, std::move(message), {}, 0}});
}
[[nodiscard]] inline std::string_view view(const podalign_text& text) {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}
/// A length without data, or data that a machine cannot hold.
[[nodiscard]] inline bool isText(const podalign_text& text) {
  return text.size == 0 || (text.data != nullptr && text.size <= PTRDIFF_MAX);
}

void log(const Session& session, std::int32_t level, std::string_view line);

/// Errors: PODALIGN_E_ARGUMENT, PODALIGN_E_NOT_SUPPORTED, PODALIGN_E_RULE_BASE.
[[nodiscard]] Outcome<Session> openSession(const podalign_host* host,
                                           const podalign_settings* settings);

/// Errors: as `assess` of podalign.h; a side conflict is a result that says so.
[[nodiscard]] Outcome<deliver::Delivered> runJob(const Session& session,
                                                 const podalign_request& request);

}  // namespace podalign::plugin
