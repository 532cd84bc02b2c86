// One cloud through every format that holds points, and what is particular to each.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "podalign/ingest/internal/lzf.hpp"
#include "podalign/ingest/scan.hpp"
#include "unit/ingest/corpus_answers.hpp"
#include "unit/ingest/in_time.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

using geometry::Point3;
using std::string_literals::operator""s;

Annotated<RawScan> readAny(const std::string& bytes) {
  auto scan = readScan(bytes, "test");
  EXPECT_TRUE(scan.has_value()) << toString(scan.error());
  return scan ? std::move(*scan) : Annotated<RawScan>{};
}

RawScan readFile(const std::string& name) { return readAny(testing::corpusFile(name)).value; }

// An ellipsoid of 277 x 100 x 70, 122 points to a thousandth; read without the reader.
std::vector<Point3> truth() {
  std::ifstream in(std::string(PODALIGN_CORPUS_DIR) + "/points/plain.xyz");
  std::vector<Point3> points;
  for (Point3 p; in >> p.x() >> p.y() >> p.z();) points.push_back(p);
  return points;
}

Point3 normalAt(const Point3& point) {
  return point.cwiseQuotient(Point3(138.5 * 138.5, 50.0 * 50.0, 35.0 * 35.0)).normalized();
}

TEST(Clouds, AreTheSameFromEveryFormat) {
  const std::vector<Point3> points = truth();
  ASSERT_EQ(points.size(), 122U);
  for (const testing::Accepted& file : testing::acceptedClouds()) {
    if (file.vertices != points.size()) continue;
    SCOPED_TRACE(file.file);
    const RawScan scan = readFile(file.file);
    const bool tenths = file.file == "pcd/integers.pcd";
    ASSERT_EQ(scan.mesh.vertices.size(), points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Point3 read = tenths ? (scan.mesh.vertices[i] / 10).eval() : scan.mesh.vertices[i];
      EXPECT_LT((read - points[i]).cwiseAbs().maxCoeff(), tenths ? 0.0501 : 1e-5) << i;
    }
  }
}

TEST(Clouds, KeepNormalsOfTheFile) {
  for (const std::string name :
       {"points/normals_without_names.xyz", "points/normals_after_colours.txt",
        "ply/cloud_with_normals.ply", "pcd/order_sizes_normals.pcd",
        "pcd/order_sizes_normals_compressed.pcd"}) {
    SCOPED_TRACE(name);
    const RawScan scan = readFile(name);
    ASSERT_EQ(scan.normals.size(), scan.mesh.vertices.size());
    for (std::size_t i = 0; i < scan.normals.size(); ++i) {
      EXPECT_GT(scan.normals[i].dot(normalAt(scan.mesh.vertices[i])), 0.99999);
    }
  }
  EXPECT_TRUE(readFile("points/count_intensity_colours.pts").normals.empty());
  EXPECT_TRUE(readFile("ply/cloud_binary.ply").normals.empty());
}

TEST(Clouds, StayInStepWithTheirNormalsWhenPointsGo) {
  const RawScan scan =
      readAny(
          "x y z nx ny nz\n0 0 0 0 0 1\nnan 0 0 1 0 0\n5 0 0 0 2 0\n0 0 0 1 0 0\n9 1 1 0 0 0\n"
          "8 2 3 nan 0 0\n")
          .value;
  ASSERT_EQ(scan.mesh.vertices.size(), 4U);
  ASSERT_EQ(scan.normals.size(), 4U);
  EXPECT_EQ(scan.normals[0], Point3(0, 0, 1));
  EXPECT_EQ(scan.normals[1], Point3(0, 1, 0));
  EXPECT_EQ(scan.normals[2], Point3(0, 0, 0));
  EXPECT_EQ(scan.normals[3], Point3(0, 0, 0));
}

TEST(Clouds, CountWhatWasDropped) {
  const auto scan = readAny(testing::corpusFile("pcd/organised_nan.pcd"));
  EXPECT_EQ(scan.value.counts.verticesRead, 244U);
  EXPECT_EQ(scan.value.counts.nonFiniteVertices, 122U);
  EXPECT_EQ(scan.value.counts.vertices, 122U);
  EXPECT_EQ(scan.value.counts.trianglesRead, 0U);
  ASSERT_EQ(scan.findings.size(), 1U);
  const std::vector<std::pair<std::string, std::string>> values{{"points", "122"}};
  EXPECT_EQ(scan.findings[0].message.values, values);

  const RawScan twice = readFile("points/every_point_twice.xyz");
  EXPECT_EQ(twice.counts.verticesRead, 244U);
  EXPECT_EQ(twice.counts.vertices, 122U);
}

TEST(Clouds, StateAUnitOnlyWhereTheFileDoes) {
  const RawScan named = readFile("points/semicolons_decimal_commas.csv");
  ASSERT_TRUE(named.unit.has_value());
  EXPECT_EQ(named.unit->name, "mm");
  EXPECT_EQ(named.unit->millimetresPerUnit, 1.0);
  EXPECT_FALSE(readFile("points/commas_header.csv").unit.has_value());
  EXPECT_FALSE(readAny("x[mm],y[cm],z[mm]\n1,2,3\n4,5,6\n").value.unit.has_value());
  EXPECT_EQ(readAny("x(m),y(m),z(m)\n1,2,3\n4,5,6\n").value.unit->millimetresPerUnit, 1000.0);
}

