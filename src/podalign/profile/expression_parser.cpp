#include <algorithm>
#include <utility>

#include "podalign/profile/expression.hpp"
#include "podalign/profile/internal/expression_lexer.hpp"
#include "podalign/profile/internal/runtime_names.hpp"

namespace podalign::profile {
namespace {

// Deep enough for every rule, shallow enough for the stack.
constexpr int kMaxDepth = 64;

struct Typed {
  std::size_t node = 0;
  ValueKind kind = ValueKind::Bool;
  const std::vector<std::string>* words = nullptr;  // of a Word or Set
};

struct NamedValue {
  ExpressionNode node;
  Scope scope = Scope::Subject;
  ValueKind kind = ValueKind::Bool;
  const std::vector<std::string>* words = nullptr;
};

const std::vector<std::string>& sideWords() {
  static const std::vector<std::string> words{"left", "right"};
  return words;
}

ValueKind kindOf(FieldType type) {
  switch (type) {
    case FieldType::Bool:
    case FieldType::Side: return ValueKind::Bool;
    case FieldType::Number: return ValueKind::Number;
    case FieldType::Enum: return ValueKind::Word;
    case FieldType::Set: return ValueKind::Set;
  }
  return ValueKind::Bool;
}

// A recursive descent over the tokens. The first fault ends it; its text is kept in `fault_`.
class Parser {
 public:
  Parser(std::string_view text, const Names& names, Scope scope)
      : tokens_(tokensOf(text)), names_(names), scope_(scope) {
    expression_.text = std::string(text);
    expression_.scope = scope;
  }

  Result<Expression> run(const ExpressionSource& source) {
    const Typed root = orExpression();
    if (!failed() && at().kind != Token::Kind::End) refuse("unexpected '" + at().text + "'");
    if (!failed() && root.kind != ValueKind::Bool) refuse("this is not true or false");
    if (failed()) {
      return failure(ErrorCode::ProfileInvalid, fault_ + " in '" + expression_.text + "'",
                     source.file, source.line);
    }
    return std::move(expression_);
  }

 private:
  [[nodiscard]] bool failed() const { return !fault_.empty(); }
  void refuse(std::string why) {
    if (fault_.empty()) fault_ = std::move(why);
  }
  [[nodiscard]] const Token& at() const { return tokens_[position_]; }
  void advance() {
    if (position_ + 1 < tokens_.size()) ++position_;
  }
  bool accept(std::string_view text) {
    if (failed() || at().text != text || at().kind == Token::Kind::Number) return false;
    advance();
    return true;
  }
  void expect(std::string_view text) {
    if (!accept(text)) refuse("expected '" + std::string(text) + "' before '" + at().text + "'");
  }

  Typed add(ExpressionNode node, ValueKind kind, const std::vector<std::string>* words = nullptr) {
    expression_.nodes.push_back(std::move(node));
    return {expression_.nodes.size() - 1, kind, words};
  }
  Typed add(Operation operation, std::vector<std::size_t> operands, ValueKind kind) {
    ExpressionNode node;
    node.operation = operation;
    node.operands = std::move(operands);
    return add(std::move(node), kind);
  }
  void require(const Typed& value, ValueKind kind, std::string_view what) {
    if (value.kind != kind) refuse("'" + std::string(what) + "' cannot be used with this value");
  }

  Typed orExpression() {
    if (++depth_ > kMaxDepth) refuse("nested too deeply");
    Typed left = failed() ? Typed{} : andExpression();
    while (!failed() && accept("or")) {
      const Typed right = andExpression();
      require(left, ValueKind::Bool, "or");
      require(right, ValueKind::Bool, "or");
      left = add(Operation::Or, {left.node, right.node}, ValueKind::Bool);
    }
    --depth_;
    return left;
  }

  Typed andExpression() {
    Typed left = notExpression();
    while (!failed() && accept("and")) {
      const Typed right = notExpression();
      require(left, ValueKind::Bool, "and");
      require(right, ValueKind::Bool, "and");
      left = add(Operation::And, {left.node, right.node}, ValueKind::Bool);
    }
    return left;
  }

