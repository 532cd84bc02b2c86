#include "podalign/recommend/decide.hpp"

#include <fmt/format.h>

#include <string_view>

#include "cli/readable.hpp"
#include "cli/run.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/pipeline/assess.hpp"
#include "podalign/report/json.hpp"

namespace podalign::cli {
namespace {

using recommend::Decision;

std::string_view trimmed(std::string_view line) {
  constexpr const char* kBlank = " \t\r";
  const std::size_t first = line.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(kBlank) - first + 1);
}

struct Line {
  std::string_view text;
  std::size_t number = 0;
};

// The lines that hold something, with their 1-based numbers.
std::vector<Line> filledLines(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty()) lines.push_back({line, number});
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// One JSON object per line; the first line tells. Anything else is one document.
bool isJsonLines(const std::vector<Line>& lines) {
  return !lines.empty() && lines.front().text.front() == '{' && lines.front().text.back() == '}';
}

class Decider {
 public:
  Decider(const profile::Profile& knowledge, std::string source)
      : knowledge_(knowledge),
        source_(std::move(source)),
        producer_{pipeline::softwareVersion(), profile::versionAndHash(knowledge.manifest),
                  profile::isApproved(knowledge.manifest)} {}

  Result<Decision> decide(std::string_view text) const {
    auto inputs = recommend::readRuleInputs(knowledge_, text, source_);
    if (!inputs) return tl::unexpected(inputs.error());
    return recommend::decide(knowledge_, *inputs);
  }

  // One document per line, in the order of the lines; a refused line gets the error document.
  int decideLines(const std::vector<Line>& lines, Console& console) const {
    int code = kExitDone;
    for (const Line& line : lines) {
      auto decision = decide(line.text);
      if (decision) {
        console.document(json(*decision));
        continue;
      }
      Error error = decision.error();
      error.line = line.number;
      console.error(error);
      console.document(report::errorJson(error, report::JsonLayout::OneLine));
      code = kExitRefused;
    }
    return code;
  }

  std::string json(const Decision& decision) const {
    return report::decisionJson(decision, producer_, deliver::rendererOf(knowledge_.texts));
  }

  std::string readable(const Decision& decision) const;

 private:
  // `id` with its kind: `posture.planus`.
  std::string word(const std::string& id) const { return knowledge_.texts.render("words." + id); }

  const profile::Profile& knowledge_;
  std::string source_;
  report::Producer producer_;
};

std::string Decider::readable(const Decision& decision) const {
  const profile::TextCatalogue& texts = knowledge_.texts;
  std::string text =
      texts.render(
          Message{"cli.escalation", {{"level", word("escalation." + decision.escalationLevel)}}}) +
      "\n";
  for (const Laterality side : kBothSides) {
    const recommend::FootClass& foot = decision.feet[side];
    text += texts.render(Message{"cli.foot",
                                 {{"side", word(std::string("side.") + toString(side))},
                                  {"posture", word("posture." + foot.posture)},
                                  {"confidence", word("confidence." + foot.confidence)}}}) +
            "\n";
    text += texts.render(Message{"cli.tracking",
                                 {{"side", word(std::string("side.") + toString(side))},
                                  {"level", word("tracking." + decision.tracking[side].level)}}}) +
            "\n";
  }
  for (const recommend::Recommendation& advice : decision.recommendations) {
    text += fmt::format("  {} [{}] {}\n", advice.rule, advice.grade, advice.textRunner);
  }
  for (const recommend::BlockedRule& blocked : decision.blocked) {
    text +=
        texts.render(Message{"cli.blocked", {{"rule", blocked.rule}, {"by", blocked.by}}}) + "\n";
  }
  return text + findingLines(decision.findings, texts);
}

}  // namespace

Result<int> run(const DecideArguments& arguments, Console& console) {
  auto file = ingest::openFile(arguments.input);
  if (!file) return tl::unexpected(file.error());
  auto knowledge = deliver::loadKnowledge("en", arguments.approval);
  if (!knowledge) return tl::unexpected(knowledge.error());

  const Decider decider(*knowledge, file->name());
  const auto lines = filledLines(file->view());
  if (isJsonLines(lines)) return decider.decideLines(lines, console);
  auto decision = decider.decide(file->view());
  if (!decision) return tl::unexpected(decision.error());
  console.document(arguments.output == Output::Json ? decider.json(*decision)
                                                    : decider.readable(*decision));
  return kExitDone;
}

}  // namespace podalign::cli
