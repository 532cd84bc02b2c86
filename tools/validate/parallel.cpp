#include <chrono>
#include <random>
#include <thread>

#include "library.hpp"

namespace validate {
namespace {

Problems cancelAtRandom(const Subject& subject) {
  Problems problems;
  std::mt19937 random(subject.seed + 3);
  CountingHost host;
  const OpenSession session(subject, &host.host);
  const MemoryRequest memory(subject.theCase, PODALIGN_JSON | PODALIGN_PDF | PODALIGN_PNG);
  const auto began = std::chrono::steady_clock::now();
  const Answer whole = assess(subject, session.handle, memory.request);
  const auto lasted = std::chrono::steady_clock::now() - began;
  const int calls = host.progressCalls;
  if (whole.status != PODALIGN_OK) return {"the case is refused: " + whole.message};
  int cancelled = 0;
  const auto judge = [&](const Answer& answer) {
    if (answer.status == PODALIGN_E_CANCELLED) ++cancelled;
    const bool done = answer.status == PODALIGN_OK && answer.documents == whole.documents;
    const bool gone = answer.status == PODALIGN_E_CANCELLED && !answer.hasResult;
    if (!done && !gone) problems.push_back("half done: status " + std::to_string(answer.status));
  };
  for (int round = 0; round < subject.rounds; ++round) {
    host.progressCalls = 0;
    host.cancelAtProgress = std::uniform_int_distribution<int>(0, calls - 1)(random);
    judge(assess(subject, session.handle, memory.request));
    if (cancelled != round + 1) problems.emplace_back("progress said stop, the job went on");
    if (!problems.empty()) return problems;
  }
  host.cancelAtProgress = -1;
  for (int round = 0; round < subject.rounds; ++round) {
    host.cancelNow = false;
    std::uniform_real_distribution<double> share(0.0, 1.0);
    const auto after =
        std::chrono::duration_cast<std::chrono::microseconds>(share(random) * lasted);
    std::thread button([&] {
      std::this_thread::sleep_for(after);
      host.cancelNow = true;
    });
    judge(assess(subject, session.handle, memory.request));
    button.join();
  }
  host.cancelNow = false;
  judge(assess(subject, session.handle, memory.request));
  return problems;
}

// `work(i)` in several threads at once; what it answers is joined.
template <class Work>
Problems inThreads(int count, const Work& work) {
  std::vector<Problems> found(static_cast<std::size_t>(count));
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] { found[static_cast<std::size_t>(i)] = work(i); });
  }
  for (std::thread& thread : threads) thread.join();
  Problems all;
  for (const Problems& problems : found) all.insert(all.end(), problems.begin(), problems.end());
  return all;
}

Problems manyAtOnce(const Subject& subject) {
  CountingHost host;
  const OpenSession shared(subject, &host.host);
  const MemoryRequest memory(subject.theCase, PODALIGN_JSON | PODALIGN_PDF | PODALIGN_PNG);
  const Answer whole = assess(subject, shared.handle, memory.request);
  return inThreads(4, [&](int number) -> Problems {
    const OpenSession own(subject, nullptr);
    podalign_session* session = number % 2 == 0 ? shared.handle : own.handle;
    for (int round = 0; round < 2; ++round) {
      const Answer answer = assess(subject, session, memory.request);
      if (answer.status != PODALIGN_OK) return {"beside others: " + answer.message};
      if (answer.documents != whole.documents) return {"beside others: other bytes"};
    }
    return {};
  });
}

Problems closedUnderWay(const Subject& subject) {
  const MemoryRequest memory(subject.theCase, PODALIGN_JSON);
  return inThreads(2, [&](int /*number*/) -> Problems {
    podalign_session* session = nullptr;
    if (subject.plugin->open(nullptr, nullptr, &session, nullptr) != PODALIGN_OK) {
      return {"cannot open"};
    }
    std::thread closing([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      subject.plugin->close(session);
    });
    const Answer answer = assess(subject, session, memory.request);
    closing.join();
    if (answer.status == PODALIGN_OK || answer.status == PODALIGN_E_HANDLE) return {};
    return {"closing under way gives status " + std::to_string(answer.status)};
  });
}

}  // namespace

std::vector<Check> parallelChecks() {
  return {
      {"a job that is cancelled leaves nothing, one that is not gives everything", cancelAtRandom},
      {"jobs side by side give the same bytes as one alone", manyAtOnce},
      {"closing a session lets its jobs end", closedUnderWay}};
}

}  // namespace validate
