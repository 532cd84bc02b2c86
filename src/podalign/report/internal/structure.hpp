#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "podalign/report/internal/drawing.hpp"

// What the pieces of a page are to someone who does not see it: the tags of a PDF.
namespace podalign::report::internal {

enum class Role {
  Artifact,  // of the page, not of the text: header, footer, repeated table head
  Document,
  Section,
  Heading,
  Paragraph,
  List,  // made of list items beside each other
  ListItem,
  Table,
  Row,
  ColumnHead,
  RowHead,
  Cell,
  Figure
};

// One piece. The parts of a block that goes over several pages share theirs.
struct Tag {
  Role role = Role::Paragraph;
  int level = 0;              // of a heading, from 1
  std::string text = {};      // of a figure what it shows, of a heading its words (the bookmark)
  std::string link = {};      // a web address, or #name of an anchor
  std::string anchor = {};    // a name that links can lead to
  std::string language = {};  // where it is not that of the document
  int columns = 1;            // that a cell goes over
  int element = -1;           // in Structure, once it was drawn
};
using TagPtr = std::shared_ptr<Tag>;

[[nodiscard]] inline TagPtr tagged(Tag tag) { return std::make_shared<Tag>(std::move(tag)); }

// Something drawn, as one stretch of a page's content.
struct Mark {
  int element = -1;         // -1: of no meaning (decoration)
  std::string shapes = {};  // operators that stand there besides what Cairo draws
};

struct Element {
  Tag tag;
  int parent = -1;
  struct Kid {
    int element = -1;  // -1: a mark
    int page = 0;
    int mark = 0;  // of the page, in the order of drawing
  };
  std::vector<Kid> kids = {};
  int page = 0;  // where it begins
  Rect bounds = {};
};

// Where a link was drawn; one for each part on a page.
struct LinkArea {
  int element = -1;
  int page = 0;
  Rect bounds;
};

// The tree of what is drawn, built while it is drawn.
class Structure {
 public:
  Structure();
  // What is drawn until end() belongs to the tag; a tag drawn before goes on where it was.
  void begin(Tag& tag, const Rect& bounds);
  void end();
  void endPage();

  // Where a shape or a text belongs now: decoration is -1; a text that stands nowhere becomes a
  // paragraph.
  [[nodiscard]] int ownerOfShape() const;
  [[nodiscard]] int ownerOfText();
  void mark(int owner, std::string shapes = {});

  [[nodiscard]] const std::vector<Element>& elements() const { return elements_; }
  [[nodiscard]] const std::vector<std::vector<Mark>>& pages() const { return pages_; }
  [[nodiscard]] const std::vector<LinkArea>& links() const { return links_; }

 private:
  int add(Tag tag, int parent, const Rect& bounds);
  [[nodiscard]] int parentFor(Role role);
  [[nodiscard]] std::optional<int> enclosing(Role role) const;

  std::vector<Element> elements_;  // the first is the document
  std::vector<int> open_;          // elements; -1 is an artifact
  std::vector<std::vector<Mark>> pages_;
  std::vector<LinkArea> links_;
  int lastHeading_ = 0;
};

}  // namespace podalign::report::internal
