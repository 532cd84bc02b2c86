#pragma once

namespace podalign::report {

enum class Paper { A4, Letter };

/// Grey: every colour by its lightness, for printers and copies without colour.
enum class Ink { Colour, Grey };

}  // namespace podalign::report
