#include <algorithm>
#include <random>

#include "library.hpp"

namespace validate {
namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t limit) {
  return limit == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

std::string noise(Random& random, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(below(random, 256));
  return bytes;
}

// Cut, flipped in places, lengthened, or something else altogether.
std::string damaged(std::string bytes, Random& random) {
  switch (below(random, 4)) {
    case 0: bytes.resize(below(random, bytes.size())); break;
    case 1:
      for (int i = 0; i < 64 && !bytes.empty(); ++i) {
        bytes[below(random, bytes.size())] = static_cast<char>(below(random, 256));
      }
      break;
    case 2: bytes += noise(random, 1 + below(random, 4096)); break;
    default: bytes = noise(random, below(random, 65536)); break;
  }
  return bytes;
}

Problems look(const Answer& answer, Problems problems) {
  const bool made = answer.status == PODALIGN_OK || answer.status == PODALIGN_E_SIDE_CONFLICT;
  if (made != answer.hasResult)
    problems.emplace_back("a status without its result, or the reverse");
  if (!made && !isRefusal(answer.status)) {
    problems.push_back("status " + std::to_string(answer.status) + ": " + answer.message);
  }
  if (!made && answer.message.empty()) problems.emplace_back("refused without a sentence");
  return problems;
}

Problems damagedFiles(const Subject& subject) {
  Problems problems;
  Random random(subject.seed);
  const OpenSession session(subject, nullptr);
  for (int round = 0; round < subject.rounds && problems.empty(); ++round) {
    CaseInMemory bad = subject.theCase;
    for (auto& [name, bytes] : bad.files) {
      if (below(random, 2) == 0) bytes = damaged(std::move(bytes), random);
    }
    const MemoryRequest memory(bad, PODALIGN_JSON);
    problems = look(assess(subject, session.handle, memory.request), std::move(problems));
  }
  return problems;
}

Problems damagedCases(const Subject& subject) {
  Problems problems;
  Random random(subject.seed + 1);
  const OpenSession session(subject, nullptr);
  for (int round = 0; round < 5 * subject.rounds && problems.empty(); ++round) {
    CaseInMemory bad = subject.theCase;
    // A case that still holds would cost a whole assessment: without its files it is told early.
    bad.files.clear();
    bad.text = damaged(std::move(bad.text), random);
    if (bad.text.empty()) bad.text = " ";
    const MemoryRequest memory(bad, PODALIGN_JSON);
    problems = look(assess(subject, session.handle, memory.request), std::move(problems));
  }
  return problems;
}

Problems inventedHandles(const Subject& subject) {
  Problems problems;
  Random random(subject.seed + 2);
  const podalign_plugin& plugin = *subject.plugin;
  const OpenSession session(subject, nullptr);
  for (int round = 0; round < 1000; ++round) {
    const auto number = std::uniform_int_distribution<std::uintptr_t>()(random);
    auto* result = reinterpret_cast<podalign_result*>(number);
    std::uint64_t count = 0;
    if (plugin.count_documents(result, &count) != PODALIGN_E_HANDLE ||
        plugin.release(result) != PODALIGN_E_HANDLE) {
      return {"an invented handle is taken for a result"};
    }
  }
  return problems;
}

}  // namespace

std::vector<Check> garbageChecks() {
  return {{"damaged scans and recordings are refused with a sentence", damagedFiles},
          {"damaged case files are refused with a sentence", damagedCases},
          {"invented handles touch nothing", inventedHandles}};
}

}  // namespace validate
