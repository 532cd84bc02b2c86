// What is no foot is refused, with a reason, before anything is measured on it.
#include "support/negative_shapes.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace podalign {
namespace {

TEST(NoFoot, IsRefusedInAnyPoseWithinASecond) {
  unsigned seed = 1;
  for (const auto& [name, shape] : testing::negativeShapes()) {
    for (const Eigen::Affine3d& pose :
         {Eigen::Affine3d(Eigen::Affine3d::Identity()), testing::anyPose(++seed)}) {
      const auto start = std::chrono::steady_clock::now();
      const auto aligned = anatomy::alignFeet({testing::transformed(shape, pose), {}}, {});
      EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1)) << name;
      ASSERT_FALSE(aligned.has_value()) << name;
      EXPECT_TRUE(aligned.error().code == ErrorCode::NotAFoot ||
                  aligned.error().code == ErrorCode::UnitAmbiguous)
          << name;
      EXPECT_FALSE(aligned.error().message.empty()) << name;
    }
  }
}

}  // namespace
}  // namespace podalign
