#include "podalign/report/pictures.hpp"

#include <cairo.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <vector>

#include "support/sample_assessment.hpp"
#include "support/text_files.hpp"

namespace podalign::report {
namespace {

std::map<std::string, std::string> picturesOf(const Assessment& assessment) {
  const auto pictures = renderPictures(assessment, testing::textRenderer(), {});
  EXPECT_TRUE(pictures);
  std::map<std::string, std::string> named;
  if (!pictures) return named;
  for (const Picture& picture : *pictures) named[picture.name] = picture.bytes;
  return named;
}

TEST(Pictures, ArePngAndTheSameEveryTime) {
  const auto once = picturesOf(testing::planusLeftKnee());
  EXPECT_TRUE(once == picturesOf(testing::planusLeftKnee()));
  ASSERT_EQ(once.size(), 8U);  // two scans, the steps and the walkway among them
  for (const auto& [name, png] : once) {
    EXPECT_EQ(png.substr(0, 4), "\x89PNG") << name;
    EXPECT_GT(png.size(), 2000U) << name;
    EXPECT_TRUE(isPictureName(name)) << name;
  }
}

TEST(Pictures, AreToldFromOtherFilesByTheirNames) {
  for (const char* name : {"feet.svg", "scan-12-left.png", "walkway-1.png", "registration.svg"}) {
    EXPECT_TRUE(isPictureName(name)) << name;
  }
  for (const char* name : {"report.pdf", "feet", "my-feet.png", "feet-2.png", "steps.json", ""}) {
    EXPECT_FALSE(isPictureName(name)) << name;
  }
}

TEST(Pictures, AsVectorsAreTheSameEveryTimeAndHoldNoRaster) {
  const auto render = [] {
    return renderScanPictures(testing::planusLeftKnee().scans, testing::textRenderer(),
                              {.format = PictureFormat::Svg});
  };
  const auto once = render();
  const auto again = render();
  ASSERT_TRUE(once && again);
  ASSERT_EQ(once->size(), 2U);
  EXPECT_EQ((*once)[0].name, "scan-1-left.svg");
  EXPECT_EQ((*once)[1].name, "scan-2-right.svg");
  for (std::size_t i = 0; i < once->size(); ++i) {
    const std::string& svg = (*once)[i].bytes;
    EXPECT_TRUE(svg == (*again)[i].bytes);
    EXPECT_NE(svg.find("<svg"), std::string::npos);
    EXPECT_NE(svg.find("<path"), std::string::npos);
    EXPECT_EQ(svg.find("<image"), std::string::npos);
  }
}

// Two prints of one recording: a sheet of both feet and the walkway, in both formats.
TEST(Pictures, OfStepsAreTheSameEveryTime) {
  Assessment assessment = testing::planusLeftKnee();
  ASSERT_GE(assessment.steps.size(), 2U);
  for (WalkedStep& step : assessment.steps) step.footfall.measurement = 0;
  for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Svg}) {
    const auto render = [&] {
      return renderStepPictures(assessment.steps, testing::textRenderer(), {.format = format});
    };
    const auto once = render();
    const auto again = render();
    ASSERT_TRUE(once && again);
    ASSERT_EQ(once->size(), 2U);
    const std::string ending = format == PictureFormat::Svg ? ".svg" : ".png";
    EXPECT_EQ((*once)[0].name, "steps" + ending);
    EXPECT_EQ((*once)[1].name, "walkway-1" + ending);
    for (std::size_t i = 0; i < once->size(); ++i) {
      EXPECT_TRUE((*once)[i].bytes == (*again)[i].bytes);
      EXPECT_GT((*once)[i].bytes.size(), 2000U);
    }
  }
}

TEST(Pictures, OfNoStepsAreNone) {
  const auto pictures = renderStepPictures({}, testing::textRenderer(), {});
  ASSERT_TRUE(pictures);
  EXPECT_TRUE(pictures->empty());
}

TEST(Pictures, OfAScanWithoutASurfaceAreStillDrawn) {
  const std::vector<ScannedFoot> scans(1);
  const auto pictures = renderScanPictures(scans, testing::textRenderer(), {});
  ASSERT_TRUE(pictures);
  EXPECT_EQ(pictures->size(), 1U);
}

TEST(Pictures, WithoutDataAreLeftOut) {
  const auto pictures = picturesOf(testing::oneFoot());
  EXPECT_TRUE(pictures.contains("feet.png"));
  EXPECT_FALSE(pictures.contains("pressure.png"));
}

TEST(Pictures, OfTheKneeAreNotMadeInTheShop) {
  Assessment assessment = testing::shopVisit();
  assessment.decision.tracking = testing::samplePlanusDecision().tracking;
  EXPECT_FALSE(picturesOf(assessment).contains("knee.png"));
}

