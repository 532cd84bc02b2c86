#include "library.hpp"

#include <dlfcn.h>

#include <cstring>

namespace validate {
namespace {

CountingHost& of(void* context) { return *static_cast<CountingHost*>(context); }

void countLog(void* context, std::int32_t /*level*/, podalign_text line) {
  if (line.size > 0) ++of(context).logLines;
}

std::int32_t countProgress(void* context, void* /*job*/, double fraction, podalign_text /*stage*/) {
  CountingHost& host = of(context);
  if (!(fraction >= 0.0 && fraction <= 1.0)) host.wentBack = true;
  return host.progressCalls++ == host.cancelAtProgress ? 1 : 0;
}

std::int32_t answerCancel(void* context, void* /*job*/) { return of(context).cancelNow ? 1 : 0; }

}  // namespace

std::optional<std::string> load(const std::string& library, Subject& into) {
  // Never closed: the library stays until the process ends.
  void* loaded = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (loaded == nullptr) return std::string("cannot load: ") + ::dlerror();
  into.entry = reinterpret_cast<podalign_entry_function>(::dlsym(loaded, "podalign_entry"));
  if (into.entry == nullptr) return "no podalign_entry in it";
  into.plugin = into.entry(PODALIGN_ABI);
  if (into.plugin == nullptr) return "podalign_entry(PODALIGN_ABI) gives no table";
  return std::nullopt;
}

CountingHost::CountingHost() {
  host.struct_size = sizeof host;
  host.abi = PODALIGN_ABI;
  host.context = this;
  host.log = countLog;
  host.progress = countProgress;
  host.cancelled = answerCancel;
}

OpenSession::OpenSession(const Subject& subject, const podalign_host* host,
                         const podalign_settings* settings)
    : subject_(subject) {
  error.struct_size = sizeof error;
  status = subject.plugin->open(host, settings, &handle, &error);
}

OpenSession::~OpenSession() {
  if (handle != nullptr) subject_.plugin->close(handle);
}

podalign_text textOf(std::string_view text) { return {text.data(), text.size()}; }

MemoryRequest::MemoryRequest(const CaseInMemory& theCase, std::uint32_t outputs) {
  for (const auto& [name, bytes] : theCase.files) {
    podalign_file file{};
    file.struct_size = sizeof file;
    file.name = textOf(name);
    file.bytes = bytes.data();
    file.size = bytes.size();
    files.push_back(file);
  }
  request.struct_size = sizeof request;
  request.outputs = outputs;
  request.case_text = textOf(theCase.text);
  request.files = files.data();
  request.file_count = files.size();
}

Answer assess(const Subject& subject, podalign_session* session, const podalign_request& request) {
  const podalign_plugin& plugin = *subject.plugin;
  Answer answer;
  podalign_error error{};
  error.struct_size = sizeof error;
  podalign_result* result = nullptr;
  answer.status = plugin.assess(session, &request, &result, &error);
  answer.message = static_cast<const char*>(error.message);
  answer.hasResult = result != nullptr;
  if (result == nullptr) return answer;
  std::uint64_t count = 0;
  plugin.count_documents(result, &count);
  for (std::uint64_t i = 0; i < count; ++i) {
    podalign_document document{};
    document.struct_size = sizeof document;
    if (plugin.read_document(result, i, &document) != PODALIGN_OK) continue;
    const std::string name(document.name.data, document.name.size);
    answer.documents[name] = std::string(static_cast<const char*>(document.bytes), document.size);
    answer.kinds[name] = document.kind;
  }
  plugin.release(result);
  return answer;
}

bool isRefusal(std::int32_t status) {
  return status == PODALIGN_E_REFUSED || status == PODALIGN_E_ARGUMENT ||
         status == PODALIGN_E_NOT_SUPPORTED;
}

}  // namespace validate
