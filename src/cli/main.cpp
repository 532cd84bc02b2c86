#include "cli/run.hpp"

int main(int count, char** values) { return podalign::cli::runProgram(count, values); }
