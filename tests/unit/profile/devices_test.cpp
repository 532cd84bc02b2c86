#include "podalign/profile/devices.hpp"

#include <gtest/gtest.h>

#include "podalign/profile/profile.hpp"

namespace podalign::profile {
namespace {

const Devices& devices() {
  static const auto loaded = loadDevices(PODALIGN_PROFILES_DIR);
  if (!loaded) throw std::runtime_error(toString(loaded.error()));
  return *loaded;
}

const std::vector<std::string> kScanMeasures{"foot_length",
                                             "truncated_foot_length",
                                             "ball_width",
                                             "ball_width_oblique",
                                             "heel_width",
                                             "ball_girth_tape",
                                             "ball_girth_surface",
                                             "instep_girth",
                                             "heel_girth",
                                             "dorsum_height_50",
                                             "arch_height_index",
                                             "arch_height_ratio",
                                             "medial_arch_clearance",
                                             "arch_volume",
                                             "navicular_height",
                                             "normalised_navicular_height",
                                             "arch_angle",
                                             "rearfoot_angle",
                                             "rearfoot_angle_vertical",
                                             "malleolar_valgus_index",
                                             "hallux_angle",
                                             "fifth_toe_angle",
                                             "arch_index"};

const std::vector<std::string> kPlateMeasures{"arch_index",
                                              "modified_arch_index",
                                              "chippaux_smirak_index",
                                              "staheli_index",
                                              "clarke_angle",
                                              "footprint_index",
                                              "cpei",
                                              "max_force",
                                              "peak_pressure",
                                              "contact_time",
                                              "force_time_integral",
                                              "contact_area",
                                              "footprint_area",
                                              "pressure_time_integral",
                                              "foot_progression_angle",
                                              "strike_index",
                                              "medial_lateral_balance",
                                              "rearfoot_forefoot_ratio",
                                              "zones.mt1.peak_pressure",
                                              "zones.heel_medial.pressure_time_integral"};

TEST(DeviceErrors, ExistForEveryMeasureOfTheContract) {
  for (const auto& measure : kScanMeasures) {
    EXPECT_FALSE(deviceErrorFor(devices(), DeviceSort::Scanner, "", measure).deviceId.empty())
        << measure;
  }
  for (const auto& measure : kPlateMeasures) {
    EXPECT_FALSE(deviceErrorFor(devices(), DeviceSort::Plate, "", measure).deviceId.empty())
        << measure;
  }
}

TEST(DeviceErrors, OfAnUnknownDeviceAreTheWidest) {
  for (const DeviceProfile& device : devices().devices) {
    for (const auto& [measure, kind] : devices().kindOfMeasure) {
      const auto own = device.errors.find(kind);
      if (own == device.errors.end()) continue;
      const auto choice = deviceErrorFor(devices(), device.sort, "a box nobody knows", measure);
      EXPECT_FALSE(choice.deviceKnown);
      if (choice.error.relative != own->second.relative) continue;
      EXPECT_GE(choice.error.device, own->second.device) << device.id << " " << measure;
      EXPECT_GE(choice.error.repositioning, own->second.repositioning) << device.id << measure;
    }
  }
}

TEST(DeviceErrors, AreChosenByTheDeclaredDevice) {
  const auto emed = deviceErrorFor(devices(), DeviceSort::Plate, "novel EMED-q100", "max_force");
  EXPECT_TRUE(emed.deviceKnown);
  EXPECT_EQ(emed.deviceId, "emed");
  EXPECT_TRUE(emed.error.relative);
  const auto phantom = deviceErrorFor(devices(), DeviceSort::Scanner, "phantom", "foot_length");
  EXPECT_EQ(phantom.error.device, 0.0);
  EXPECT_EQ(phantom.error.repositioning, 0.0);
  // A plate's name does not choose a scanner.
  EXPECT_FALSE(deviceErrorFor(devices(), DeviceSort::Scanner, "emed", "foot_length").deviceKnown);
}

TEST(DeviceErrors, SayWhereTheyComeFrom) {
  for (const DeviceProfile& device : devices().devices) {
    for (const auto& [kind, error] : device.errors) {
      EXPECT_TRUE(!error.sources.empty() || !error.basis.empty()) << device.id << " " << kind;
    }
  }
  const auto length = deviceErrorFor(devices(), DeviceSort::Scanner, "", "foot_length");
  EXPECT_EQ(length.error.sources, (std::vector<std::string>{"FARHAN2023", "LEESCAN2014"}));
}

TEST(DeviceErrors, AreEmptyForAMeasureWithoutKind) {
  EXPECT_TRUE(deviceErrorFor(devices(), DeviceSort::Scanner, "", "shoe_colour").deviceId.empty());
}

}  // namespace
}  // namespace podalign::profile
