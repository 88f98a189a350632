/// A fuzz target without an engine: runs it once on each file of its arguments, and on each file
/// below a directory, in order of their names.

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "properties/fuzz_target.hpp"

namespace {

namespace fs = std::filesystem;

extern "C" void tell_failure(int signal) {
  std::puts("FAILED");
  std::fflush(stdout);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::vector<fs::path> inputs_of(int count, char** arguments) {
  std::vector<fs::path> files;
  for (int i = 1; i < count; ++i) {
    if (!fs::is_directory(arguments[i])) {
      files.emplace_back(arguments[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(arguments[i])) {
      const bool hidden = entry.path().filename().string().starts_with('.');
      if (entry.is_regular_file() && !hidden) files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

int main(int count, char** arguments) {
  std::signal(SIGABRT, tell_failure);
  const std::vector<fs::path> files = inputs_of(count, arguments);
  for (const fs::path& path : files) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) {
      std::fprintf(stderr, "cannot read %s\n", path.c_str());
      return 2;
    }
    std::printf("%s: ", path.c_str());
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    std::puts("PASSED");
  }
  std::printf("%zu inputs replayed\n", files.size());
  return files.empty() ? 2 : 0;  // a green that replayed nothing would be empty
}
