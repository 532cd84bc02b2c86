#include <limits>

#include "cli/internal/options.hpp"

namespace podalign::cli {
namespace {

constexpr unsigned kMostWorkers = 1024;
constexpr double kMostSeconds = 86400.0;

void addDelivery(CLI::App& app, FolderArguments& into) {
  addSetting(app, into.setting);
  addFormats(app, into.formats, "pdf,json");
  addPaper(app, into.paper);
  addSnomed(app, into.snomed);
  addInk(app, into.ink);
  addLengths(app, into.lengths);
  addLanguage(app, into.language);
  addPartial(app, into.unreadable);
  addApproval(app, into.approval);
  addJson(app, into.output);
}

}  // namespace

void describeBatch(CLI::App& app, BatchArguments& into) {
  app.add_option_function<std::string>(
         "DIR", [&into](const std::string& path) { into.folder = path; },
         "Folder with cases: every case.yaml in it and below")
      ->required();
  app.add_option_function<std::string>(
         "--out", [&into](const std::string& path) { into.out = path; },
         "Folder for the documents, cases.jsonl and measures.csv")
      ->required();
  app.add_option("--workers", into.workers, "Cases worked on side by side (default: one per core)")
      ->check(CLI::Range(1U, kMostWorkers));
  addDelivery(app, into);
}

void describeWatch(CLI::App& app, WatchArguments& into) {
  app.add_option_function<std::string>(
         "DIR", [&into](const std::string& path) { into.folder = path; },
         "Folder that scanner software writes to")
      ->required();
  app.add_flag("--once", into.once, "End when nothing is left that could be done");
  app.add_option("--settle", into.settleSeconds,
                 "Seconds without a change until a file is whole (default: 2)")
      ->check(CLI::Range(0.0, kMostSeconds));
  app.add_option("--pair-wait", into.pairSeconds,
                 "Seconds that one foot waits for the other (default: 600)")
      ->check(CLI::Range(0.0, kMostSeconds));
  app.add_option("--unit", into.unit, "Unit of loose scans")
      ->check(CLI::IsMember({"mm", "cm", "m", "in"}));
  app.add_option("--load", into.load, "How feet of loose scans were loaded")
      ->check(CLI::IsMember({"standing", "sitting", "hanging"}));
  addDelivery(app, into);
}

}  // namespace podalign::cli