TEST(Clouds, OfMorePointsThanAllowedAreRefused) {
  for (const std::string name : {"points/plain.xyz", "pcd/ascii.pcd", "pcd/binary.pcd",
                                 "pcd/compressed.pcd", "ply/cloud_binary.ply"}) {
    SCOPED_TRACE(name);
    const std::string bytes = testing::corpusFile(name);
    const auto scan = readScan(bytes, name, {.maxPoints = 121});
    ASSERT_FALSE(scan.has_value());
    EXPECT_EQ(scan.error().code, ErrorCode::TooLarge);
    EXPECT_NE(scan.error().message.find("more than 121 points"), std::string::npos);
    EXPECT_TRUE(readScan(bytes, name, {.maxPoints = 122}).has_value());
  }
}

TEST(Clouds, CutOffAnywhereAreNeverReadAsTheWhole) {
  for (const std::string name : {"pcd/ascii.pcd", "pcd/binary.pcd", "pcd/compressed.pcd",
                                 "ply/cloud_binary.ply", "points/count_intensity_colours.pts"}) {
    const std::string bytes = testing::corpusFile(name);
    // Not within the last number, which cut short is a number still, nor within the columns after
    // it, which nobody reads.
    const std::size_t unread = name == "points/count_intensity_colours.pts" ? 20 : 5;
    for (std::size_t length = 0; length + unread < bytes.size(); length += 3) {
      const auto scan = readScan(std::string_view(bytes).substr(0, length), "cut");
      if (!scan) continue;
      ASSERT_TRUE(contains(scan->findings, "SCAN.POINT_COUNT_MISMATCH")) << name << " " << length;
      EXPECT_EQ(scan->findings.front().severity, Severity::Caution) << name << " " << length;
    }
  }
}

// 200,000 points of three decimals, evenly spread over whatever `place` makes of three shares.
template <class Place>
std::string spread(const Place& place) {
  std::mt19937 random(4);
  const auto share = [&] { return static_cast<double>(random() >> 8U) / (1U << 24U); };
  std::string text;
  for (int i = 0; i < 200'000; ++i) {
    const double a = share();
    const double b = share();
    const Point3 p = place(Point3(a, b, share()));
    text +=
        std::to_string(p.x()) + ' ' + std::to_string(p.y()) + ' ' + std::to_string(p.z()) + '\n';
  }
  return text;
}

TEST(Clouds, ThatFillSpaceAreNoSurface) {
  const auto scan = readScan(spread([](const Point3& share) {
                               return share.cwiseProduct(Point3(270.0, 100.0, 120.0)).eval();
                             }),
                             "noise.xyz");
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
  EXPECT_NE(scan.error().message.find("fill space"), std::string::npos) << scan.error().message;
}

