#include <gtest/gtest.h>

#include <cmath>

#include "podalign/measure/footfall_measures.hpp"

namespace podalign::measure {
namespace {

Measurement cpeiOf(double value, const char* trial = "walking") {
  return ok(value, "%", 1.0, {"method.cpei.first_to_last_cop", {{"trial", trial}}});
}

Measurement forceOf(double value) { return ok(value, "N", 2.0, {"method.max_force", {}}); }

TEST(StepMeans, MeanAndBandOfTheMean) {
  const std::vector<Measurements> steps{{{"max_force", forceOf(700.0)}},
                                        {{"max_force", forceOf(720.0)}},
                                        {{"max_force", forceOf(740.0)}}};
  const Measurement mean = meanOverSteps(steps).at("max_force");
  EXPECT_EQ(mean.status, Status::Ok);
  EXPECT_DOUBLE_EQ(*mean.value, 720.0);
  EXPECT_EQ(mean.unit, "N");
  EXPECT_EQ(mean.method.id, "method.max_force.mean");
  // SD 20 N, t(2 degrees of freedom) 4.303, beside the 2 N of each step.
  EXPECT_NEAR(mean.error.processing, std::hypot(2.0, 4.303 * 20.0 / std::sqrt(3.0)), 1e-9);
  const std::vector<std::pair<std::string, std::string>> values{{"steps", "3"}, {"sd", "20 N"}};
  EXPECT_EQ(mean.method.values, values);
}

TEST(StepMeans, CpeiNeedsThreeWalkingSteps) {
  std::vector<Measurements> steps{{{"cpei", cpeiOf(20.0)}}, {{"cpei", cpeiOf(22.0)}}};
  Measurement mean = meanOverSteps(steps).at("cpei");
  EXPECT_EQ(mean.status, Status::NotValid);
  EXPECT_EQ(mean.reason->id, "PLATE.TOO_FEW_STEPS");
  for (const char* trial : {"running", "unknown"}) {
    steps.push_back({{"cpei", cpeiOf(24.0, trial)}});
    EXPECT_EQ(meanOverSteps(steps).at("cpei").status, Status::NotValid) << trial;
  }
  steps.push_back({{"cpei", lowConfidence(cpeiOf(90.0), {"PLATE.SATURATED", {}})}});
  EXPECT_EQ(meanOverSteps(steps).at("cpei").status, Status::NotValid);
  steps.push_back({{"cpei", cpeiOf(24.0)}});
  mean = meanOverSteps(steps).at("cpei");
  EXPECT_EQ(mean.status, Status::Ok);
  EXPECT_DOUBLE_EQ(*mean.value, 22.0);
}

TEST(StepMeans, OnlyValuesThatAreOkEnter) {
  const std::vector<Measurements> steps{
      {{"max_force", forceOf(700.0)}},
      {{"max_force", lowConfidence(forceOf(10.0), {"PLATE.STARTS_LOADED", {}})}},
      {{"max_force",
        notValid("N", {"method.max_force", {}}, {"PLATE.IMPORT_MISMATCH_MEASURE", {}})}}};
  const Measurement mean = meanOverSteps(steps).at("max_force");
  EXPECT_DOUBLE_EQ(*mean.value, 700.0);
  EXPECT_DOUBLE_EQ(mean.error.processing, 2.0);
  const Measurement none = meanOverSteps(std::span(steps).subspan(1)).at("max_force");
  EXPECT_EQ(none.status, Status::NotValid);
  EXPECT_EQ(none.reason->id, "PLATE.NO_VALID_STEP");
}

TEST(StepMeans, StandingAndWalkingPrintsAreNotMixed) {
  const auto indexOf = [](const char* mode) {
    return ok(0.24, "ratio", 0.01, {std::string("method.arch_index.") + mode, {{"mode", mode}}});
  };
  const std::vector<Measurements> steps{{{"arch_index", indexOf("static")}},
                                        {{"arch_index", indexOf("dynamic")}}};
  const Measurement mean = meanOverSteps(steps).at("arch_index");
  EXPECT_EQ(mean.status, Status::NotValid);
  EXPECT_EQ(mean.reason->id, "PLATE.MIXED_TRIALS");
}

TEST(StepMeans, NothingGivesNothing) { EXPECT_TRUE(meanOverSteps({}).empty()); }

}  // namespace
}  // namespace podalign::measure