  Typed notExpression() {
    std::size_t count = 0;
    while (accept("not")) ++count;
    Typed value = comparison();
    for (; count > 0 && !failed(); --count) {
      require(value, ValueKind::Bool, "not");
      value = add(Operation::Not, {value.node}, ValueKind::Bool);
    }
    return value;
  }

  Typed comparison() {
    const Typed left = sum();
    if (failed()) return left;
    if (accept("==")) return equality(left, Operation::Equal, Operation::EqualsWord);
    if (accept("!=")) return equality(left, Operation::NotEqual, Operation::DiffersFromWord);
    if (accept("<=")) return order(left, Operation::LessEqual);
    if (accept(">=")) return order(left, Operation::GreaterEqual);
    if (accept("<")) return order(left, Operation::Less);
    if (accept(">")) return order(left, Operation::Greater);
    if (accept("in")) {
      require(left, ValueKind::Word, "in");
      return membership(left, Operation::In, braced(left));
    }
    if (accept("has")) {
      require(left, ValueKind::Set, "has");
      return membership(left, Operation::Has, at().text == "{" ? braced(left) : oneWord(left));
    }
    return left;
  }

  Typed order(const Typed& left, Operation operation) {
    const Typed right = sum();
    require(left, ValueKind::Number, "<");
    require(right, ValueKind::Number, "<");
    return add(operation, {left.node, right.node}, ValueKind::Bool);
  }

  Typed equality(const Typed& left, Operation values, Operation words) {
    if (left.kind == ValueKind::Word) {
      if (at().kind == Token::Kind::Word && !lookUp(at().text)) {
        return membership(left, words, oneWord(left));
      }
      const Typed right = primary();
      require(right, ValueKind::Word, "==");
      return add(values, {left.node, right.node}, ValueKind::Bool);
    }
    const Typed right = sum();
    require(left, ValueKind::Number, "==");
    require(right, ValueKind::Number, "==");
    return add(values, {left.node, right.node}, ValueKind::Bool);
  }

  Typed membership(const Typed& left, Operation operation, std::vector<std::string> words) {
    ExpressionNode node;
    node.operation = operation;
    node.operands = {left.node};
    node.words = std::move(words);
    return add(std::move(node), ValueKind::Bool);
  }

  std::vector<std::string> oneWord(const Typed& of) {
    const std::string word = at().text;
    if (at().kind != Token::Kind::Word) refuse("expected a word before '" + word + "'");
    advance();
    if (!failed() && (of.words == nullptr ||
                      std::find(of.words->begin(), of.words->end(), word) == of.words->end())) {
      refuse("'" + word + "' is not one of the words of this value");
    }
    return {word};
  }

  std::vector<std::string> braced(const Typed& of) {
    std::vector<std::string> words;
    expect("{");
    do {
      if (failed()) return words;
      words.push_back(oneWord(of).front());
    } while (accept(","));
    expect("}");
    return words;
  }

  Typed sum() {
    Typed left = product();
    while (!failed() && (at().text == "+" || at().text == "-")) {
      const Operation operation = at().text == "+" ? Operation::Add : Operation::Subtract;
      advance();
      left = arithmetic(left, operation, product());
    }
    return left;
  }

  Typed product() {
    Typed left = unary();
    while (!failed() && (at().text == "*" || at().text == "/")) {
      const Operation operation = at().text == "*" ? Operation::Multiply : Operation::Divide;
      advance();
      left = arithmetic(left, operation, unary());
    }
    return left;
  }

  Typed arithmetic(const Typed& left, Operation operation, const Typed& right) {
    require(left, ValueKind::Number, "+");
    require(right, ValueKind::Number, "+");
    return add(operation, {left.node, right.node}, ValueKind::Number);
  }

  Typed unary() {
    if (!accept("-")) return primary();
    const Typed value = primary();
    require(value, ValueKind::Number, "-");
    return add(Operation::Negate, {value.node}, ValueKind::Number);
  }

  Typed primary() {
    if (failed()) return {};
    if (accept("(")) {
      const Typed value = orExpression();
      expect(")");
      return value;
    }
    const Token token = at();
    if (token.kind == Token::Kind::Number) {
      advance();
      ExpressionNode node;
      node.operation = Operation::Number;
      node.number = token.number;
      return add(std::move(node), ValueKind::Number);
    }
    if (token.kind != Token::Kind::Word) {
      refuse("unexpected '" + token.text + "'");
      return {};
    }
    advance();
    if (token.text == "always") return add(Operation::Always, {}, ValueKind::Bool);
    if (at().text == "(") return call(token.text);
    return name(token.text);
  }

