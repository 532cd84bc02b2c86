// Orthanc loads this: it listens for studies that came to rest and works on them one by one.
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "orthanc/internal/study_job.hpp"

namespace podalign::orthanc {
namespace {

using nlohmann::json;

// Callbacks run inside the archive's locks: they only queue. The worker asks the archive.
class Worker {
 public:
  Worker(OrthancPluginContext* context, const podalign_plugin& plugin, podalign_session* session)
      : archive_(context), plugin_(plugin), session_(session), thread_([this] { run(); }) {}
  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    wake_.notify_all();
    thread_.join();
    plugin_.close(session_);
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void add(const std::string& study) {
    const std::lock_guard lock(mutex_);
    if (waiting_.insert(study).second) queue_.push_back(study);
    wake_.notify_all();
  }
  [[nodiscard]] std::string status() {
    const std::lock_guard lock(mutex_);
    return json{{"version", plugin_.version}, {"queued", queue_.size()},
                {"working", working_},        {"reported", reported_},
                {"refused", refused_},        {"last_refusal", lastRefusal_}}
               .dump(2, ' ', false, json::error_handler_t::replace) +
           "\n";
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
      if (ending_) return;
      const std::string study = queue_.front();
      queue_.pop_front();
      waiting_.erase(study);
      working_ = true;
      lock.unlock();
      const StudyOutcome outcome = work(study);
      lock.lock();
      working_ = false;
      if (outcome.state == StudyState::Reported) ++reported_;
      if (outcome.state != StudyState::Refused) continue;
      ++refused_;
      lastRefusal_ = outcome.message;
      archive_.warn("no report: " + outcome.message);
    }
  }
  StudyOutcome work(const std::string& study) {
    try {
      return reportOn(study, archive_, plugin_, session_);
    } catch (const std::exception& problem) {
      return {StudyState::Refused, problem.what()};
    }
  }

  Archive archive_;
  const podalign_plugin& plugin_;
  podalign_session* session_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::string> queue_;
  std::set<std::string> waiting_;
  bool ending_ = false;
  bool working_ = false;
  int reported_ = 0;
  int refused_ = 0;
  std::string lastRefusal_;
  std::thread thread_;  // last: it uses all of the above
};

OrthancPluginContext* theContext = nullptr;
std::unique_ptr<Worker> theWorker;

OrthancPluginErrorCode onChange(OrthancPluginChangeType change, OrthancPluginResourceType kind,
                                const char* id) {
  // A plate export may be attached after the study came to rest.
  const bool due = kind == OrthancPluginResourceType_Study &&
                   (change == OrthancPluginChangeType_StableStudy ||
                    change == OrthancPluginChangeType_UpdatedAttachment);
  if (due && theWorker) theWorker->add(id);
  return OrthancPluginErrorCode_Success;
}

OrthancPluginErrorCode answerStatus(OrthancPluginRestOutput* output, const char* /*url*/,
                                    const OrthancPluginHttpRequest* request) {
  if (request->method != OrthancPluginHttpMethod_Get) {
    OrthancPluginSendMethodNotAllowed(theContext, output, "GET");
    return OrthancPluginErrorCode_Success;
  }
  const std::string text = theWorker ? theWorker->status() : "{}\n";
  OrthancPluginAnswerBuffer(theContext, output, text.data(),
                            static_cast<std::uint32_t>(text.size()), "application/json");
  return OrthancPluginErrorCode_Success;
}

}  // namespace
}  // namespace podalign::orthanc

#define PODALIGN_ORTHANC_EXPORT extern "C" __attribute__((visibility("default")))

PODALIGN_ORTHANC_EXPORT std::int32_t OrthancPluginInitialize(OrthancPluginContext* context) {
  using namespace podalign::orthanc;
  if (OrthancPluginCheckVersion(context) == 0) return -1;
  theContext = context;
  const podalign_plugin* plugin = podalign_entry(PODALIGN_ABI);
  podalign_error error{};
  error.struct_size = sizeof error;
  podalign_session* session = nullptr;
  if (plugin == nullptr || plugin->open(nullptr, nullptr, &session, &error) != PODALIGN_OK) {
    OrthancPluginLogError(context, static_cast<const char*>(error.message));
    return -1;
  }
  try {
    theWorker = std::make_unique<Worker>(context, *plugin, session);
  } catch (const std::exception& problem) {
    OrthancPluginLogError(context, problem.what());
    return -1;
  }
  OrthancPluginRegisterOnChangeCallback(context, onChange);
  OrthancPluginRegisterRestCallback(context, "/podalign/status", answerStatus);
  return 0;
}

PODALIGN_ORTHANC_EXPORT void OrthancPluginFinalize() { podalign::orthanc::theWorker.reset(); }
PODALIGN_ORTHANC_EXPORT const char* OrthancPluginGetName() { return "podalign"; }
PODALIGN_ORTHANC_EXPORT const char* OrthancPluginGetVersion() {
  return podalign_entry(PODALIGN_ABI)->version;
}
