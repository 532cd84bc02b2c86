#include "podalign/report/internal/structure.hpp"

#include <algorithm>
#include <utility>

namespace podalign::report::internal {
namespace {

bool holdsText(Role role) {
  switch (role) {
    case Role::Heading:
    case Role::Paragraph:
    case Role::ListItem:
    case Role::ColumnHead:
    case Role::RowHead:
    case Role::Cell: return true;
    default: return false;
  }
}

}  // namespace

Structure::Structure() : pages_(1) {
  elements_.push_back({{.role = Role::Document}});
  open_.push_back(0);
}

int Structure::add(Tag tag, int parent, const Rect& bounds) {
  const int index = static_cast<int>(elements_.size());
  const int page = static_cast<int>(pages_.size()) - 1;
  elements_.push_back({std::move(tag), parent, {}, page, bounds});
  elements_[static_cast<std::size_t>(parent)].kids.push_back({index});
  return index;
}

std::optional<int> Structure::enclosing(Role role) const {
  for (auto at = open_.rbegin(); at != open_.rend(); ++at) {
    const bool same = *at < 0 ? role == Role::Artifact
                              : elements_[static_cast<std::size_t>(*at)].tag.role == role;
    if (same) return *at;
  }
  return std::nullopt;
}

// Items beside each other make one list.
int Structure::parentFor(Role role) {
  const int parent = open_.back();
  if (role != Role::ListItem) return parent;
  const auto& kids = elements_[static_cast<std::size_t>(parent)].kids;
  if (!kids.empty() && kids.back().element >= 0) {
    const int last = kids.back().element;
    if (elements_[static_cast<std::size_t>(last)].tag.role == Role::List) return last;
  }
  return add({.role = Role::List}, parent, {});
}

void Structure::begin(Tag& tag, const Rect& bounds) {
  if (tag.role == Role::Artifact || open_.back() < 0) {
    open_.push_back(-1);
    return;
  }
  if (tag.element < 0) {
    Tag made = tag;
    // In a table a heading's look is no heading.
    if (made.role == Role::Heading && enclosing(Role::Table)) made.role = Role::Paragraph;
    if (made.role == Role::Heading) {
      // No level is left out, whatever the pages ask for.
      made.level = std::clamp(made.level, 1, lastHeading_ + 1);
      lastHeading_ = made.level;
    }
    tag.element = add(std::move(made), parentFor(tag.role), bounds);
  }
  open_.push_back(tag.element);
  if (!tag.link.empty()) {
    links_.push_back({tag.element, static_cast<int>(pages_.size()) - 1, bounds});
  }
}

void Structure::end() { open_.pop_back(); }

void Structure::endPage() { pages_.emplace_back(); }

int Structure::ownerOfShape() const {
  if (enclosing(Role::Artifact)) return -1;
  return enclosing(Role::Figure).value_or(-1);
}

int Structure::ownerOfText() {
  if (enclosing(Role::Artifact)) return -1;
  if (const auto figure = enclosing(Role::Figure)) return *figure;
  const int top = open_.back();
  if (holdsText(elements_[static_cast<std::size_t>(top)].tag.role)) return top;
  return add({.role = Role::Paragraph}, top, {});
}

void Structure::mark(int owner, std::string shapes) {
  std::vector<Mark>& marks = pages_.back();
  if (owner >= 0) {
    elements_[static_cast<std::size_t>(owner)].kids.push_back(
        {-1, static_cast<int>(pages_.size()) - 1, static_cast<int>(marks.size())});
  }
  marks.push_back({owner, std::move(shapes)});
}

}  // namespace podalign::report::internal
