#include "podalign/profile/data_node.hpp"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/emitterstyle.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <charconv>
#include <cmath>
#include <istream>
#include <set>
#include <streambuf>
#include <utility>

namespace podalign::profile {
namespace {

// A refusal inside yaml-cpp's callbacks; it never leaves this file.
struct Refusal {
  std::string message;
  std::size_t line;
};

std::size_t lineOf(const YAML::Mark& mark) {
  return mark.line < 0 ? 0 : static_cast<std::size_t>(mark.line) + 1;
}

// Builds the tree from events: yaml-cpp's own nodes are slow, keep no key order for scalars and
// accept a repeated key silently.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const DataLimits& limits) : limits_(limits) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (root_) throw Refusal{"more than one document; put one document in each file", lineOf(mark)};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuseAnchor(mark, anchor);
    DataNode node;
    node.line = lineOf(mark);
    add(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    throw Refusal{"aliases (*name) are not allowed; write the value out", lineOf(mark)};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuseAnchor(mark, anchor);
    if (tag != "?" && tag != "!") throw Refusal{"tags (!name) are not allowed", lineOf(mark)};
    DataNode node;
    node.kind = DataNode::Kind::Scalar;
    node.text = value;
    node.quoted = tag == "!";
    node.line = lineOf(mark);
    if (!node.quoted && (value == "~" || value == "null")) node.kind = DataNode::Kind::Null;
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, DataNode::Kind::List);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, DataNode::Kind::Map);
  }
  void OnMapEnd() override { close(); }

  DataNode take() { return std::move(result_); }

 private:
  struct Level {
    DataNode node;
    std::set<std::string, std::less<>> seen;
    bool wantsKey = true;
  };

  static void refuseAnchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) {
      throw Refusal{"anchors (&name) are not allowed; write the value out", lineOf(mark)};
    }
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            DataNode::Kind kind) {
    refuseAnchor(mark, anchor);
    if (tag != "?" && !tag.empty()) throw Refusal{"tags (!name) are not allowed", lineOf(mark)};
    if (levels_.size() >= limits_.depth) throw Refusal{"nested too deeply", lineOf(mark)};
    root_ = true;
    Level level;
    level.node.kind = kind;
    level.node.line = lineOf(mark);
    if (!levels_.empty() && levels_.back().node.kind == DataNode::Kind::Map &&
        levels_.back().wantsKey) {
      throw Refusal{"a key must be a word, not a list or a map", lineOf(mark)};
    }
    levels_.push_back(std::move(level));
  }

  void close() {
    DataNode node = std::move(levels_.back().node);
    levels_.pop_back();
    add(std::move(node));
  }

  void add(DataNode node) {
    if (++count_ > limits_.nodes) throw Refusal{"too many values", node.line};
    root_ = true;
    if (levels_.empty()) {
      result_ = std::move(node);
      return;
    }
    Level& level = levels_.back();
    if (level.node.kind == DataNode::Kind::Map && level.wantsKey) {
      // "null" and "~" are words where a key is wanted.
      if (node.text.empty()) throw Refusal{"empty key", node.line};
      if (!level.seen.insert(node.text).second) {
        throw Refusal{"key '" + node.text + "' stands here twice; keep one", node.line};
      }
      level.node.keys.push_back({std::move(node.text), node.line});
      level.wantsKey = false;
      return;
    }
    level.node.items.push_back(std::move(node));
    level.wantsKey = true;
  }

  DataLimits limits_;
  std::vector<Level> levels_;
  DataNode result_;
  std::size_t count_ = 0;
  bool root_ = false;
};

// Reads from memory without copying the text.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    // A get area is never written to.
    char* begin = const_cast<char*>(text.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    setg(begin, begin, begin + text.size());
  }
};

}  // namespace

const DataNode* DataNode::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size() && i < items.size(); ++i) {
    if (keys[i].text == key) return &items[i];
  }
  return nullptr;
}

Result<DataNode> readData(std::string_view text, const std::string& source, ErrorCode code,
                          const DataLimits& limits) {
  if (text.size() > limits.bytes) {
    return failure(ErrorCode::TooLarge,
                   "text of " + std::to_string(text.size()) + " bytes; at most " +
                       std::to_string(limits.bytes) + " are read",
                   source);
  }
  if (text.find('\0') != std::string_view::npos) {
    return failure(code, "not a text file (it holds zero bytes)", source);
  }
  TreeBuilder builder(limits);
  TextBuffer buffer(text);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refusal& refusal) {
    return failure(code, refusal.message, source, refusal.line);
  } catch (const YAML::Exception& exception) {
    return failure(code, "not valid YAML or JSON: " + exception.msg, source,
                   lineOf(exception.mark));
  }
  DataNode root = builder.take();
  if (root.kind == DataNode::Kind::Null) return failure(code, "the document is empty", source, 1);
  return root;
}

Result<double> numberFrom(const DataNode& node, const std::string& source, ErrorCode code) {
  const auto refuse = [&](const std::string& why) { return failure(code, why, source, node.line); };
  if (node.kind != DataNode::Kind::Scalar || node.quoted) return refuse("expected a number");
  std::string_view text = node.text;
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    return refuse("expected a number, found '" + node.text + "'");
  }
  if (!std::isfinite(value)) return refuse("'" + node.text + "' is not a finite number");
  return value;
}

}  // namespace podalign::profile