struct Pixels {
  int width = 0;
  int height = 0;
  std::vector<unsigned char> bytes;
};

Pixels pixelsOf(const std::string& png) {
  struct Source {
    const std::string* png;
    std::size_t at;
  } source{&png, 0};
  cairo_surface_t* surface = cairo_image_surface_create_from_png_stream(
      [](void* closure, unsigned char* data, unsigned int length) {
        auto* from = static_cast<Source*>(closure);
        if (from->at + length > from->png->size()) return CAIRO_STATUS_READ_ERROR;
        std::memcpy(data, from->png->data() + from->at, length);
        from->at += length;
        return CAIRO_STATUS_SUCCESS;
      },
      &source);
  Pixels pixels{
      cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), {}};
  const unsigned char* data = cairo_image_surface_get_data(surface);
  const auto count = static_cast<std::size_t>(cairo_image_surface_get_stride(surface)) *
                     static_cast<std::size_t>(pixels.height);
  pixels.bytes.assign(data, data + count);
  cairo_surface_destroy(surface);
  return pixels;
}

// The same to the eye: edges may be rounded otherwise, but no area differs.
void expectSamePicture(const std::string& one, const std::string& other) {
  const Pixels a = pixelsOf(one);
  const Pixels b = pixelsOf(other);
  ASSERT_EQ(a.width, b.width);
  ASSERT_EQ(a.height, b.height);
  constexpr int kVisible = 48;
  std::size_t different = 0;
  for (std::size_t i = 0; i < a.bytes.size(); ++i) {
    if (std::abs(a.bytes[i] - b.bytes[i]) > kVisible) ++different;
  }
  EXPECT_LT(different, a.bytes.size() / 2000);
}

// The cells of a table in another order, as another plate would print them.
void reorder(plantar::Footfall& step, bool rows, bool columns) {
  const int rowCount = step.rows.count();
  const int columnCount = step.columns.count();
  const std::vector<float> before = step.pressuresKpa;
  const int frames = static_cast<int>(before.size()) / (rowCount * columnCount);
  for (int f = 0; f < frames; ++f) {
    for (int r = 0; r < rowCount; ++r) {
      for (int c = 0; c < columnCount; ++c) {
        const int fromRow = rows ? rowCount - 1 - r : r;
        const int fromColumn = columns ? columnCount - 1 - c : c;
        step.pressuresKpa[static_cast<std::size_t>((f * rowCount + r) * columnCount + c)] =
            before[static_cast<std::size_t>((f * rowCount + fromRow) * columnCount + fromColumn)];
      }
    }
  }
  const double rowSum = (step.rows.first + step.rows.last + 1) * 5.0;
  const double columnSum = (step.columns.first + step.columns.last + 1) * 5.0;
  for (plantar::CopPoint& point : step.cop) {
    if (rows) point.yMm = rowSum - point.yMm;
    if (columns) point.xMm = columnSum - point.xMm;
  }
  if (rows) step.heelToToe.y = -step.heelToToe.y;
  if (columns) step.heelToToe.x = -step.heelToToe.x;
}

TEST(PressureMap, OfATableTurnedHalfAroundIsTheSame) {
  const Assessment plain = testing::planusLeftKnee();
  Assessment turned = plain;
  for (WalkedStep& step : turned.steps) reorder(step.footfall, true, true);
  expectSamePicture(picturesOf(plain)["pressure.png"], picturesOf(turned)["pressure.png"]);
}

TEST(PressureMap, OfATablePrintedFromBelowIsSeenFromAbove) {
  const Assessment plain = testing::planusLeftKnee();
  Assessment below = plain;
  for (WalkedStep& step : below.steps) {
    reorder(step.footfall, false, true);
    step.grid.view = plantar::GridView::FromBelow;
  }
  expectSamePicture(picturesOf(plain)["pressure.png"], picturesOf(below)["pressure.png"]);
}

TEST(PressureMap, OfAMirroredTableIsAnother) {
  const Assessment plain = testing::planusLeftKnee();
  Assessment mirrored = plain;
  for (WalkedStep& step : mirrored.steps) reorder(step.footfall, false, true);
  EXPECT_FALSE(picturesOf(plain)["pressure.png"] == picturesOf(mirrored)["pressure.png"]);
}

TEST(PressureMap, ShowsACompleteStepWhereThereIsOne) {
  const Assessment plain = testing::planusLeftKnee();
  Assessment cut = plain;
  cut.steps[0].footfall.complete = false;  // a step of the left foot, with other pressures
  for (float& kpa : cut.steps[0].footfall.pressuresKpa) kpa *= 3.0F;
  Assessment without = plain;
  without.steps.erase(without.steps.begin());
  EXPECT_TRUE(picturesOf(without)["pressure.png"] == picturesOf(cut)["pressure.png"]);
}

}  // namespace
}  // namespace podalign::report
