#pragma once

#include <string>
#include <string_view>

#include "podalign/core/result.hpp"

namespace podalign::ingest {

/// The first sheet of an old Excel workbook (.xls: BIFF in OLE2) as a text export would print it:
/// one line for each row of the sheet, cells separated by tabs, numbers with a decimal point.
///
/// The library that reads it was not made for hostile files. It runs in a process of its own with
/// less than a second of processor time and bounded memory: what a damaged workbook does to it ends
/// there.
/// Errors: TooLarge, Malformed (no workbook, damaged), UnknownFormat (a password), Internal.
[[nodiscard]] Result<std::string> xlsAsText(std::string_view bytes, const std::string& sourceName);

}  // namespace podalign::ingest
