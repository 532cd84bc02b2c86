#include <algorithm>
#include <array>
#include <cstddef>
#include <mutex>
#include <utility>

#include "plugin/internal/session.hpp"
#include "plugin/internal/sized.hpp"
#include "podalign/ingest/file_bytes.hpp"

namespace podalign::plugin {
namespace {

using deliver::OutputFormat;

struct Kind {
  std::uint32_t bit;
  OutputFormat format;
};
constexpr std::array<Kind, 6> kKinds{{{PODALIGN_JSON, OutputFormat::Json},
                                      {PODALIGN_PDF, OutputFormat::Pdf},
                                      {PODALIGN_PNG, OutputFormat::Png},
                                      {PODALIGN_SVG, OutputFormat::Svg},
                                      {PODALIGN_ICS, OutputFormat::Ics},
                                      {PODALIGN_FHIR, OutputFormat::Fhir}}};
constexpr std::uint64_t kMostFiles = 4096;
constexpr const char* kCaseInMemory = "case";

// Shares of the whole: reading and measuring, deciding, making the documents.
constexpr double kMeasured = 0.6;
constexpr double kDecided = 0.65;

Outcome<ingest::GivenFiles> filesOf(const podalign_request& request) {
  ingest::GivenFiles files;
  if (request.file_count == 0) return files;
  if (request.files == nullptr || request.file_count > kMostFiles) {
    return refuse(PODALIGN_E_ARGUMENT, "podalign_request: files missing, or more than 4096");
  }
  const std::uint32_t stride = request.files->struct_size;
  const auto* at = reinterpret_cast<const unsigned char*>(request.files);
  for (std::uint64_t i = 0; i < request.file_count; ++i, at += stride) {
    const auto file = readSized(reinterpret_cast<const podalign_file*>(at), sizeof(podalign_file));
    if (file.problem == SizeProblem::UnknownMember || file.value.reserved != 0) {
      return refuse(PODALIGN_E_NOT_SUPPORTED, "podalign_file uses an unknown member");
    }
    const podalign_file& value = file.value;
    const bool whole = value.bytes != nullptr || value.size == 0;
    if (file.problem || value.struct_size != stride || !isText(value.name) ||
        value.name.size == 0 || !whole || value.size > PTRDIFF_MAX) {
      return refuse(PODALIGN_E_ARGUMENT,
                    "podalign_file: wrong struct_size, no name, or a size without bytes");
    }
    const auto name = std::filesystem::path(view(value.name)).lexically_normal();
    const std::string_view bytes(static_cast<const char*>(value.bytes), value.size);
    if (!files.emplace(name, bytes).second) {
      return refuse(PODALIGN_E_ARGUMENT, "podalign_request: two files of the same name");
    }
  }
  return files;
}

Outcome<void> check(const podalign_request& request) {
  if (!isText(request.case_path) || !isText(request.case_text) ||
      (request.case_path.size == 0) == (request.case_text.size == 0)) {
    return refuse(PODALIGN_E_ARGUMENT,
                  "podalign_request: exactly one of case_path and case_text is needed");
  }
  std::uint32_t known = 0;
  for (const Kind& kind : kKinds) known |= kind.bit;
  if ((request.outputs & ~known) != 0) {
    return refuse(PODALIGN_E_NOT_SUPPORTED,
                  "podalign_request: outputs asks for a kind that this version does not make");
  }
  if (request.outputs == 0) return refuse(PODALIGN_E_ARGUMENT, "podalign_request: no outputs");
  if ((request.flags & ~std::uint32_t{PODALIGN_LEAVE_OUT_UNREADABLE}) != 0 ||
      request.paper > PODALIGN_PAPER_LETTER) {
    return refuse(PODALIGN_E_NOT_SUPPORTED, "podalign_request: unknown flag or paper");
  }
  return {};
}

// Tells the host how far its job is and hears whether it shall stop.
class JobTalk {
 public:
  JobTalk(const Session& session, void* job) : session_(session), job_(job) {}

