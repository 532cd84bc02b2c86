#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/profile/data_node.hpp"

namespace podalign::profile {

/// What the loader asks of the maps of the rule base: written down while it reads, so that the JSON
/// Schemas can be held against it (tests) and written anew (tools/profile_schema).
class AskedKeys {
 public:
  enum class Sort { Text, Number, Integer, Flag, Words, Numbers, Map, Maps };
  struct Key {
    std::set<Sort> sorts = {};
    std::vector<std::string> allowed{};     ///< the only words of a text; empty: any
    bool optional = false;                  ///< asked whether it is there
    std::set<std::size_t> requiredBy = {};  ///< the maps in which it had to be there
  };
  struct Keys {
    std::set<std::size_t> visits = {};
    std::map<std::string, Key> keys = {};
    bool free = false;  ///< the keys are names that the file chooses; the key is then "*"
  };
  /// Where a question is asked.
  struct Place {
    std::string path;
    std::size_t map = 0;  ///< its own number: addresses are used again
  };

  void visit(const Place& place) { paths_[place.path].visits.insert(place.map); }
  /// Without `sort`: only whether the key is there.
  void ask(const Place& place, std::string_view key, std::optional<Sort> sort, bool required,
           const std::vector<std::string>& allowed = {});
  void freeKeys(const std::string& path) { paths_[path].free = true; }
  void place(const DataNode* node, std::string path) {
    places_[node] = {std::move(path), ++count_};
  }
  [[nodiscard]] Place placeOf(const DataNode* node) const;
  /// A new file is read: what was known of addresses no longer holds.
  void forgetPlaces() { places_.clear(); }
  [[nodiscard]] const std::map<std::string, Keys>& paths() const { return paths_; }

 private:
  std::map<std::string, Keys> paths_;  // "rules/rules[]/gives/insole"
  std::map<const DataNode*, Place> places_;
  std::size_t count_ = 0;
};

/// Keeps every fault found while the files are read.
class Faults {
 public:
  void add(const std::string& file, std::size_t line, std::string message);
  void add(Error error);
  [[nodiscard]] bool any() const { return !all_.empty(); }
  [[nodiscard]] const Error& first() const { return all_.front(); }
  [[nodiscard]] const std::vector<Error>& all() const { return all_; }

  AskedKeys* asked = nullptr;  ///< where the questions are written down, if at all

 private:
  std::vector<Error> all_;
};

/// One map of a file, read strictly: a key that nobody asked for is unknown. A faulty value is
/// reported to `faults` and replaced by an empty one.
class MapReader {
 public:
  MapReader(const DataNode& node, const std::string& file, Faults& faults);

  [[nodiscard]] bool has(std::string_view key);
  [[nodiscard]] const DataNode* required(std::string_view key, DataNode::Kind kind);
  [[nodiscard]] const DataNode* optional(std::string_view key, DataNode::Kind kind);
  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] std::string optionalText(std::string_view key);
  /// A text that is one of few words.
  [[nodiscard]] std::string oneOf(std::string_view key, const std::vector<std::string>& allowed);
  [[nodiscard]] double number(std::string_view key);
  [[nodiscard]] std::optional<double> optionalNumber(std::string_view key);
  [[nodiscard]] int integer(std::string_view key);
  [[nodiscard]] bool flag(std::string_view key, bool whenOmitted);
  [[nodiscard]] bool requiredFlag(std::string_view key);
  [[nodiscard]] std::vector<std::string> words(std::string_view key);
  [[nodiscard]] std::vector<std::string> optionalWords(std::string_view key);
  [[nodiscard]] std::vector<double> numbers(std::string_view key);
  /// Every item of a list of maps.
  [[nodiscard]] std::vector<const DataNode*> maps(std::string_view key);
  [[nodiscard]] std::vector<const DataNode*> optionalMaps(std::string_view key);
  /// The keys of a map whose keys are names that the file chooses.
  [[nodiscard]] const std::vector<DataNode::Key>& freeKeys();

  /// Reports the keys that nobody asked for.
  void finish();

  /// The kind of the file, where this is its outermost map.
  void nameRoot(std::string_view kind);
  [[nodiscard]] std::size_t line() const { return node_.line; }
  [[nodiscard]] std::size_t lineOf(std::string_view key) const;
  [[nodiscard]] const std::string& file() const { return file_; }
  void fault(std::size_t line, std::string message);

 private:
  using Sort = AskedKeys::Sort;
  enum class Need { Optional, Required };
  const DataNode* take(std::string_view key);
  const DataNode* ask(std::string_view key, Sort sort, Need need,
                      const std::vector<std::string>& allowed = {});
  [[nodiscard]] std::vector<std::string> wordsOf(const DataNode& node, std::string_view key);
  [[nodiscard]] std::vector<const DataNode*> mapsOf(const DataNode& node, std::string_view key);
  [[nodiscard]] bool truthOf(const DataNode& node, std::string_view key);
  [[nodiscard]] double numberOf(const DataNode* node, std::string_view key);

  const DataNode& node_;
  const std::string& file_;
  Faults& faults_;
  std::vector<bool> asked_;
  AskedKeys::Place place_;  // while questions are written down
  bool free_ = false;
};

/// A `{word: number}` map.
[[nodiscard]] std::vector<std::pair<std::string, double>> numbersByWord(const DataNode& node,
                                                                        const std::string& file,
                                                                        Faults& faults);

}  // namespace podalign::profile
