#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.hpp"

/// Options that several commands share, and the description of every command.
namespace podalign::cli {

/// A word of a fixed few as option; the words are in the help and in the message.
template <class T>
void addWord(CLI::App& app, const std::string& name, const std::map<std::string, T>& words,
             std::function<void(T)> set, const std::string& help) {
  app.add_option_function<std::string>(
         name, [&words, set = std::move(set)](const std::string& word) { set(words.at(word)); },
         help)
      ->check(CLI::IsMember(words));
}

[[nodiscard]] const std::map<std::string, Laterality>& sideWords();

void addPath(CLI::App& app, const std::string& name, std::optional<std::filesystem::path>& into,
             const std::string& help);
void addPaths(CLI::App& app, const std::string& name, std::vector<std::filesystem::path>& into,
              const std::string& help, bool required);
void addJson(CLI::App& app, Output& into);
void addPartial(CLI::App& app, Unreadable& into);
void addApproval(CLI::App& app, Approval& into);
void addLanguage(CLI::App& app, std::string& into);
/// `--format`, with the default in words.
void addFormats(CLI::App& app, std::set<OutputFormat>& into, const std::string& byDefault);
/// `--snomed`.
void addSnomed(CLI::App& app, deliver::SnomedCodes& into);
/// `--page`.
void addPaper(CLI::App& app, report::Paper& into);
/// `--grey`.
void addInk(CLI::App& app, report::Ink& into);
/// `--inches`.
void addLengths(CLI::App& app, report::LengthUnit& into);
/// `--setting`.
void addSetting(CLI::App& app, std::optional<pipeline::Setting>& into);

void describeAssess(CLI::App& app, AssessArguments& into);
void describeMeasure(CLI::App& app, MeasureArguments& into);
void describeInspect(CLI::App& app, InspectArguments& into);
void describeDecide(CLI::App& app, DecideArguments& into);
void describeProfile(CLI::App& app, ProfileArguments& into);
void describeIntake(CLI::App& app, IntakeArguments& into);
void describeBatch(CLI::App& app, BatchArguments& into);
void describeWatch(CLI::App& app, WatchArguments& into);
void describeInsole(CLI::App& app, InsoleArguments& into);

}  // namespace podalign::cli
