#include "podalign/profile/data_node.hpp"

#include <gtest/gtest.h>

namespace podalign::profile {
namespace {

Result<DataNode> read(const std::string& text, const DataLimits& limits = {}) {
  return readData(text, "case.yaml", ErrorCode::CaseInvalid, limits);
}

void expectRefused(const std::string& text, const std::string& words, std::size_t line,
                   const DataLimits& limits = {}) {
  const auto node = read(text, limits);
  ASSERT_FALSE(node.has_value()) << text;
  EXPECT_NE(node.error().message.find(words), std::string::npos) << node.error().message;
  EXPECT_EQ(node.error().line, line) << text;
  EXPECT_EQ(node.error().source, "case.yaml");
}

TEST(ReadData, KeepsOrderTextQuotesAndLines) {
  const auto node = read("b: 7\na: '7'\nlist: [x, y]\nnothing:\nmap:\n  inner: 1.5\n");
  ASSERT_TRUE(node.has_value()) << toString(node.error());
  ASSERT_EQ(node->keys.size(), 5U);
  EXPECT_EQ(node->keys[0].text, "b");
  EXPECT_EQ(node->keys[1].line, 2U);
  EXPECT_FALSE(node->find("b")->quoted);
  EXPECT_TRUE(node->find("a")->quoted);
  EXPECT_EQ(node->find("list")->items.size(), 2U);
  EXPECT_EQ(node->find("nothing")->kind, DataNode::Kind::Null);
  EXPECT_EQ(node->find("map")->find("inner")->text, "1.5");
  EXPECT_EQ(node->find("map")->find("inner")->line, 6U);
  EXPECT_EQ(node->find("absent"), nullptr);
}

TEST(ReadData, ReadsJsonAlsoWithoutBlanksAndWithTabs) {
  const auto tight = read(R"({"a":1,"b":["x","y"],"c":{"d":null}})");
  ASSERT_TRUE(tight.has_value()) << toString(tight.error());
  EXPECT_EQ(tight->find("a")->text, "1");
  EXPECT_FALSE(tight->find("a")->quoted);
  EXPECT_TRUE(tight->find("b")->items[0].quoted);
  EXPECT_EQ(tight->find("c")->find("d")->kind, DataNode::Kind::Null);
  const auto tabs = read("{\n\t\"a\": true,\n\t\"b\": -2.5e1\n}\n");
  ASSERT_TRUE(tabs.has_value()) << toString(tabs.error());
  EXPECT_EQ(*numberFrom(*tabs->find("b"), "", ErrorCode::CaseInvalid), -25.0);
}

TEST(ReadData, RefusesARepeatedKey) { expectRefused("a: 1\nb: 2\na: 3\n", "twice", 3); }
TEST(ReadData, RefusesAliases) { expectRefused("a: &x [1]\nb: *x\n", "anchors", 1); }
TEST(ReadData, RefusesTags) { expectRefused("a: !!binary aGk=\n", "tags", 1); }
TEST(ReadData, RefusesTwoDocuments) { expectRefused("a: 1\n---\nb: 2\n", "more than one", 2); }
TEST(ReadData, RefusesAListAsKey) { expectRefused("? [a, b]\n: 1\n", "key must be a word", 1); }
TEST(ReadData, RefusesBrokenText) { expectRefused("a: [1, 2\nb: 3\n", "not valid YAML", 2); }
TEST(ReadData, RefusesAnEmptyDocument) { expectRefused("# nothing\n", "empty", 1); }
TEST(ReadData, RefusesBinary) { expectRefused(std::string("a: \0b", 5), "zero bytes", 0); }

TEST(ReadData, RefusesDepthSizeAndNumberOfValues) {
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "[";
  expectRefused(deep + std::string(100, ']'), "too deeply", 1);
  expectRefused("[1, 2, 3, 4]", "too many", 1, {.bytes = 100, .depth = 4, .nodes = 3});
  const auto large = read(std::string(200, 'a'), {.bytes = 100, .depth = 4, .nodes = 3});
  ASSERT_FALSE(large.has_value());
  EXPECT_EQ(large.error().code, ErrorCode::TooLarge);
}

TEST(NumberFrom, RefusesWhatIsNoFiniteNumber) {
  const auto number = [](const std::string& text) {
    const auto node = read("a: " + text + "\n");
    return numberFrom(*node->find("a"), "", ErrorCode::CaseInvalid);
  };
  EXPECT_EQ(*number("+3"), 3.0);
  for (const char* text : {"'3'", ".nan", "nan", "inf", "1e999", "3mm", "0x10", "3,5", "[3]"}) {
    EXPECT_FALSE(number(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace podalign::profile
