#include <fmt/format.h>

#include <optional>
#include <stdexcept>
#include <string_view>

#include "podalign/report/internal/pdf_parts.hpp"
#include "podalign/report/internal/qpdf_types.hpp"

namespace podalign::report::internal {
namespace {

using Object = QPDFObjectHandle;

Object name(const char* text) { return Object::newName(text); }
Object number(double value) {
  constexpr int kDecimals = 2;
  return Object::newReal(value, kDecimals);
}
Object integer(std::size_t value) { return Object::newInteger(static_cast<long long>(value)); }

// ---- content

// Names each stretch of a page's content after its owner, in place of Cairo's name: decoration
// becomes an artifact, the others are counted.
std::string withOwners(const std::string& content, const std::vector<Mark>& marks) {
  constexpr std::string_view kBegin = "/NonStruct << /MCID ";
  constexpr std::string_view kEnd = " >> BDC\n";
  std::string out;
  out.reserve(content.size());
  std::size_t copied = 0;
  std::size_t seen = 0;
  std::size_t owned = 0;
  for (std::size_t at = content.find(kBegin); at != std::string::npos;
       at = content.find(kBegin, copied)) {
    out.append(content, copied, at - copied);
    const std::size_t end = content.find(kEnd, at);
    // A line of its own; in a string that Cairo broke over lines a backslash goes before it.
    const bool line = at == 0 || (content[at - 1] == '\n' && (at < 2 || content[at - 2] != '\\'));
    if (!line || end == std::string::npos) {
      out.append(kBegin);
      copied = at + kBegin.size();
      continue;
    }
    if (seen == marks.size()) throw std::runtime_error("more content than structure");
    out += marks[seen].element < 0 ? "/Artifact BMC\n"
                                   : fmt::format("/Span << /MCID {} >> BDC\n", owned++);
    out += marks[seen].shapes;
    ++seen;
    copied = end + kEnd.size();
  }
  if (seen != marks.size()) throw std::runtime_error("more structure than content");
  out.append(content, copied);
  return out;
}

// ---- tree

std::string typeOf(const Tag& tag) {
  switch (tag.role) {
    case Role::Document: return "/Document";
    case Role::Section: return "/Sect";
    case Role::Heading: return fmt::format("/H{}", tag.level);
    case Role::List: return "/L";
    case Role::ListItem: return "/LI";
    case Role::Table: return "/Table";
    case Role::Row: return "/TR";
    case Role::ColumnHead:
    case Role::RowHead: return "/TH";
    case Role::Cell: return "/TD";
    case Role::Figure: return "/Figure";
    case Role::Paragraph:
    case Role::Artifact: return "/P";
  }
  return "/P";
}

Object boxOf(const Rect& rect, double pageHeight) {
  return Object::newArray({number(rect.x), number(pageHeight - rect.bottom()), number(rect.right()),
                           number(pageHeight - rect.y)});
}

class Tree {
 public:
  Tree(QPDF& pdf, const Structure& structure, Point pageSize)
      : pdf_(pdf),
        structure_(structure),
        pageSize_(pageSize),
        pages_(pdf.getAllPages()),
        lastNumber_(static_cast<int>(pdf.getObjectCount())) {
    for (const auto& marks : structure.pages()) {
      std::vector<std::size_t>& numbers = numbers_.emplace_back();
      std::size_t owned = 0;
      for (const Mark& mark : marks) numbers.push_back(mark.element < 0 ? 0 : owned++);
      owners_.emplace_back(owned);
    }
  }

  void write() {
    Object root = indirect(Object::newDictionary({{"/Type", name("/StructTreeRoot")}}));
    root.replaceKey("/K", *elementOf(0, root));
    Object parents = Object::newArray();
    for (std::size_t page = 0; page < pages_.size(); ++page) {
      pages_[page].replaceKey("/StructParents", integer(page));
      parents.appendItem(integer(page));
      parents.appendItem(indirect(Object::newArray(owners_[page])));
    }
    for (std::size_t i = 0; i < annotated_.size(); ++i) {
      parents.appendItem(integer(pages_.size() + i));
      parents.appendItem(annotated_[i]);
    }
    root.replaceKey("/ParentTree", indirect(Object::newDictionary({{"/Nums", parents}})));
    root.replaceKey("/ParentTreeNextKey", integer(pages_.size() + annotated_.size()));
    pdf_.getRoot().replaceKey("/StructTreeRoot", root);
    pdf_.getRoot().replaceKey("/MarkInfo",
                              Object::newDictionary({{"/Marked", Object::newBool(true)}}));
  }

 private:
  [[nodiscard]] Object made(const std::string& type, const Object& parent) {
    return indirect(Object::newDictionary({{"/S", name(type.c_str())}, {"/P", parent}}));
  }

  // As QPDF::makeIndirectObject, which looks through the whole file for each next number.
  [[nodiscard]] Object indirect(const Object& direct) {
    const QPDFObjGen number(++lastNumber_, 0);
    pdf_.replaceObject(number, direct);
    return pdf_.getObject(number);
  }

  // None for a piece in which nothing was drawn; an empty cell still keeps its place.
  std::optional<Object> elementOf(int index, const Object& parent) {
    const Element& element = structure_.elements()[static_cast<std::size_t>(index)];
    Object own = made(typeOf(element.tag), parent);
    Object holder = own;
    if (element.tag.role == Role::ListItem) holder = made("/LBody", own);
    if (!element.tag.link.empty()) holder = made("/Link", own);
    Object kids = Object::newArray();
    int page = -1;
    for (const Element::Kid& kid : element.kids) {
      if (kid.element < 0) {
        if (page < 0) {
          page = kid.page;
          holder.replaceKey("/Pg", pages_[static_cast<std::size_t>(page)]);
        }
        kids.appendItem(contentOf(kid, holder, page));
      } else if (auto inside = elementOf(kid.element, holder)) {
        kids.appendItem(*inside);
      }
    }
    const Role role = element.tag.role;
    const bool cell = role == Role::Cell || role == Role::RowHead || role == Role::ColumnHead;
    if (kids.getArrayNItems() == 0 && !cell && index != 0) return std::nullopt;
    if (!element.tag.link.empty()) addLinks(index, element.tag, holder, kids);
    holder.replaceKey("/K", kids);
    if (holder.getObjGen() != own.getObjGen()) own.replaceKey("/K", holder);
    describe(own, element);
    return own;
  }

