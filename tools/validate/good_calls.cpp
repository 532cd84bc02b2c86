#include <cstdio>
#include <cstring>

#include "library.hpp"

namespace validate {
namespace {

constexpr std::uint32_t kAll = PODALIGN_JSON | PODALIGN_PDF | PODALIGN_PNG | PODALIGN_SVG;

Problems tableIsWhole(const Subject& subject) {
  Problems problems;
  const podalign_plugin& plugin = *subject.plugin;
  if (plugin.struct_size < sizeof plugin) problems.emplace_back("the table is too short");
  if (plugin.abi != PODALIGN_ABI) problems.emplace_back("abi is not PODALIGN_ABI");
  if (plugin.name == nullptr || std::strcmp(plugin.name, "podalign") != 0) {
    problems.emplace_back("name is not podalign");
  }
  if (!problems.empty()) return problems;
  const bool whole = plugin.version && plugin.open && plugin.describe && plugin.assess &&
                     plugin.count_documents && plugin.read_document && plugin.release &&
                     plugin.close && plugin.get_extension;
  if (!whole) problems.emplace_back("a function is missing");
  for (const std::uint32_t other : {0U, PODALIGN_ABI + 1U, 0xFFFFFFFFU}) {
    if (subject.entry(other) != nullptr) problems.emplace_back("another major version is served");
  }
  if (whole && plugin.get_extension("org.example.none/1") != nullptr) {
    problems.emplace_back("an extension that nobody made is there");
  }
  return problems;
}

void look(const Documents& documents, const std::string& name, std::string_view start,
          Problems& problems) {
  const auto found = documents.find(name);
  if (found == documents.end()) {
    problems.push_back(name + " is missing");
  } else if (found->second.compare(0, start.size(), start) != 0) {
    problems.push_back(name + " does not begin as such a file does");
  }
}

Problems memoryAndDiskAgree(const Subject& subject) {
  Problems problems;
  CountingHost host;
  const OpenSession session(subject, &host.host);
  if (session.status != PODALIGN_OK) return {static_cast<const char*>(session.error.message)};
  podalign_description about{};
  about.struct_size = sizeof about;
  if (subject.plugin->describe(session.handle, &about) != PODALIGN_OK ||
      about.rule_base.size == 0) {
    problems.emplace_back("the session does not say which rule base it works with");
  }
  const MemoryRequest memory(subject.theCase, kAll);
  const Answer first = assess(subject, session.handle, memory.request);
  if (first.status != PODALIGN_OK) return {"the case is refused: " + first.message};
  look(first.documents, "result.json", "{", problems);
  look(first.documents, "report.pdf", "%PDF-", problems);
  look(first.documents, "posture.png", "\x89PNG", problems);
  podalign_request disk = memory.request;
  disk.case_text = {};
  disk.files = nullptr;
  disk.file_count = 0;
  disk.case_path = textOf(subject.theCase.path);
  const Answer second = assess(subject, session.handle, disk);
  if (second.status != PODALIGN_OK) problems.push_back("from disk: " + second.message);
  if (second.documents != first.documents) {
    problems.emplace_back("files from disk give other bytes than files from memory");
  }
  if (host.progressCalls == 0 || host.wentBack)
    problems.emplace_back("progress is not told, or wrongly");
  if (host.logLines == 0) problems.emplace_back("nothing reaches the log of the host");
  return problems;
}

Problems insolesAreMade(const Subject& subject) {
  if (subject.theCase.text.find("\nprescription:") == std::string::npos) {
    std::puts("  skipped: this case prescribes no insole");
    return {};
  }
  Problems problems;
  const OpenSession session(subject, nullptr);
  const MemoryRequest memory(subject.theCase, PODALIGN_INSOLE);
  const Answer alone = assess(subject, session.handle, memory.request);
  if (alone.status != PODALIGN_OK) return {"the prescription is refused: " + alone.message};
  look(alone.documents, "prescription.json", "{", problems);
  look(alone.documents, "prescription.pdf", "%PDF-", problems);
  int solids = 0;
  for (const char* side : {"left", "right"}) {
    const std::string name = std::string("insole-") + side;
    if (alone.documents.count(name + ".stl") == 0) continue;
    ++solids;
    look(alone.documents, name + ".3mf", "PK", problems);
    // Binary: a header, a count, 50 bytes for each facet.
    const std::string& stl = alone.documents.at(name + ".stl");
    std::uint32_t facets = 0;
    if (stl.size() >= 84) std::memcpy(&facets, stl.data() + 80, sizeof facets);
    if (facets == 0 || stl.size() != 84 + std::size_t{50} * facets) {
      problems.push_back(name + ".stl is not whole");
    }
  }
  if (solids == 0) problems.emplace_back("prescribed and not made");
  for (const auto& [name, kind] : alone.kinds) {
    if (kind != PODALIGN_INSOLE) problems.push_back(name + " is of another kind than asked for");
  }
  const MemoryRequest both(subject.theCase, PODALIGN_JSON | PODALIGN_INSOLE);
  Documents beside = assess(subject, session.handle, both.request).documents;
  look(beside, "result.json", "{", problems);
  beside.erase("result.json");
  if (beside != alone.documents) problems.emplace_back("insoles differ beside other documents");
  return problems;
}

Problems resultOutlivesItsSession(const Subject& subject) {
  const podalign_plugin& plugin = *subject.plugin;
  podalign_result* result = nullptr;
  {
    const OpenSession session(subject, nullptr);
    const MemoryRequest memory(subject.theCase, PODALIGN_JSON);
    if (plugin.assess(session.handle, &memory.request, &result, nullptr) != PODALIGN_OK) {
      return {"the case is refused"};
    }
  }
  podalign_document document{};
  document.struct_size = sizeof document;
  Problems problems;
  if (plugin.read_document(result, 0, &document) != PODALIGN_OK || document.size == 0) {
    problems.emplace_back("a result is gone with its session");
  }
  if (plugin.release(result) != PODALIGN_OK) problems.emplace_back("it cannot be released");
  return problems;
}

}  // namespace

std::vector<Check> goodCalls() {
  return {{"the table is whole, other major versions are refused", tableIsWhole},
          {"files in memory and on disk give the same documents", memoryAndDiskAgree},
          {"prescribed insoles are made, alone and beside other documents", insolesAreMade},
          {"a result outlives its session", resultOutlivesItsSession}};
}

}  // namespace validate
