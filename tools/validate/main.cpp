// podalign-validate LIBRARY CASE.yaml [ROUNDS [SEED]]
//
// Runs the library through everything that a host may do to it, and says what does not hold. Ends
// with 0 where all of it holds, 1 where something does not, 2 on wrong usage.
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "library.hpp"

namespace {

using validate::Check;
using validate::Subject;

int runAll(const Subject& subject) {
  std::vector<Check> checks = validate::goodCalls();
  for (auto more : {validate::badCalls(), validate::garbageChecks(), validate::parallelChecks(),
                    validate::changedWorlds()}) {
    checks.insert(checks.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
  }
  int failed = 0;
  for (const Check& check : checks) {
    const validate::Problems problems = check.run(subject);
    std::printf("%s  %s\n", problems.empty() ? "ok    " : "FAILED", check.sentence);
    for (const std::string& problem : problems) std::printf("        %s\n", problem.c_str());
    std::fflush(stdout);
    if (!problems.empty()) ++failed;
  }
  std::printf("%d of %d checks hold\n", static_cast<int>(checks.size()) - failed,
              static_cast<int>(checks.size()));
  return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
  if (count < 3) {
    std::fprintf(stderr, "usage: %s LIBRARY CASE.yaml [ROUNDS [SEED]]\n", values[0]);
    return 2;
  }
  Subject subject;
  if (const auto problem = validate::load(values[1], subject)) {
    std::fprintf(stderr, "%s: %s\n", values[1], problem->c_str());
    return 1;
  }
  const auto theCase = validate::readCase(values[2]);
  if (!theCase) {
    std::fprintf(stderr, "%s: cannot be read\n", values[2]);
    return 1;
  }
  subject.theCase = *theCase;
  if (count > 3) subject.rounds = std::atoi(values[3]);
  if (count > 4) subject.seed = static_cast<std::uint32_t>(std::atoi(values[4]));
  if (subject.rounds < 1) subject.rounds = 1;
  return runAll(subject);
}
