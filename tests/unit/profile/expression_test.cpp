// The rule language: three-valued truth, types, scopes, and what is refused when a rule is read.
#include "podalign/profile/expression.hpp"

#include <gtest/gtest.h>

#include <map>

namespace podalign::profile {
namespace {

constexpr Truth F = Truth::False;
constexpr Truth T = Truth::True;
constexpr Truth U = Truth::Unknown;

Field field(const std::string& id, FieldType type, Scope scope,
            std::vector<std::string> words = {}) {
  Field result;
  result.id = id;
  result.type = type;
  result.scope = scope;
  result.words = std::move(words);
  return result;
}

Vocabulary makeVocabulary() {
  Vocabulary vocabulary;
  for (Field& entry : std::vector<Field>{
           field("p", FieldType::Bool, Scope::Subject), field("q", FieldType::Bool, Scope::Subject),
           field("age", FieldType::Number, Scope::Subject),
           field("mass", FieldType::Number, Scope::Subject),
           field("sport", FieldType::Enum, Scope::Subject, {"road", "trail"}),
           field("short_side", FieldType::Enum, Scope::Subject, {"left", "right"}),
           field("asks", FieldType::Set, Scope::Subject, {"drop", "hands"}),
           field("wound", FieldType::Side, Scope::Subject, {"none", "left", "right", "both"}),
           field("length", FieldType::Number, Scope::Foot),
           field("place", FieldType::Set, Scope::Knee, {"front", "back"}),
           field("pain", FieldType::Number, Scope::Knee)}) {
    vocabulary.index.emplace(entry.id, vocabulary.fields.size());
    vocabulary.fields.push_back(std::move(entry));
  }
  return vocabulary;
}

// Values by "field" or "field@left"; what is not there is unknown.
class Answers : public Environment {
 public:
  std::map<std::string, Value> values;
  std::vector<Place> painful{sidePlace(Laterality::Left)};
  bool ruleFired = false;
  Vocabulary vocabulary = makeVocabulary();
  std::vector<Expression> named;

  const Value& field(std::size_t index, Place place) const override {
    const std::string& id = vocabulary.fields[index].id;
    const std::string at = place.side ? id + "@" + toString(*place.side) : id;
    for (const std::string& key : {at, id}) {
      const auto found = values.find(key);
      if (found != values.end()) return found->second;
    }
    static const Value unknown = Unknown{};
    return unknown;
  }
  Value runtime(RuntimeName name, Place place) const override {
    if (name == RuntimeName::Side && place.side) return std::string(toString(*place.side));
    return Unknown{};
  }
  const Expression& derived(std::size_t index) const override { return named[index]; }
  bool fired(std::size_t /*rule*/) const override { return ruleFired; }
  std::vector<Place> knees() const override { return painful; }
  std::vector<std::string> missingFor(RuntimeName /*name*/, Place /*place*/) const override {
    return {"behind_runtime"};
  }
  const std::string& fieldId(std::size_t index) const override {
    return vocabulary.fields[index].id;
  }
};

class ExpressionTest : public ::testing::Test {
 protected:
  Result<Expression> parse(const std::string& text, Scope scope = Scope::Subject) {
    names.vocabulary = &answers.vocabulary;
    names.rules = {{"R-A-01", 0}};
    names.words[RuntimeName::Posture] = {"planus", "neutral"};
    return parseExpression(text, names, scope, {"rules.yaml", 12});
  }
  Truth truth(const std::string& text, Scope scope = Scope::Subject, Place place = {}) {
    const auto expression = parse(text, scope);
    EXPECT_TRUE(expression.has_value())
        << text << ": " << (expression ? "" : expression.error().message);
    return expression ? evaluate(*expression, answers, place) : U;
  }
  void set(const std::string& id, Truth value) {
    if (value == U) {
      answers.values.erase(id);
    } else {
      answers.values[id] = value == T;
    }
  }
  void expectRefused(const std::string& text, const std::string& words,
                     Scope scope = Scope::Subject) {
    const auto expression = parse(text, scope);
    ASSERT_FALSE(expression.has_value()) << text;
    EXPECT_NE(expression.error().message.find(words), std::string::npos)
        << expression.error().message;
    EXPECT_EQ(expression.error().source, "rules.yaml");
    EXPECT_EQ(expression.error().line, 12U);
    EXPECT_EQ(expression.error().code, ErrorCode::ProfileInvalid);
  }

