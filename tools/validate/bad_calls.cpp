#include <cstddef>
#include <cstring>

#include "library.hpp"

namespace validate {
namespace {

void expect(std::int32_t expected, std::int32_t got, const char* what, Problems& problems) {
  if (got == expected) return;
  problems.push_back(std::string(what) + ": " + std::to_string(got) + " instead of " +
                     std::to_string(expected));
}

// A struct of a later version: ours, and more behind it.
template <class T>
struct Later {
  T known{};
  std::uint64_t more[4]{};
};

Problems staleHandles(const Subject& subject) {
  const podalign_plugin& plugin = *subject.plugin;
  Problems problems;
  podalign_session* session = nullptr;
  if (plugin.open(nullptr, nullptr, &session, nullptr) != PODALIGN_OK) return {"cannot open"};
  const MemoryRequest memory(subject.theCase, PODALIGN_JSON);
  podalign_result* result = nullptr;
  expect(PODALIGN_OK, plugin.assess(session, &memory.request, &result, nullptr), "assess",
         problems);
  expect(PODALIGN_OK, plugin.release(result), "first release", problems);
  expect(PODALIGN_E_HANDLE, plugin.release(result), "second release", problems);
  std::uint64_t count = 7;
  expect(PODALIGN_E_HANDLE, plugin.count_documents(result, &count), "count after release",
         problems);
  podalign_document document{};
  document.struct_size = sizeof document;
  expect(PODALIGN_E_HANDLE, plugin.read_document(result, 0, &document), "read after release",
         problems);
  expect(PODALIGN_OK, plugin.close(session), "first close", problems);
  expect(PODALIGN_E_HANDLE, plugin.close(session), "second close", problems);
  podalign_result* after = nullptr;
  expect(PODALIGN_E_HANDLE, plugin.assess(session, &memory.request, &after, nullptr),
         "assess after close", problems);
  if (after != nullptr) problems.emplace_back("a result after close");
  int elsewhere = 0;
  expect(PODALIGN_E_HANDLE, plugin.release(reinterpret_cast<podalign_result*>(&elsewhere)),
         "release of something else", problems);
  expect(PODALIGN_E_HANDLE, plugin.release(nullptr), "release of NULL", problems);
  expect(PODALIGN_E_HANDLE, plugin.close(nullptr), "close of NULL", problems);
  return problems;
}

Problems missingArguments(const Subject& subject) {
  const podalign_plugin& plugin = *subject.plugin;
  Problems problems;
  expect(PODALIGN_E_ARGUMENT, plugin.open(nullptr, nullptr, nullptr, nullptr), "open", problems);
  const OpenSession session(subject, nullptr);
  const MemoryRequest memory(subject.theCase, PODALIGN_JSON);
  podalign_result* result = nullptr;
  const auto assessed = [&](const podalign_request* request) {
    return plugin.assess(session.handle, request, &result, nullptr);
  };
  expect(PODALIGN_E_ARGUMENT, assessed(nullptr), "no request", problems);
  expect(PODALIGN_E_ARGUMENT, plugin.assess(session.handle, &memory.request, nullptr, nullptr),
         "no place for the result", problems);
  podalign_request request = memory.request;
  request.outputs = 0;
  expect(PODALIGN_E_ARGUMENT, assessed(&request), "no outputs", problems);
  request.outputs = 1U << 31U;
  expect(PODALIGN_E_NOT_SUPPORTED, assessed(&request), "an unknown output", problems);
  request = memory.request;
  request.case_path = textOf(subject.theCase.path);
  expect(PODALIGN_E_ARGUMENT, assessed(&request), "case twice", problems);
  request = memory.request;
  request.case_text = {};
  expect(PODALIGN_E_ARGUMENT, assessed(&request), "no case", problems);
  request = memory.request;
  request.case_text.data = nullptr;
  expect(PODALIGN_E_ARGUMENT, assessed(&request), "a size without a text", problems);
  request = memory.request;
  request.files = nullptr;
  expect(PODALIGN_E_ARGUMENT, assessed(&request), "a count without files", problems);
  request = memory.request;
  request.flags = 1U << 31U;
  expect(PODALIGN_E_NOT_SUPPORTED, assessed(&request), "an unknown flag", problems);
  request = memory.request;
  request.file_count = 0;
  expect(PODALIGN_E_REFUSED, assessed(&request), "a case without its files", problems);
  expect(PODALIGN_E_ARGUMENT, plugin.describe(session.handle, nullptr), "describe", problems);
  expect(PODALIGN_E_ARGUMENT, plugin.count_documents(nullptr, nullptr), "count", problems);
  expect(PODALIGN_E_ARGUMENT, plugin.read_document(nullptr, 0, nullptr), "read", problems);
  return problems;
}

Problems oldAndNewSizes(const Subject& subject) {
  const podalign_plugin& plugin = *subject.plugin;
  Problems problems;
  CountingHost counting;
  Later<podalign_host> host;
  host.known = counting.host;
  host.known.struct_size = sizeof host;
  const OpenSession session(subject, &host.known);
  if (session.status != PODALIGN_OK)
    return {"a later host struct is refused though it adds nothing"};
  host.more[1] = 1;
  podalign_session* none = nullptr;
  expect(PODALIGN_E_NOT_SUPPORTED, plugin.open(&host.known, nullptr, &none, nullptr),
         "a host member of later", problems);
  for (const std::uint32_t size : {0U, 4U, 0xFFFFFFFFU}) {
    host.known.struct_size = size;
    expect(PODALIGN_E_ARGUMENT, plugin.open(&host.known, nullptr, &none, nullptr),
           "a host of no size", problems);
  }
  const MemoryRequest memory(subject.theCase, PODALIGN_JSON);
  const Answer whole = assess(subject, session.handle, memory.request);
  podalign_request old = memory.request;
  old.struct_size = offsetof(podalign_request, paper);
  old.paper = 0xFFFFFFFFU;  // beyond its end: not looked at
  const Answer older = assess(subject, session.handle, old);
  expect(PODALIGN_OK, older.status, "a request of the first version", problems);
  Later<podalign_request> later;
  later.known = memory.request;
  later.known.struct_size = sizeof later;
  const Answer newer = assess(subject, session.handle, later.known);
  expect(PODALIGN_OK, newer.status, "a later request that adds nothing", problems);
  if (older.documents != whole.documents || newer.documents != whole.documents) {
    problems.emplace_back("the size of the request changes the documents");
  }
  later.more[3] = 1;
  expect(PODALIGN_E_NOT_SUPPORTED, assess(subject, session.handle, later.known).status,
         "a request member of later", problems);
  return problems;
}

Problems nothingBeyondTheSize(const Subject& subject) {
  const podalign_plugin& plugin = *subject.plugin;
  Problems problems;
  constexpr int kCanary = 0x5A;
  podalign_error error;
  std::memset(&error, kCanary, sizeof error);
  error.struct_size = offsetof(podalign_error, source);
  podalign_session* session = nullptr;
  podalign_settings settings{};
  settings.struct_size = sizeof settings;
  settings.profiles = textOf("/nowhere/at/all");
  expect(PODALIGN_E_RULE_BASE, plugin.open(nullptr, &settings, &session, &error), "no rule base",
         problems);
  if (session != nullptr) problems.emplace_back("a session without a rule base");
  if (std::memchr(error.message, 0, sizeof error.message) == nullptr || error.message[0] == '\0') {
    problems.emplace_back("the error has no sentence");
  }
  for (const char byte : error.source) {
    if (byte != kCanary) {
      problems.emplace_back("written beyond the end of an old podalign_error");
      break;
    }
  }
  return problems;
}

Problems insoleNobodyApproved(const Subject& subject) {
  const OpenSession session(subject, nullptr);
  CaseInMemory without = subject.theCase;
  // The rest of the text is the prescription: the validator's case keeps it last.
  const std::size_t at = without.text.find("\nprescription:");
  if (at != std::string::npos) without.text.resize(at + 1);
  const MemoryRequest memory(without, PODALIGN_JSON | PODALIGN_INSOLE);
  const Answer answer = assess(subject, session.handle, memory.request);
  Problems problems;
  expect(PODALIGN_E_REFUSED, answer.status, "insoles without a prescription", problems);
  if (answer.hasResult) problems.emplace_back("a result beside the refusal");
  if (answer.message.find("INSOLE.") == std::string::npos) {
    problems.push_back("the refusal has no name: " + answer.message);
  }
  return problems;
}

}  // namespace

std::vector<Check> badCalls() {
  return {{"released, closed and invented handles are told", staleHandles},
          {"missing and contradictory arguments are told", missingArguments},
          {"structs of older and later versions are understood", oldAndNewSizes},
          {"nothing is written beyond the end of a host's struct", nothingBeyondTheSize},
          {"insoles that nobody prescribed are refused, and all with them", insoleNobodyApproved}};
}

}  // namespace validate