  Typed name(const std::string& text) {
    const auto found = lookUp(text);
    if (!found) {
      refuse("unknown name '" + text + "'");
      return {};
    }
    if (scope_ == Scope::Subject && found->scope != Scope::Subject) {
      refuse("'" + text + "' belongs to a " + toString(found->scope) +
             " and cannot be used here; use any_foot or any_knee");
    }
    return add(found->node, found->kind, found->words);
  }

  [[nodiscard]] std::optional<NamedValue> lookUp(const std::string& text) const {
    NamedValue value;
    if (const auto field = names_.vocabulary->indexOf(text)) {
      const Field& entry = names_.vocabulary->fields[*field];
      value.node.operation = Operation::Field;
      value.node.reference = *field;
      value.scope = entry.scope;
      value.kind = kindOf(entry.type);
      value.words = &entry.words;
      return value;
    }
    if (const auto derived = names_.derived.find(text); derived != names_.derived.end()) {
      value.node.operation = Operation::Derived;
      value.node.reference = derived->second;
      value.scope = names_.derivedScopes[derived->second];
      return value;
    }
    const auto* const runtime =
        std::find_if(kRuntimeNames.begin(), kRuntimeNames.end(),
                     [&text](const RuntimeEntry& entry) { return entry.text == text; });
    if (runtime == kRuntimeNames.end()) return std::nullopt;
    value.node.operation = Operation::Runtime;
    value.node.reference = static_cast<std::size_t>(runtime->name);
    value.scope = runtime->scope;
    value.kind = runtime->kind;
    if (runtime->name == RuntimeName::Side) value.words = &sideWords();
    const auto words = names_.words.find(runtime->name);
    if (words != names_.words.end()) value.words = &words->second;
    return value;
  }

  Typed call(const std::string& function) {
    expect("(");
    if (function == "fired") return firedCall();
    if (function == "count") return countCall();
    if (function == "known") return wrap(Operation::Known, scope_, false);
    if (function == "yes") return wrap(Operation::Yes, scope_, true);
    if (function == "any_foot") return wrap(Operation::AnyFoot, Scope::Foot, true);
    if (function == "any_knee") return wrap(Operation::AnyKnee, Scope::Knee, true);
    if (function == "all_knees") return wrap(Operation::AllKnees, Scope::Knee, true);
    if (function == "other") {
      if (scope_ == Scope::Subject) refuse("'other' needs a foot");
      return wrap(Operation::Other, scope_, true);
    }
    refuse("unknown function '" + function + "'");
    return {};
  }

  Typed wrap(Operation operation, Scope inner, bool truthOnly) {
    const Scope outer = std::exchange(scope_, inner);
    const Typed value = orExpression();
    scope_ = outer;
    if (truthOnly) require(value, ValueKind::Bool, "()");
    expect(")");
    return add(operation, {value.node}, ValueKind::Bool);
  }

  Typed firedCall() {
    const std::string id = at().text;
    const auto rule = names_.rules.find(id);
    if (rule == names_.rules.end()) refuse("unknown rule '" + id + "'");
    advance();
    expect(")");
    ExpressionNode node;
    node.operation = Operation::Fired;
    node.reference = failed() ? 0 : rule->second;
    return add(std::move(node), ValueKind::Bool);
  }

  Typed countCall() {
    ExpressionNode node;
    node.operation = Operation::Count;
    do {
      const Typed value = orExpression();
      require(value, ValueKind::Bool, "count");
      node.operands.push_back(value.node);
    } while (!failed() && accept(","));
    expect(")");
    return add(std::move(node), ValueKind::Number);
  }

  std::vector<Token> tokens_;
  const Names& names_;
  Scope scope_;
  Expression expression_;
  std::string fault_;
  std::size_t position_ = 0;
  int depth_ = 0;
};

}  // namespace

Result<Expression> parseExpression(std::string_view text, const Names& names, Scope scope,
                                   const ExpressionSource& source) {
  return Parser(text, names, scope).run(source);
}

}  // namespace podalign::profile
