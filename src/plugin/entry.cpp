#include <algorithm>
#include <cstddef>
#include <cstring>
#include <exception>
#include <memory>
#include <new>

#include "plugin/internal/handles.hpp"
#include "plugin/internal/session.hpp"
#include "plugin/internal/sized.hpp"

// The line between the host and us: nothing thrown gets past it, and no memory changes hands.
namespace podalign::plugin {
namespace {

constexpr std::size_t kLeastRequest = offsetof(podalign_request, paper);
constexpr std::size_t kLeastError = offsetof(podalign_error, source);

// Never destroyed: hosts may call until the very end of the process.
HandleTable<podalign_session, Session>& sessions() {
  static auto* table = new HandleTable<podalign_session, Session>;
  return *table;
}
HandleTable<podalign_result, deliver::Delivered>& results() {
  static auto* table = new HandleTable<podalign_result, deliver::Delivered>;
  return *table;
}

podalign_text lend(const std::string& text) { return {text.data(), text.size()}; }

// Cut before the character that does not fit.
template <std::size_t N>
void copyText(std::string_view text, char (&into)[N]) {
  std::size_t size = std::min(text.size(), N - 1);
  if (size < text.size()) {
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  }
  std::copy_n(text.data(), size, static_cast<char*>(into));
  into[size] = '\0';
}

void fill(podalign_error* into, const Error& error) {
  if (into == nullptr) return;
  podalign_error filled{};
  filled.code = static_cast<std::int32_t>(error.code);
  filled.line = error.line;
  copyText(error.message, filled.message);
  copyText(error.source, filled.source);
  // A struct of a wrong size is left alone: the status says enough.
  static_cast<void>(writeSized(into, filled, kLeastError));
}

std::int32_t fail(podalign_error* into, const Failure& failure) {
  fill(into, failure.error);
  return failure.status;
}

// Runs `work`; whatever it throws becomes a status.
template <class Work>
std::int32_t guarded(podalign_error* error, const Work& work) noexcept {
  try {
    try {
      return work();
    } catch (const std::bad_alloc&) {
      fill(error, Error{ErrorCode::Internal, "not enough memory for this input", {}, 0});
      return PODALIGN_E_MEMORY;
    } catch (const std::exception& problem) {
      fill(error, Error{ErrorCode::Internal, problem.what(), {}, 0});
      return PODALIGN_E_INTERNAL;
    }
  } catch (...) {
    return PODALIGN_E_INTERNAL;
  }
}

std::int32_t open(const podalign_host* host, const podalign_settings* settings,
                  podalign_session** session, podalign_error* error) noexcept {
  if (session == nullptr) return PODALIGN_E_ARGUMENT;
  *session = nullptr;
  return guarded(error, [&]() -> std::int32_t {
    auto opened = openSession(host, settings);
    if (!opened) return fail(error, opened.error());
    *session = sessions().add(std::make_shared<Session>(std::move(*opened)));
    return PODALIGN_OK;
  });
}

std::int32_t describe(podalign_session* session, podalign_description* description) noexcept {
  if (description == nullptr) return PODALIGN_E_ARGUMENT;
  return guarded(nullptr, [&]() -> std::int32_t {
    const auto found = sessions().find(session);
    if (!found) return PODALIGN_E_HANDLE;
    const podalign_description filled{0, profile::isApproved(found->knowledge.manifest) ? 1U : 0U,
                                      lend(found->software), lend(found->ruleBase)};
    return writeSized(description, filled, sizeof filled) ? PODALIGN_OK : PODALIGN_E_ARGUMENT;
  });
}

std::int32_t assess(podalign_session* session, const podalign_request* request,
                    podalign_result** result, podalign_error* error) noexcept {
  if (result == nullptr || request == nullptr) return PODALIGN_E_ARGUMENT;
  *result = nullptr;
  return guarded(error, [&]() -> std::int32_t {
    const auto found = sessions().find(session);
    if (!found) return PODALIGN_E_HANDLE;
    const auto asked = readSized(request, kLeastRequest);
    if (asked.problem) {
      const bool unknown = asked.problem == SizeProblem::UnknownMember;
      return fail(
          error, {unknown ? PODALIGN_E_NOT_SUPPORTED : PODALIGN_E_ARGUMENT,
                  {ErrorCode{}, "podalign_request: struct_size, or a member unknown here", {}, 0}});
    }
    auto delivered = runJob(*found, asked.value);
    if (!delivered) {
      log(*found, PODALIGN_LOG_WARNING, "not assessed: " + delivered.error().error.message);
      return fail(error, delivered.error());
    }
    const std::optional<Error> conflict = delivered->sideConflict;
    *result = results().add(std::make_shared<deliver::Delivered>(std::move(*delivered)));
    if (!conflict) return PODALIGN_OK;
    return fail(error, {PODALIGN_E_SIDE_CONFLICT, *conflict});
  });
}

std::int32_t countDocuments(podalign_result* result, std::uint64_t* count) noexcept {
  if (count == nullptr) return PODALIGN_E_ARGUMENT;
  *count = 0;
  return guarded(nullptr, [&]() -> std::int32_t {
    const auto found = results().find(result);
    if (!found) return PODALIGN_E_HANDLE;
    *count = found->documents.size();
    return PODALIGN_OK;
  });
}

std::uint32_t kindOf(const deliver::Document& document) {
  const bool insole = document.name.starts_with("insole-") ||
                      document.name == deliver::kPrescriptionName ||
                      document.name == deliver::kFormName;
  if (insole) return PODALIGN_INSOLE;
  if (document.name == deliver::kMeasurementsName) return 0;
  if (document.mediaType == "application/json") return PODALIGN_JSON;
  if (document.mediaType == "application/fhir+json") return PODALIGN_FHIR;
  if (document.mediaType == "application/pdf") return PODALIGN_PDF;
  if (document.mediaType == "image/png") return PODALIGN_PNG;
  if (document.mediaType == "image/svg+xml") return PODALIGN_SVG;
  return PODALIGN_ICS;
}

std::int32_t readDocument(podalign_result* result, std::uint64_t index,
                          podalign_document* document) noexcept {
  if (document == nullptr) return PODALIGN_E_ARGUMENT;
  return guarded(nullptr, [&]() -> std::int32_t {
    const auto found = results().find(result);
    if (!found) return PODALIGN_E_HANDLE;
    if (index >= found->documents.size()) return PODALIGN_E_ARGUMENT;
    const deliver::Document& one = found->documents[index];
    const podalign_document filled{
        0, kindOf(one), lend(one.name), lend(one.mediaType), one.bytes.data(), one.bytes.size()};
    return writeSized(document, filled, sizeof filled) ? PODALIGN_OK : PODALIGN_E_ARGUMENT;
  });
}

std::int32_t release(podalign_result* result) noexcept {
  return guarded(nullptr, [&]() -> std::int32_t {
    return results().remove(result) ? PODALIGN_OK : PODALIGN_E_HANDLE;
  });
}

std::int32_t close(podalign_session* session) noexcept {
  return guarded(nullptr, [&]() -> std::int32_t {
    return sessions().remove(session) ? PODALIGN_OK : PODALIGN_E_HANDLE;
  });
}

const void* findExtension(const char* /*id*/) noexcept { return nullptr; }

constexpr podalign_plugin kTable{sizeof(podalign_plugin),
                                 PODALIGN_ABI,
                                 "podalign",
                                 PODALIGN_VERSION,
                                 open,
                                 describe,
                                 assess,
                                 countDocuments,
                                 readDocument,
                                 release,
                                 close,
                                 findExtension};

}  // namespace
}  // namespace podalign::plugin

extern "C" const podalign_plugin* podalign_entry(std::uint32_t host_abi) {
  return host_abi == PODALIGN_ABI ? &podalign::plugin::kTable : nullptr;
}
