#pragma once

namespace podalign::report {

enum class Paper { A4, Letter };

/// Grey: every colour by its lightness, for printers and copies without colour.
enum class Ink { Colour, Grey };

/// In what lengths are printed; documents hold millimetres.
enum class LengthUnit { Millimetre, Inch };

}  // namespace podalign::report
