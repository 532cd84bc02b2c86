// The page as it stands: every question, labels for every control, nothing from outside.
#include <algorithm>
#include <regex>
#include <set>

#include "form_support.hpp"

namespace podalign::testing {
namespace {

using profile::Field;
using profile::Scope;

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t number = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++number;
  return number;
}

std::vector<std::string> namesOf(const Field& field) {
  switch (field.scope) {
    case Scope::Subject: return {field.id};
    case Scope::Foot: return {"left." + field.id, "right." + field.id};
    case Scope::Knee: break;
  }
  return {"knee.left." + field.id, "knee.right." + field.id};
}

TEST(FormPage, HasEveryQuestionOnce) {
  for (const Field& field : ruleBase().vocabulary.fields) {
    for (const std::string& name : namesOf(field)) {
      EXPECT_EQ(count(page(), "data-question=\"" + name + "\""), 1U) << name;
      EXPECT_NE(page().find("name=\"" + name + "\""), std::string::npos) << name;
    }
  }
}

TEST(FormPage, OffersEveryAnswer) {
  for (const Field& field : ruleBase().vocabulary.fields) {
    if (field.id == "screen") continue;
    for (const std::string& name : namesOf(field)) {
      for (const std::string& word : field.words) {
        EXPECT_NE(page().find("name=\"" + name + "\" value=\"" + word + "\""), std::string::npos)
            << name << " " << word;
      }
    }
    for (const std::string& word : field.words) {
      const auto& texts = ruleBase().texts;
      EXPECT_TRUE(texts.has("answer." + field.id + "." + word) || texts.has("answer." + word))
          << "no plain words for " << field.id << " " << word;
    }
  }
}

TEST(FormPage, ShowsANewQuestionByItself) {
  profile::Profile extended = ruleBase();
  Field field;
  field.id = "likes_hills";
  field.type = profile::FieldType::Bool;
  field.optional = true;
  extended.vocabulary.index.emplace(field.id, extended.vocabulary.fields.size());
  extended.vocabulary.fields.push_back(field);
  const std::string made = intake::formPage(extended, layout());
  EXPECT_EQ(count(made, "data-question=\"likes_hills\""), 1U);
  EXPECT_NE(made.find("name=\"likes_hills\" value=\"true\""), std::string::npos);
}

// Fields that a condition reads, also through named expressions.
void collect(const profile::Profile& profile, const profile::Expression& expression,
             std::set<std::string>& fields) {
  for (const profile::ExpressionNode& node : expression.nodes) {
    if (node.operation == profile::Operation::Field) {
      fields.insert(profile.vocabulary.fields[node.reference].id);
    }
    if (node.operation == profile::Operation::Derived) {
      collect(profile, profile.derived[node.reference].expression, fields);
    }
  }
}

TEST(FormPage, AsksTheRedFlagsFirst) {
  const auto& first = layout().sections.front().fields;
  for (const profile::Rule& rule : ruleBase().rules) {
    const auto& levels = ruleBase().order.redFlagLevels;
    if (std::find(levels.begin(), levels.end(), rule.level) == levels.end()) continue;
    std::set<std::string> fields;
    collect(ruleBase(), rule.condition, fields);
    for (const std::string& id : fields) {
      if (!profile::belongsToScreen(*ruleBase().vocabulary.find(id))) continue;
      EXPECT_NE(std::find(first.begin(), first.end(), id), first.end())
          << rule.id << " reads " << id;
    }
  }
  EXPECT_LT(page().find("section.red_flags"), page().find("title.visit"));
}

TEST(FormPage, LabelsEveryControl) {
  const std::regex input("<input[^>]*>");
  const std::regex id(" id=\"([^\"]*)\"");
  std::size_t inputs = 0;
  for (auto at = std::sregex_iterator(page().begin(), page().end(), input);
       at != std::sregex_iterator(); ++at) {
    ++inputs;
    const auto position = static_cast<std::size_t>(at->position());
    const std::size_t opened = page().rfind("<label", position);
    const std::size_t closed = page().rfind("</label>", position);
    const bool inside =
        opened != std::string::npos && (closed == std::string::npos || opened > closed);
    std::smatch named;
    const std::string tag = at->str();
    const bool pointed = std::regex_search(tag, named, id) &&
                         page().find("for=\"" + named[1].str() + "\"") != std::string::npos;
    EXPECT_TRUE(inside || pointed) << tag;
  }
  EXPECT_GT(inputs, 300U);
  EXPECT_EQ(count(page(), "<fieldset"), count(page(), "<legend>"));
  EXPECT_EQ(count(page(), "<fieldset"), count(page(), "</fieldset>"));
  EXPECT_EQ(count(page(), "<section"), count(page(), "<h2"));
}

TEST(FormPage, HasNoIdentifierTwice) {
  const std::regex id(" id=\"([^\"]*)\"");
  std::set<std::string> seen;
  for (auto at = std::sregex_iterator(page().begin(), page().end(), id);
       at != std::sregex_iterator(); ++at) {
    EXPECT_TRUE(seen.insert((*at)[1].str()).second) << (*at)[1].str();
  }
}

TEST(FormPage, SaysItsLanguageAndTitle) {
  EXPECT_NE(page().find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(page().find("<title>"), std::string::npos);
  EXPECT_NE(page().find("name=\"viewport\""), std::string::npos);
  EXPECT_EQ(page().find(">form."), std::string::npos) << "a text is missing";
  EXPECT_EQ(page().find(">question."), std::string::npos) << "a text is missing";
}

TEST(FormPage, LoadsNothingAndSendsNothing) {
  for (const char* outside : {"http://", "https://", "<link", "@import", "url(", " src=", "fetch(",
                              "XMLHttpRequest", "localStorage", "document.cookie", "sendBeacon"}) {
    EXPECT_EQ(page().find(outside), std::string::npos) << outside;
  }
  EXPECT_EQ(count(page(), "href="), count(page(), "href=\"#form\"")) << "a link leads away";
  EXPECT_NE(page().find("default-src 'none'"), std::string::npos);
}

TEST(FormPage, MirrorsThePictureOfTheRightKnee) {
  const std::regex region(
      "left:([0-9.]+)%;top:([0-9.]+)%;width:([0-9.]+)%[^>]*>\\s*<input "
      "type=\"checkbox\" id=\"knee\\.(left|right)\\.pain_location\\.lateral\"");
  std::map<std::string, std::pair<double, double>> edges;
  for (auto at = std::sregex_iterator(page().begin(), page().end(), region);
       at != std::sregex_iterator(); ++at) {
    const double left = std::stod((*at)[1].str());
    edges[(*at)[4].str()] = {left, left + std::stod((*at)[3].str())};
  }
  ASSERT_EQ(edges.size(), 2U);
  EXPECT_GT(edges["left"].first, 50.0) << "seen from the front, the outer side of a left knee";
  EXPECT_NEAR(edges["right"].first, 100.0 - edges["left"].second, 0.11);
}

TEST(FormPage, IsTheSameEachTime) { EXPECT_EQ(page(), intake::formPage(ruleBase(), layout())); }

}  // namespace
}  // namespace podalign::testing
