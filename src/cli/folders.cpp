#include <fmt/format.h>

#include "cli/run.hpp"
#include "podalign/deliver/knowledge.hpp"
#include "podalign/folders/batch.hpp"
#include "podalign/folders/watch.hpp"

namespace podalign::cli {
namespace {

deliver::DeliveryOptions deliveryOf(const FolderArguments& arguments) {
  deliver::DeliveryOptions options;
  options.formats = arguments.formats;
  options.paper = arguments.paper;
  options.language = arguments.language;
  options.snomed = arguments.snomed;
  options.ink = arguments.ink;
  options.lengths = arguments.lengths;
  options.assess.keepReadable = arguments.unreadable == Unreadable::LeaveOut;
  return options;
}

std::chrono::milliseconds milliseconds(double seconds) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::duration<double>(seconds));
}

// A host that reads the lines wants each when it comes.
std::function<void(const std::string&)> lineTo(Console& console, Output output) {
  if (output != Output::Json) return {};
  return [&console](const std::string& line) {
    console.document(line + "\n");
    static_cast<void>(console.finish());
  };
}

}  // namespace

Result<int> run(const BatchArguments& arguments, Console& console) {
  const auto knowledge = deliver::loadKnowledge(arguments.language, arguments.approval);
  if (!knowledge) return tl::unexpected(knowledge.error());
  const profile::TextCatalogue& texts = knowledge->texts;
  folders::BatchOptions options;
  options.cases = arguments.folder;
  options.out = arguments.out;
  options.workers = arguments.workers;
  options.setting = arguments.setting;
  options.delivery = deliveryOf(arguments);
  options.finished = lineTo(console, arguments.output);
  options.progress = [&](const folders::BatchProgress& progress) {
    const std::string sentence =
        texts.render(Message{"cli.batch_progress",
                             {{"done", fmt::format("{}", progress.done)},
                              {"total", fmt::format("{}", progress.total)},
                              {"refused", fmt::format("{}", progress.refused)},
                              {"seconds", fmt::format("{:.0f}", progress.secondsLeft)}}});
    console.progress({"cli.batch_progress",
                      {},
                      static_cast<int>(progress.done),
                      static_cast<int>(progress.total)},
                     sentence);
  };
  const auto done = folders::runBatch(options, *knowledge);
  if (!done) return tl::unexpected(done.error());
  const std::string told = texts.render(Message{"cli.batch_done",
                                                {{"total", fmt::format("{}", done->total)},
                                                 {"refused", fmt::format("{}", done->refused)},
                                                 {"earlier", fmt::format("{}", done->earlier)}}});
  console.message(told);
  return done->refused > 0 ? kExitRefused : kExitDone;
}

Result<int> run(const WatchArguments& arguments, Console& console) {
  const auto knowledge = deliver::loadKnowledge(arguments.language, arguments.approval);
  if (!knowledge) return tl::unexpected(knowledge.error());
  folders::WatchOptions options;
  options.folder = arguments.folder;
  options.defaults = {arguments.setting, arguments.unit, arguments.load};
  options.delivery = deliveryOf(arguments);
  options.settle = milliseconds(arguments.settleSeconds);
  options.pairWait = milliseconds(arguments.pairSeconds);
  options.until = arguments.once ? folders::Until::Empty : folders::Until::Stopped;
  options.finished = lineTo(console, arguments.output);
  if (!options.finished) {
    options.finished = [&console](const std::string& line) { console.message(line); };
  }
  console.message(knowledge->texts.render(
      Message{"cli.watching", {{"folder", arguments.folder.filename().string()}}}));
  const auto done = folders::watchFolder(options, *knowledge);
  if (!done) return tl::unexpected(done.error());
  return done->failed > 0 ? kExitRefused : kExitDone;
}

}  // namespace podalign::cli
