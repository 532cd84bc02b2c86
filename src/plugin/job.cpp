#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <utility>

#include "plugin/internal/session.hpp"
#include "plugin/internal/sized.hpp"
#include "podalign/core/sha256.hpp"
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
constexpr std::uint32_t kKnownFlags =
    PODALIGN_LEAVE_OUT_UNREADABLE | PODALIGN_GREY | PODALIGN_SNOMED | PODALIGN_INCHES;
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
  std::uint32_t known = PODALIGN_INSOLE;
  for (const Kind& kind : kKinds) known |= kind.bit;
  if ((request.outputs & ~known) != 0) {
    return refuse(PODALIGN_E_NOT_SUPPORTED,
                  "podalign_request: outputs asks for a kind that this version does not make");
  }
  if (request.outputs == 0) return refuse(PODALIGN_E_ARGUMENT, "podalign_request: no outputs");
  if ((request.flags & ~kKnownFlags) != 0 || request.paper > PODALIGN_PAPER_LETTER) {
    return refuse(PODALIGN_E_NOT_SUPPORTED, "podalign_request: unknown flag or paper");
  }
  return {};
}

// How often a host is asked: a fraction of what a person notices.
constexpr std::chrono::milliseconds kAskEvery{10};

// Tells the host how far its job is and hears whether it shall stop: at every stage, and in between
// from a thread of its own, since a stage may take longer than a person waits.
class JobTalk {
 public:
  JobTalk(const Session& session, void* job) : session_(session), job_(job) {
    if (session.host.cancelled != nullptr) {
      asking_ = std::jthread([this](const std::stop_token& ended) { askUntil(ended); });
    }
  }

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
    ask();
  }
  /// No callback comes after it.
  void end() { asking_ = {}; }
  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

 private:
  // Requires: mutex_ is held, so that callbacks of one job come one at a time.
  void ask() {
    const podalign_host& host = session_.host;
    if (host.cancelled != nullptr && host.cancelled(host.context, job_) != 0) stop_.request_stop();
  }
  void askUntil(const std::stop_token& ended) {
    std::unique_lock lock(mutex_);
    const auto over = [&] { return ended.stop_requested() || stop_.stop_requested(); };
    while (!wake_.wait_for(lock, ended, kAskEvery, over)) ask();
  }

  const Session& session_;
  void* job_;
  std::mutex mutex_;
  double furthest_ = 0.0;
  std::stop_source stop_;
  std::condition_variable_any wake_;
  std::jthread asking_;  // last: it uses all of the above
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

struct GivenCase {
  pipeline::Case theCase;
  std::string sha256;
};

Outcome<GivenCase> readGivenCase(const podalign_request& request) {
  const std::filesystem::path path(view(request.case_path));
  if (path == "-") {
    return refuse(PODALIGN_E_ARGUMENT, "podalign_request: case_path names no file");
  }
  ingest::FileBytes file;
  std::string_view text = view(request.case_text);
  if (text.empty()) {
    auto opened = ingest::openFile(path);
    if (!opened) return failed(opened.error());
    file = std::move(*opened);
    text = file.view();
  }
  const bool onDisk = request.case_path.size > 0;
  auto theCase = pipeline::readCase(text, onDisk ? file.name() : kCaseInMemory, path.parent_path());
  if (!theCase) return failed(theCase.error());
  if (readsStandardInput(*theCase)) {
    return failed({ErrorCode::CaseInvalid, "'-' names no file here: hand the file over", {}, 0});
  }
  return GivenCase{std::move(*theCase), sha256Hex(text)};
}

deliver::DeliveryOptions optionsOf(const Session& session, const podalign_request& request,
                                   const std::string& caseSha256) {
  using deliver::InsoleFormat;
  deliver::DeliveryOptions options;
  const auto asked = [&](std::uint32_t bit) { return (request.outputs & bit) != 0; };
  const auto flagged = [&](std::uint32_t bit) { return (request.flags & bit) != 0; };
  options.formats.clear();
  for (const Kind& kind : kKinds) {
    if (asked(kind.bit)) options.formats.insert(kind.format);
  }
  if (asked(PODALIGN_INSOLE)) {
    deliver::InsolesAsked& insoles = options.insoles.emplace();
    insoles.shape = &session.insoleShape;
    insoles.caseSha256 = caseSha256;
    insoles.formats = {InsoleFormat::Stl, InsoleFormat::ThreeMf, InsoleFormat::Pdf};
    if (asked(PODALIGN_PNG)) insoles.formats.insert(InsoleFormat::Png);
    if (asked(PODALIGN_SVG)) insoles.formats.insert(InsoleFormat::Svg);
  }
  const bool letter = request.paper == PODALIGN_PAPER_LETTER;
  options.paper = letter ? report::Paper::Letter : report::Paper::A4;
  options.ink = flagged(PODALIGN_GREY) ? report::Ink::Grey : report::Ink::Colour;
  options.lengths =
      flagged(PODALIGN_INCHES) ? report::LengthUnit::Inch : report::LengthUnit::Millimetre;
  options.snomed =
      flagged(PODALIGN_SNOMED) ? deliver::SnomedCodes::Included : deliver::SnomedCodes::LeftOut;
  options.language = session.language;
  options.assess.keepReadable = flagged(PODALIGN_LEAVE_OUT_UNREADABLE);
  options.assess.work.threads = session.threads;
  return options;
}

}  // namespace

Outcome<deliver::Delivered> runJob(const Session& session, const podalign_request& request) {
  if (auto checked = check(request); !checked) return tl::unexpected(checked.error());
  const auto files = filesOf(request);
  if (!files) return tl::unexpected(files.error());
  const auto given = readGivenCase(request);
  if (!given) return tl::unexpected(given.error());

  JobTalk talk(session, request.job);
  talk.tell(0.0, session.knowledge.texts.render(
                     Message{"progress.reading", {{"subject", kCaseInMemory}}}));
  deliver::DeliveryOptions options = optionsOf(session, request, given->sha256);
  options.assess.work.given = request.case_text.size > 0 ? &*files : nullptr;
  options.assess.work.stop = talk.token();
  options.assess.work.progress = [&](const pipeline::ProgressStep& step) { talk.tell(step); };
  auto delivered = deliver::assessToDocuments(given->theCase, session.knowledge, options);
  if (!delivered) return failed(delivered.error());
  talk.tell(1.0, session.knowledge.texts.render("cli.done"));
  talk.end();
  if (talk.token().stop_requested()) {
    return failed(Error{ErrorCode::Cancelled, "cancelled by the host; nothing was made", {}, 0});
  }
  for (const Error& refused : delivered->refused) {
    log(session, PODALIGN_LOG_WARNING, "left out: " + refused.message);
  }
  return std::move(*delivered);
}

}  // namespace podalign::plugin