  Answers answers;
  Names names;
};

TEST_F(ExpressionTest, FollowsKleene) {
  const std::vector<Truth> all{F, T, U};
  const Truth conjunction[3][3] = {{F, F, F}, {F, T, U}, {F, U, U}};
  const Truth disjunction[3][3] = {{F, T, U}, {T, T, T}, {U, T, U}};
  for (std::size_t i = 0; i < 3; ++i) {
    set("p", all[i]);
    EXPECT_EQ(truth("not p"), all[i] == U ? U : (all[i] == T ? F : T));
    for (std::size_t j = 0; j < 3; ++j) {
      set("q", all[j]);
      EXPECT_EQ(truth("p and q"), conjunction[i][j]) << i << j;
      EXPECT_EQ(truth("p or q"), disjunction[i][j]) << i << j;
    }
  }
}

TEST_F(ExpressionTest, KnownAndYesAreTwoValued) {
  for (const Truth value : {F, T, U}) {
    set("p", value);
    EXPECT_EQ(truth("known(p)"), value == U ? F : T);
    EXPECT_EQ(truth("yes(p)"), value == T ? T : F);
    EXPECT_EQ(truth("not known(p)"), value == U ? T : F);
  }
  EXPECT_EQ(truth("known(age < 18)"), F);
  answers.values["age"] = 12.0;
  EXPECT_EQ(truth("known(age < 18)"), T);
  EXPECT_EQ(truth("yes(age < 18)"), T);
}

TEST_F(ExpressionTest, BindsNotThenAndThenOr) {
  set("p", F);
  set("q", T);
  EXPECT_EQ(truth("not p and q"), T);
  EXPECT_EQ(truth("q or p and p"), T);
  EXPECT_EQ(truth("(q or p) and p"), F);
  EXPECT_EQ(truth("not (p or q)"), F);
  EXPECT_EQ(truth("not not q"), T);
  answers.values["age"] = 3.0;
  EXPECT_EQ(truth("not age == 3"), F);
}

TEST_F(ExpressionTest, ComparesAfterRoundingToSixDecimals) {
  answers.values["age"] = 0.1 + 0.2;
  EXPECT_EQ(truth("age == 0.3"), T);
  EXPECT_EQ(truth("age <= 0.3"), T);
  EXPECT_EQ(truth("age > 0.3"), F);
  answers.values["age"] = 0.300002;
  EXPECT_EQ(truth("age > 0.3"), T);
  EXPECT_EQ(truth("age != 0.3"), T);
}

TEST_F(ExpressionTest, CalculatesWithUnknownAsUnknown) {
  answers.values["age"] = 12.0;
  EXPECT_EQ(truth("age * 2 - 4 / 2 == 22"), T);
  EXPECT_EQ(truth("-age < 0"), T);
  EXPECT_EQ(truth("age + mass > 0"), U);
  EXPECT_EQ(truth("age / 0 > 1"), U) << "a division by zero has no value";
  EXPECT_EQ(truth("mass > 1.10 * age"), U);
}

TEST_F(ExpressionTest, ComparesWordsAndSets) {
  EXPECT_EQ(truth("sport == trail"), U);
  answers.values["sport"] = std::string("trail");
  EXPECT_EQ(truth("sport == trail"), T);
  EXPECT_EQ(truth("sport != trail"), F);
  EXPECT_EQ(truth("sport in {road, trail}"), T);
  EXPECT_EQ(truth("sport in {road}"), F);
  EXPECT_EQ(truth("asks has drop"), U);
  answers.values["asks"] = std::set<std::string>{"hands"};
  EXPECT_EQ(truth("asks has drop"), F);
  EXPECT_EQ(truth("asks has {drop, hands}"), T);
}

TEST_F(ExpressionTest, ComparesAWordWithARuntimeName) {
  answers.values["short_side"] = std::string("left");
  EXPECT_EQ(truth("short_side == side", Scope::Foot, sidePlace(Laterality::Left)), T);
  EXPECT_EQ(truth("short_side == side", Scope::Foot, sidePlace(Laterality::Right)), F);
}

TEST_F(ExpressionTest, LooksAtBothFeetAndThePainfulKnees) {
  answers.values["length@left"] = 250.0;
  EXPECT_EQ(truth("any_foot(length > 240)"), T);
  EXPECT_EQ(truth("any_foot(length > 260)"), U) << "the right foot is not measured";
  answers.values["length@right"] = 251.0;
  EXPECT_EQ(truth("any_foot(length > 260)"), F);
  EXPECT_EQ(truth("other(length == 251)", Scope::Foot, sidePlace(Laterality::Left)), T);

  answers.values["pain@left"] = 5.0;
  answers.values["pain@right"] = 0.0;
  EXPECT_EQ(truth("any_knee(pain == 0)"), F) << "only the left knee hurts";
  answers.painful.push_back(sidePlace(Laterality::Right));
  EXPECT_EQ(truth("any_knee(pain == 0)"), T);
  EXPECT_EQ(truth("all_knees(pain == 0)"), F);
  EXPECT_EQ(truth("all_knees(pain <= 5)"), T);
}

TEST_F(ExpressionTest, CountsWhatIsTrue) {
  set("p", T);
  EXPECT_EQ(truth("count(p, q, always) >= 2"), T);
  EXPECT_EQ(truth("count(p, q) >= 2"), F);
  EXPECT_EQ(truth("count(fired(R-A-01), p) == 1"), T);
  answers.ruleFired = true;
  EXPECT_EQ(truth("count(fired(R-A-01), p) == 2"), T);
}

TEST_F(ExpressionTest, NamesTheFieldsThatKeepItOpen) {
  const auto open = [this](const std::string& text, Place place = {}) {
    return openFields(*parse(text, place.side ? Scope::Knee : Scope::Subject), answers, place);
  };
  using Fields = std::vector<std::string>;
  set("p", T);
  EXPECT_EQ(open("p and q and age > 3"), (Fields{"q", "age"}));
  EXPECT_EQ(open("p or q"), Fields{}) << "decided";
  EXPECT_EQ(open("q or (p and not (mass < age))"), (Fields{"q", "mass", "age"}));
  EXPECT_EQ(open("q and not known(age)"), Fields{"q"}) << "known() is never open";
  EXPECT_EQ(open("any_foot(length > 3)"), Fields{"length"});
  EXPECT_EQ(open("place has front", sidePlace(Laterality::Left)), Fields{"place"});
  EXPECT_EQ(open("painful", sidePlace(Laterality::Left)), Fields{"behind_runtime"});
}

TEST_F(ExpressionTest, NamesTheFieldsThatItAsksFor) {
  set("p", T);
  EXPECT_EQ(askedFields(*parse("p and not known(age)"), answers, {}),
            std::vector<std::string>{"age"});
  EXPECT_EQ(askedFields(*parse("not known(q) or not known(p)"), answers, {}),
            std::vector<std::string>{"q"});
  EXPECT_EQ(askedFields(*parse("q and not known(age)"), answers, {}), std::vector<std::string>{})
      << "not true, so it asks for nothing";
}

TEST_F(ExpressionTest, ReadsDerivedNames) {
  const auto inner = parse("p and q");
  answers.named.push_back(*inner);
  names.derived = {{"both_true", 0}};
  names.derivedScopes = {Scope::Subject};
  set("p", T);
  EXPECT_EQ(truth("both_true"), U);
  EXPECT_EQ(openFields(*parse("both_true"), answers, {}), std::vector<std::string>{"q"});
  set("q", T);
  EXPECT_EQ(truth("not both_true"), F);
}

TEST_F(ExpressionTest, RefusesWhatIsUnknown) {
  expectRefused("p and nobody", "unknown name 'nobody'");
  expectRefused("perhaps(p)", "unknown function 'perhaps'");
  expectRefused("fired(R-A-02)", "unknown rule 'R-A-02'");
  expectRefused("sport == beach", "'beach' is not one of the words");
  expectRefused("sport in {road, beach}", "'beach' is not one of the words");
  expectRefused("asks has beach", "'beach' is not one of the words");
  expectRefused("posture == flat", "'flat' is not one of the words", Scope::Foot);
}

TEST_F(ExpressionTest, RefusesWrongTypes) {
  expectRefused("age", "not true or false");
  expectRefused("p and age", "'and'");
  expectRefused("age or p", "'or'");
  expectRefused("not age", "'not'");
  expectRefused("p == 1", "==");
  expectRefused("sport < 3", "'<'");
  expectRefused("p + 1 > 0", "'+'");
  expectRefused("age in {road}", "'in'");
  expectRefused("sport has road", "'has'");
  expectRefused("yes(age)", "'()'");
}

TEST_F(ExpressionTest, RefusesNamesOfAnotherScope) {
  expectRefused("length > 3", "belongs to a foot");
  expectRefused("pain > 3", "belongs to a knee");
  expectRefused("side == left", "belongs to a foot");
  expectRefused("other(p)", "needs a foot");
  EXPECT_TRUE(parse("length > 3", Scope::Foot).has_value());
  EXPECT_TRUE(parse("pain > 3 and length > 3", Scope::Foot).has_value())
      << "a foot rule reads the knee of its side";
}

TEST_F(ExpressionTest, RefusesBrokenText) {
  expectRefused("", "unexpected");
  expectRefused("p and", "unexpected");
  expectRefused("(p", "expected ')'");
  expectRefused("p q", "unexpected 'q'");
  expectRefused("age > 3 > 2", "unexpected '>'");
  expectRefused("sport in road", "expected '{'");
  expectRefused("p & q", "unexpected");
  expectRefused("known p", "unknown name 'known'");
  expectRefused(std::string(500, '(') + "p" + std::string(500, ')'), "too deeply");
}

}  // namespace
}  // namespace podalign::profile