TEST(Clouds, OfARoughSurfaceWithASlabAreRead) {
  // An ellipsoid with 1.5 mm of noise, every tenth point on a slab under it.
  const RawScan scan =
      readAny(spread([](const Point3& share) {
        if (share.z() > 0.9) {
          return Point3(400.0 * share.x() - 200.0, 300.0 * share.y() - 150.0, -35.0);
        }
        const double up = std::acos(1.0 - 2.0 * share.x());
        const double around = 6.283185307179586 * share.y();
        const Point3 unit(std::cos(up), std::sin(up) * std::cos(around),
                          std::sin(up) * std::sin(around));
        return Point3(unit.cwiseProduct(Point3(138.5, 50.0, 35.0)) +
                      (3.3 * share.z() - 1.5) * unit);
      })).value;
  EXPECT_GT(scan.mesh.vertices.size(), 199'000U);
}

TEST(Clouds, OfAMillionPointsComeInASecond) {
  std::string bytes;
  for (int i = 0; i < 1'000'000; ++i) {
    const double around = 6.283185307179586e-6 * i;
    bytes += std::to_string(i % 277) + "." + std::to_string(i % 1000) + " " +
             std::to_string(50.0 * std::cos(around)) + " " +
             std::to_string(35.0 * std::sin(around)) + "\n";
  }
  const auto scan = testing::inASecond([&] { return readScan(bytes, "large.xyz"); });
  ASSERT_TRUE(scan.has_value()) << toString(scan.error());
  EXPECT_EQ(scan->value.counts.verticesRead, 1'000'000U);
}

TEST(UnpackLzf, RepeatsWhatIsThereAndWhatItMakes) {
  EXPECT_EQ(unpackLzf("\x02"s + "abc", 3), "abc");
  EXPECT_EQ(unpackLzf("\x02"s + "abc" + "\x20\x02"s, 6), "abcabc");
  EXPECT_EQ(unpackLzf("\0a\x20\0"s, 4), "aaaa");                     // reaches into its own bytes
  EXPECT_EQ(unpackLzf("\0a\xE0\x01\0"s, 11), std::string(11, 'a'));  // the long form
}

TEST(UnpackLzf, RefusesWhatDoesNotFit) {
  for (const auto& [packed, size] : std::vector<std::pair<std::string, std::size_t>>{
           {"\x02"s + "ab", 3},      // literals missing
           {"\x02"s + "abc", 2},     // more than promised
           {"\x02"s + "abc", 4},     // less than promised
           {"\0a\x20"s, 4},          // no place to repeat from
           {"\0a\xE0"s, 11},         // no length
           {"\0a\x20\x01"s, 4},      // before the beginning
           {"\0a\xE0\xFF\0"s, 200},  // more than promised
           {"\x20\0"s, 3}}) {
    EXPECT_FALSE(unpackLzf(packed, size).has_value());
  }
  EXPECT_EQ(unpackLzf("", 0), "");
}

// Points of which each stands there `times` times, in any order.
std::string repeatedInText(std::vector<Point3> points, std::size_t times) {
  std::vector<Point3> all;
  for (std::size_t i = 0; i < times; ++i) all.insert(all.end(), points.begin(), points.end());
  std::shuffle(all.begin(), all.end(), std::mt19937_64(3));
  std::string text;
  for (const Point3& p : all) {
    text +=
        std::to_string(p.x()) + ' ' + std::to_string(p.y()) + ' ' + std::to_string(p.z()) + '\n';
  }
  return text;
}

TEST(Clouds, PointsThatFillSpaceAreNoSurfaceAndThoseOfASkinAreOneHoweverOftenRepeated) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> share;
  for (const std::size_t times : {std::size_t{1}, std::size_t{3}}) {
    constexpr std::size_t kCount = 100'000;
    std::vector<Point3> filling;
    std::vector<Point3> skin;
    for (std::size_t i = 0; i < kCount; ++i) {
      filling.emplace_back(250.0 * share(random), 100.0 * share(random), 80.0 * share(random));
      const Point3 out = Point3(normal(random), normal(random), normal(random)).normalized();
      skin.push_back(out.cwiseProduct(Point3(138.5, 50.0, 35.0)));
    }
    const auto refused = readScan(repeatedInText(filling, times), "filling");
    ASSERT_FALSE(refused.has_value()) << times;
    EXPECT_EQ(refused.error().code, ErrorCode::NoSurface);
    EXPECT_NE(refused.error().message.find("fill space"), std::string::npos);
    const auto read = readScan(repeatedInText(skin, times), "skin");
    ASSERT_TRUE(read.has_value()) << toString(read.error());
    EXPECT_EQ(read->value.mesh.vertices.size(), kCount);
  }
}

// Denser in the middle than at its ends, which most cells that hold points belong to.
TEST(Clouds, ABlobIsNoSurface) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal;
  std::vector<Point3> blob;
  for (int i = 0; i < 100'000; ++i) {
    blob.emplace_back(40.0 * normal(random), 40.0 * normal(random), 40.0 * normal(random));
  }
  const auto scan = readScan(repeatedInText(blob, 1), "blob");
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
}

// Nine times the same points one after the other: every tenth of them is one of a few.
TEST(Clouds, PointsThatFillSpaceAgainAndAgainAreNoSurface) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<float> share;
  std::vector<std::array<float, 3>> points;
  for (int i = 0; i < 400'000; ++i) {
    points.push_back({270.0F * share(random), 100.0F * share(random), 70.0F * share(random)});
  }
  std::string bytes =
      "ply\nformat binary_little_endian 1.0\nelement vertex 3600000\nproperty float x\n"
      "property float y\nproperty float z\nend_header\n";
  for (int times = 0; times < 9; ++times) {
    bytes.append(reinterpret_cast<const char*>(points.data()), 12 * points.size());
  }
  const auto scan = testing::inASecond([&] { return readScan(bytes, "again"); });
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
  EXPECT_NE(scan.error().message.find("fill space"), std::string::npos);
}

TEST(Clouds, APlaneAndALineAreRefusedAndAShallowBowlIsNot) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> share;
  std::vector<Point3> plane;
  std::vector<Point3> line;
  std::vector<Point3> bowl;
  const Eigen::AngleAxisd turn(0.7, Point3(1.0, 2.0, 3.0).normalized());
  for (int i = 0; i < 20'000; ++i) {
    const double x = 250.0 * share(random);
    const double y = 100.0 * share(random);
    plane.emplace_back(turn * Point3(x, y, share(random)));
    line.emplace_back(turn * Point3(x, 0.0, 0.0));
    bowl.emplace_back(turn * Point3(x, y, 0.005 * (y - 50.0) * (y - 50.0)));
  }
  for (const std::vector<Point3>& points : {plane, line}) {
    const auto scan = readScan(repeatedInText(points, 1), "flat");
    ASSERT_FALSE(scan.has_value());
    EXPECT_EQ(scan.error().code, ErrorCode::NoSurface);
    EXPECT_NE(scan.error().message.find("one plane or line"), std::string::npos);
  }
  EXPECT_TRUE(readScan(repeatedInText(bowl, 1), "bowl").has_value());
}

}  // namespace
}  // namespace podalign::ingest