  // On the owner's own page its number is enough.
  Object contentOf(const Element::Kid& kid, const Object& owner, int ownPage) {
    const auto page = static_cast<std::size_t>(kid.page);
    const std::size_t number = numbers_[page][static_cast<std::size_t>(kid.mark)];
    owners_[page][number] = owner;
    if (kid.page == ownPage) return integer(number);
    return Object::newDictionary(
        {{"/Type", name("/MCR")}, {"/Pg", pages_[page]}, {"/MCID", integer(number)}});
  }

  void describe(Object& own, const Element& element) {
    const Tag& tag = element.tag;
    if (!tag.language.empty()) own.replaceKey("/Lang", Object::newUnicodeString(tag.language));
    if (tag.role == Role::Figure) {
      own.replaceKey("/Alt", Object::newUnicodeString(tag.text));
      own.replaceKey("/Pg", pages_[static_cast<std::size_t>(element.page)]);
      own.replaceKey("/A", Object::newDictionary({{"/O", name("/Layout")},
                                                  {"/Placement", name("/Block")},
                                                  {"/BBox", boxOf(element.bounds, pageSize_.y)}}));
      return;
    }
    if (tag.role != Role::ColumnHead && tag.role != Role::RowHead && tag.columns < 2) return;
    Object table = Object::newDictionary({{"/O", name("/Table")}});
    if (tag.role == Role::ColumnHead) table.replaceKey("/Scope", name("/Column"));
    if (tag.role == Role::RowHead) table.replaceKey("/Scope", name("/Row"));
    if (tag.columns > 1) table.replaceKey("/ColSpan", Object::newInteger(tag.columns));
    own.replaceKey("/A", table);
  }

  // ---- links

  [[nodiscard]] const Element* anchor(std::string_view wanted) const {
    for (const Element& element : structure_.elements()) {
      if (element.tag.anchor == wanted) return &element;
    }
    return nullptr;
  }

  // A link that leads nowhere stays text.
  void addLinks(int index, const Tag& tag, Object& holder, Object& kids) {
    Object target = Object::newNull();
    if (tag.link.front() == '#') {
      const Element* to = anchor(std::string_view(tag.link).substr(1));
      if (to == nullptr) return;
      target =
          Object::newArray({pages_[static_cast<std::size_t>(to->page)], name("/XYZ"), number(0.0),
                            number(pageSize_.y - to->bounds.y), Object::newNull()});
    }
    for (const LinkArea& area : structure_.links()) {
      if (area.element != index) continue;
      Object page = pages_[static_cast<std::size_t>(area.page)];
      Object annotation = indirect(Object::newDictionary(
          {{"/Type", name("/Annot")},
           {"/Subtype", name("/Link")},
           {"/Rect", boxOf(area.bounds, pageSize_.y)},
           {"/Border", Object::newArray({integer(0), integer(0), integer(0)})},
           {"/F", Object::newInteger(4)},  // printed, as PDF/A asks for
           {"/StructParent", integer(pages_.size() + annotated_.size())},
           {"/Contents", Object::newUnicodeString(tag.text.empty() ? tag.link : tag.text)}}));
      if (target.isNull()) {
        annotation.replaceKey("/A", Object::newDictionary({{"/S", name("/URI")},
                                                           {"/URI", Object::newString(tag.link)}}));
      } else {
        annotation.replaceKey("/Dest", target);
      }
      if (!page.hasKey("/Annots")) page.replaceKey("/Annots", Object::newArray());
      page.getKey("/Annots").appendItem(annotation);
      page.replaceKey("/Tabs", name("/S"));
      kids.appendItem(
          Object::newDictionary({{"/Type", name("/OBJR")}, {"/Pg", page}, {"/Obj", annotation}}));
      annotated_.push_back(holder);
    }
  }

  QPDF& pdf_;
  const Structure& structure_;
  Point pageSize_;
  std::vector<Object> pages_;
  int lastNumber_;                                 // of an object of the file
  std::vector<std::vector<std::size_t>> numbers_;  // of each mark of a page: its MCID
  std::vector<std::vector<Object>> owners_;        // of each page's MCIDs
  std::vector<Object> annotated_;                  // owners of the links
};

}  // namespace

void writeTags(QPDF& pdf, const Structure& structure, Point pageSize) {
  std::vector<QPDFObjectHandle> pages = pdf.getAllPages();
  // After the last page the structure has begun one more.
  if (structure.pages().size() != pages.size() + 1) {
    throw std::runtime_error("the structure has other pages than the drawing");
  }
  for (std::size_t i = 0; i < pages.size(); ++i) {
    QPDFObjectHandle stream = pages[i].getKey("/Contents");
    const std::shared_ptr<Buffer> buffer = stream.getStreamData(qpdf_dl_generalized);
    const std::string content(reinterpret_cast<const char*>(buffer->getBuffer()),
                              buffer->getSize());
    stream.replaceStreamData(deflated(withOwners(content, structure.pages()[i])),
                             name("/FlateDecode"), QPDFObjectHandle::newNull());
  }
  Tree(pdf, structure, pageSize).write();
}

}  // namespace podalign::report::internal
