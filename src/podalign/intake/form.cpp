#include "podalign/intake/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "podalign/intake/internal/page_parts.hpp"

namespace podalign::intake {
namespace {

using profile::Field;
using profile::FieldType;
using profile::Profile;
using profile::Scope;

constexpr const char* kSetting = "setting";
constexpr const char* kScreen = "screen";

const char* typeName(FieldType type) {
  switch (type) {
    case FieldType::Bool: return "bool";
    case FieldType::Side: return "side";
    case FieldType::Enum: return "enum";
    case FieldType::Number: return "number";
    case FieldType::Set: return "set";
  }
  return "enum";
}

const char* scopeName(Scope scope) {
  switch (scope) {
    case Scope::Subject: return "subject";
    case Scope::Foot: return "foot";
    case Scope::Knee: return "knee";
  }
  return "subject";
}

// What the script has to know: the fields, when a question is asked, and its few sentences.
std::string scriptData(const Profile& profile, const FormLayout& layout) {
  nlohmann::ordered_json data;
  data["fields"] = nlohmann::ordered_json::array();
  for (const Field& field : profile.vocabulary.fields) {
    data["fields"].push_back({{"id", field.id},
                              {"type", typeName(field.type)},
                              {"scope", scopeName(field.scope)},
                              {"screen", profile::belongsToScreen(field)}});
  }
  data["asked_if"] = nlohmann::ordered_json::array();
  for (const AskedIf& entry : layout.askedIf) {
    data["asked_if"].push_back(
        {{"field", entry.field}, {"when", entry.when}, {"is", entry.answers}});
  }
  for (const char* id : {"screen_progress", "screen_complete", "saved", "wrong", "wrong_date"}) {
    data["texts"][id] = profile.texts.raw(std::string("form.") + id);
  }
  std::string text = data.dump();
  // Nothing in it may end the script.
  for (auto at = text.find("</"); at != std::string::npos; at = text.find("</", at + 3)) {
    text.replace(at, 2, "<\\/");
  }
  return text;
}

std::string section(const Profile& profile, const std::string& id, const std::string& inside) {
  const std::string title = textOf(profile, "form.section." + id);
  return fmt::format(
      "<section aria-labelledby=\"title.{0}\" id=\"section.{0}\"><h2 "
      "id=\"title.{0}\">{1}</h2>\n{2}</section>\n",
      id, title, inside);
}

// The questions of one knee or foot in a group of its own; the script takes it out where it does
// not apply.
std::string sidePart(const Profile& profile, const FormLayout& layout, Scope scope,
                     Laterality side) {
  const std::string of = scope == Scope::Knee ? "knee" : "foot";
  const std::string name = toString(side);
  const std::string prefix = scope == Scope::Knee ? "knee." + name + "." : name + ".";
  std::string inside;
  for (const Field& field : profile.vocabulary.fields) {
    if (field.scope != scope) continue;
    const bool onMap =
        std::any_of(layout.kneeMap.begin(), layout.kneeMap.end(), [&field](const MapPlace& place) {
          return std::find(field.words.begin(), field.words.end(), place.place) !=
                 field.words.end();
        });
    inside +=
        onMap ? kneeMap(profile, layout, field, side, prefix) : question(profile, field, prefix);
  }
  return fmt::format(
      "<fieldset class=\"side\" id=\"{0}.{1}\"><legend>{2}</legend>\n{3}</fieldset>\n", of, name,
      textOf(profile, "form." + of + "." + name), inside);
}

std::string visit(const Profile& profile) {
  const Field* setting = profile.vocabulary.find(kSetting);
  return fmt::format(
      "<section aria-labelledby=\"title.visit\"><h2 id=\"title.visit\">{0}</h2>\n"
      "<div class=\"question\"><label for=\"_subject\">{1}</label>\n"
      "<input type=\"text\" id=\"_subject\" name=\"_subject\" maxlength=\"64\" "
      "autocomplete=\"off\"></div>\n"
      "<div class=\"question\"><label for=\"_captured\">{2}</label>\n"
      "<input type=\"datetime-local\" id=\"_captured\" name=\"_captured\"></div>\n{3}</section>\n",
      textOf(profile, "form.visit"), textOf(profile, "form.subject"),
      textOf(profile, "form.captured"), setting == nullptr ? "" : question(profile, *setting, ""));
}

std::string questionsOf(const Profile& profile, const std::vector<std::string>& fields) {
  std::string inside;
  for (const std::string& id : fields)
    inside += question(profile, *profile.vocabulary.find(id), "");
  return inside;
}

// Fields of the person that no section names; the two that the page itself takes care of are left.
std::vector<std::string> unplaced(const Profile& profile, const FormLayout& layout) {
  std::set<std::string> placed{kSetting, kScreen};
  for (const FormSection& entry : layout.sections) {
    placed.insert(entry.fields.begin(), entry.fields.end());
  }
  std::vector<std::string> fields;
  for (const Field& field : profile.vocabulary.fields) {
    if (field.scope == Scope::Subject && placed.count(field.id) == 0) fields.push_back(field.id);
  }
  return fields;
}

std::string bodyOf(const Profile& profile, const FormLayout& layout) {
  std::string body;
  const auto rest = unplaced(profile, layout);
  bool kneesDone = false;
  for (std::size_t i = 0; i < layout.sections.size(); ++i) {
    const FormSection& entry = layout.sections[i];
    std::string inside = questionsOf(profile, entry.fields);
    if (i + 1 == layout.sections.size()) inside += questionsOf(profile, rest);
    // The questions on a knee follow the one that asks which knee hurts.
    if (std::find(entry.fields.begin(), entry.fields.end(), "knee_pain") != entry.fields.end()) {
      for (const Laterality side : kBothSides) {
        inside += sidePart(profile, layout, Scope::Knee, side);
      }
      kneesDone = true;
    }
    body += section(profile, entry.id, inside);
    if (i == 0) body += visit(profile);
  }
  std::string feet;
  for (const Laterality side : kBothSides) {
    if (!kneesDone) feet += sidePart(profile, layout, Scope::Knee, side);
    feet += sidePart(profile, layout, Scope::Foot, side);
  }
  return body + section(profile, "measures",
                        fmt::format("<p class=\"hint\">{}</p>\n<div class=\"sides\">{}</div>\n",
                                    textOf(profile, "form.section.measures_note"), feet));
}

}  // namespace

std::string formPage(const Profile& profile, const FormLayout& layout) {
  const auto text = [&profile](const char* id) { return textOf(profile, id); };
  std::string page = "<!DOCTYPE html>\n<html lang=\"" + textOf(profile, "form.language") + "\">\n";
  page +=
      "<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'; script-src 'unsafe-inline'; form-action 'none'; base-uri 'none'\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n";
  page += "<title>" + text("form.title") + "</title>\n<style>\n" + kStyle + "</style>\n</head>\n";
  page += "<body>\n<a class=\"skip\" href=\"#form\">" + text("form.skip") + "</a>\n<main>\n<h1>" +
          text("form.title") + "</h1>\n<p>" + text("form.lead") + "</p>\n<p class=\"notice\">" +
          text("form.notice") + "</p>\n";
  page += "<form id=\"form\" novalidate autocomplete=\"off\">\n" + bodyOf(profile, layout);
  page +=
      "<div class=\"end\"><p><output id=\"screen\" name=\"screen\" data-question=\"screen\" "
      "aria-live=\"polite\"></output></p>\n<p id=\"problem\" role=\"alert\"></p>\n"
      "<button type=\"submit\">" +
      text("form.save") +
      "</button>\n<p id=\"done\" role=\"status\"></p></div>\n</form>\n</main>\n";
  page += "<script>\nconst podalignForm = " + scriptData(profile, layout) + ";\n" + kScript +
          "</script>\n</body>\n</html>\n";
  return page;
}

}  // namespace podalign::intake
