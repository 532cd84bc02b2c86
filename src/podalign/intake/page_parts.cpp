#include "podalign/intake/internal/page_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace podalign::intake {
namespace {

using profile::Field;
using profile::FieldType;
using profile::Profile;

constexpr double kMapWidth = 200.0;
constexpr double kMapHeight = 260.0;
constexpr double kHundred = 100.0;

std::string radio(const std::string& name, const std::string& value, const std::string& text) {
  return fmt::format(
      "<label class=\"choice\"><input type=\"radio\" name=\"{}\" value=\"{}\"> {}</label>\n", name,
      escaped(value), text);
}

// A group of choices: the question is the legend.
std::string group(const std::string& name, const std::string& legend, const std::string& controls) {
  return fmt::format(
      "<fieldset class=\"question\" data-question=\"{}\"><legend>{}</legend>\n{}</fieldset>\n",
      name, legend, controls);
}

std::string choices(const Profile& profile, const Field& field, const std::string& name) {
  std::string controls;
  if (field.type == FieldType::Bool) {
    controls = radio(name, "true", textOf(profile, "form.yes")) +
               radio(name, "false", textOf(profile, "form.no"));
  }
  for (const std::string& word : field.words) {
    // An own "unknown" of the vocabulary stands last, like the one that every question has.
    if (word != "unknown") controls += radio(name, word, answerText(profile, field, word));
  }
  return controls + radio(name, "unknown", textOf(profile, "form.unknown"));
}

std::string boxes(const Profile& profile, const Field& field, const std::string& name) {
  std::string controls;
  for (const std::string& word : field.words) {
    controls += fmt::format(
        "<label class=\"choice\"><input type=\"checkbox\" name=\"{}\" value=\"{}\"> {}</label>\n",
        name, escaped(word), answerText(profile, field, word));
  }
  return controls;
}

std::string numberInput(const Profile& profile, const Field& field, const std::string& name) {
  const std::string low = fmt::format("{}", field.range->low);
  const std::string high = fmt::format("{}", field.range->high);
  const std::string range =
      escaped(profile.texts.render(Message{"form.range", {{"low", low}, {"high", high}}}));
  // A unit such as "0-10" is the range once more.
  const bool isRange =
      !field.unit.empty() && field.unit.front() >= '0' && field.unit.front() <= '9';
  const std::string unit = isRange ? std::string() : escaped(field.unit);
  return fmt::format(
      "<div class=\"question\" data-question=\"{0}\"><label for=\"{0}\">{1}</label>\n"
      "<input type=\"number\" id=\"{0}\" name=\"{0}\" min=\"{2}\" max=\"{3}\" step=\"any\" "
      "inputmode=\"decimal\" aria-describedby=\"{0}.range\"> <span id=\"{0}.range\" "
      "class=\"hint\">{4}{5}{6}</span></div>\n",
      name, textOf(profile, "question." + field.id), low, high, unit, unit.empty() ? "" : ", ",
      range);
}

// The drawing behind the regions; all of it is decoration.
std::string drawing(const Profile& profile, bool mirrored) {
  return fmt::format(
      "<svg viewBox=\"0 0 200 260\" aria-hidden=\"true\" focusable=\"false\">"
      "<g{}><path class=\"leg\" d=\"M48 0 C44 60 34 90 36 130 C38 170 52 190 56 260 L140 260 C146 "
      "200 "
      "166 176 168 134 C170 92 158 60 156 0 Z\"/>"
      "<path class=\"bone\" d=\"M78 0 C78 50 66 80 62 112 C62 138 78 142 100 136 C124 142 142 138 "
      "142 112 "
      "C138 80 126 50 126 0\"/>"
      "<path class=\"bone\" d=\"M60 152 C76 146 126 146 146 152 C144 178 130 200 124 260 M60 152 "
      "C62 178 76 "
      "200 80 260\"/>"
      "<path class=\"bone\" d=\"M152 160 C160 166 158 190 150 260\"/>"
      "<ellipse class=\"cap\" cx=\"100\" cy=\"104\" rx=\"30\" ry=\"34\"/></g>"
      "<text x=\"{}\" y=\"250\">{}</text><text x=\"{}\" y=\"250\">{}</text></svg>\n",
      mirrored ? " transform=\"translate(200 0) scale(-1 1)\"" : "", mirrored ? 1 : 153,
      textOf(profile, "form.map.outer"), mirrored ? 148 : 4, textOf(profile, "form.map.inner"));
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += letter;
    }
  }
  return out;
}

std::string textOf(const Profile& profile, const std::string& id) {
  return escaped(profile.texts.render(id));
}

std::string answerText(const Profile& profile, const Field& field, const std::string& word) {
  for (const std::string& id : {"answer." + field.id + "." + word, "answer." + word}) {
    if (profile.texts.has(id)) return textOf(profile, id);
  }
  std::string plain = word;
  std::replace(plain.begin(), plain.end(), '_', ' ');
  return escaped(plain);
}

std::string question(const Profile& profile, const Field& field, const std::string& prefix) {
  const std::string name = prefix + field.id;
  if (field.type == FieldType::Number) return numberInput(profile, field, name);
  const std::string legend = textOf(profile, "question." + field.id);
  return group(
      name, legend,
      field.type == FieldType::Set ? boxes(profile, field, name) : choices(profile, field, name));
}

std::string kneeMap(const Profile& profile, const FormLayout& layout, const Field& field,
                    Laterality side, const std::string& prefix) {
  const bool mirrored = side == Laterality::Right;
  const std::string name = prefix + field.id;
  std::string regions;
  std::string list;
  int number = 0;
  for (const MapPlace& place : layout.kneeMap) {
    if (std::find(field.words.begin(), field.words.end(), place.place) == field.words.end())
      continue;
    const double x = mirrored ? kMapWidth - place.x : place.x;
    const std::string text = answerText(profile, field, place.place);
    const std::string id = name + "." + place.place;
    regions += fmt::format(
        "<label class=\"region\" style=\"left:{:.1f}%;top:{:.1f}%;width:{:.1f}%;height:{:.1f}%\">"
        "<input type=\"checkbox\" id=\"{}\" name=\"{}\" value=\"{}\"><span "
        "aria-hidden=\"true\">{}</span>"
        "<span class=\"unseen\">{}</span></label>\n",
        kHundred * (x - place.rx) / kMapWidth, kHundred * (place.y - place.ry) / kMapHeight,
        kHundred * 2.0 * place.rx / kMapWidth, kHundred * 2.0 * place.ry / kMapHeight, id, name,
        place.place, ++number, text);
    list += fmt::format("<li><label for=\"{}\">{}</label></li>\n", id, text);
  }
  std::string others;
  for (const std::string& word : field.words) {
    const bool shown = std::any_of(layout.kneeMap.begin(), layout.kneeMap.end(),
                                   [&word](const MapPlace& place) { return place.place == word; });
    if (shown) continue;
    others += fmt::format(
        "<label class=\"choice\"><input type=\"checkbox\" name=\"{}\" value=\"{}\"> {}</label>\n",
        name, word, answerText(profile, field, word));
  }
  const std::string controls = fmt::format(
      "<p class=\"hint\">{}</p>\n<div class=\"map\"><div "
      "class=\"picture\">\n{}{}</div>\n<div><ol>\n{}</ol>\n"
      "{}</div></div>\n",
      textOf(profile, "form.map.caption"), drawing(profile, mirrored), regions, list, others);
  return group(name, textOf(profile, "question." + field.id), controls);
}

}  // namespace podalign::intake