  void tell(const pipeline::ProgressStep& step) {
    double share = kDecided;
    if (step.stage == "progress.reading" || step.stage == "progress.measured") {
      share = step.total > 0 ? kMeasured * step.done / step.total : 0.0;
    } else if (step.stage == "progress.deciding") {
      share = kMeasured;
    }
    tell(share, session_.knowledge.texts.render(Message{step.stage, {{"subject", step.subject}}}));
  }
  void tell(double share, const std::string& stage) {
    const std::lock_guard lock(mutex_);
    furthest_ = std::max(furthest_, share);
    const podalign_host& host = session_.host;
    if (host.progress != nullptr &&
        host.progress(host.context, job_, furthest_, {stage.data(), stage.size()}) != 0) {
      stop_.request_stop();
    }
    if (host.cancelled != nullptr && host.cancelled(host.context, job_) != 0) stop_.request_stop();
  }
  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

 private:
  const Session& session_;
  void* job_;
  std::mutex mutex_;
  double furthest_ = 0.0;
  std::stop_source stop_;
};

std::int32_t statusOf(const Error& error) {
  switch (error.code) {
    case ErrorCode::Cancelled: return PODALIGN_E_CANCELLED;
    case ErrorCode::Internal: return PODALIGN_E_INTERNAL;
    case ErrorCode::ProfileInvalid:
    case ErrorCode::ProfileNotApproved: return PODALIGN_E_RULE_BASE;
    default: return PODALIGN_E_REFUSED;
  }
}

tl::unexpected<Failure> failed(const Error& error) {
  return tl::unexpected(Failure{statusOf(error), error});
}

// "-" is standard input, and that is the host's.
bool readsStandardInput(const pipeline::Case& theCase) {
  const auto isInput = [](const auto& part) { return part.file == "-"; };
  return std::any_of(theCase.scans.begin(), theCase.scans.end(), isInput) ||
         std::any_of(theCase.plates.begin(), theCase.plates.end(), isInput);
}

}  // namespace

Outcome<deliver::Delivered> runJob(const Session& session, const podalign_request& request) {
  if (auto checked = check(request); !checked) return tl::unexpected(checked.error());
  const auto files = filesOf(request);
  if (!files) return tl::unexpected(files.error());
  const bool inMemory = request.case_text.size > 0;
  if (view(request.case_path) == "-") {
    return refuse(PODALIGN_E_ARGUMENT, "podalign_request: case_path names no file");
  }
  const auto theCase = inMemory
                           ? pipeline::readCase(view(request.case_text), kCaseInMemory, {})
                           : pipeline::readCaseFile(std::filesystem::path(view(request.case_path)));
  if (!theCase) return failed(theCase.error());
  if (readsStandardInput(*theCase)) {
    return failed({ErrorCode::CaseInvalid, "'-' names no file here: hand the file over", {}, 0});
  }

  JobTalk talk(session, request.job);
  talk.tell(0.0, session.knowledge.texts.render(
                     Message{"progress.reading", {{"subject", kCaseInMemory}}}));
  deliver::DeliveryOptions options;
  options.formats.clear();
  for (const Kind& kind : kKinds) {
    if ((request.outputs & kind.bit) != 0) options.formats.insert(kind.format);
  }
  options.paper =
      request.paper == PODALIGN_PAPER_LETTER ? report::Paper::Letter : report::Paper::A4;
  options.language = session.language;
  options.assess.keepReadable = (request.flags & PODALIGN_LEAVE_OUT_UNREADABLE) != 0;
  options.assess.work.threads = session.threads;
  options.assess.work.given = inMemory ? &*files : nullptr;
  options.assess.work.stop = talk.token();
  options.assess.work.progress = [&](const pipeline::ProgressStep& step) { talk.tell(step); };
  auto delivered = deliver::assessToDocuments(*theCase, session.knowledge, options);
  if (!delivered) return failed(delivered.error());
  talk.tell(1.0, session.knowledge.texts.render("cli.done"));
  if (talk.token().stop_requested()) {
    return failed(Error{ErrorCode::Cancelled, "cancelled by the host; nothing was made", {}, 0});
  }
  for (const Error& refused : delivered->refused) {
    log(session, PODALIGN_LOG_WARNING, "left out: " + refused.message);
  }
  return std::move(*delivered);
}

}  // namespace podalign::plugin
