// Runs every tests/scenarios/<family>/<name>.scenario three ways: plain, again for an equal digest, and with
// a restart after every step. TURNOUT_APPROVE=1 writes what happened into the files, for a human to read
// against the product.
#include "doing.hpp"
#include "script.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>

namespace turnout::scenarios {

namespace {

namespace fs = std::filesystem;

class Run {
public:
  Run(const Script& script, bool restarting)
      : script_(script), restarting_(restarting && script.given.restarts),
        world_(script.given.start, script.given.registry, script.given.plans),
        telling_(script.given.start, script.show), doing_(world_, script.given.start, names_) {
    REQUIRE(world_.up());
    for (const auto& [who, duty] : script.given.duties)
      say_state(who, "status", std::string(record::name_of(duty)));
    for (const auto& who : script.given.linked)
      say_state(who, "link", "up");
    forget();
    world_.at_each_stop = [this] { tell(); };
  }

  std::vector<std::vector<std::string>> all() {
    std::vector<std::vector<std::string>> told;
    for (const auto& block : script_.blocks) {
      block_.clear();
      for (const auto& step : block.steps)
        take(step);
      if (block_.empty()) block_.emplace_back("nothing");
      told.push_back(block_);
    }
    return told;
  }

  [[nodiscard]] std::string digest() const { return dispatch::digest(world_.state().facts); }
  [[nodiscard]] bool is_up() const { return world_.is_up(); }

private:
  void say_state(const ResponderId& who, const std::string& topic, const std::string& state) {
    world_.publish("turnout/v1/responder/" + who.str() + "/" + topic, R"({"state":")" + state + "\"}");
  }

  void take(const Step& step) {
    at_ = script_.given.start + step.at;
    told_at_ = at_;
    INFO(step.words);
    if (world_.is_up()) {
      world_.advance_to(at_);
    } else {
      world_.sleep_to(at_);
    }
    tell();
    doing_.step(Words(step.words));
    tell();
  }

  /// Adds what is new to the block, checks what must always hold, and in a restarting run goes down and up.
  void tell() {
    for (; records_ < world_.told().size(); ++records_) {
      for (const auto& decision : world_.told()[records_].decisions)
        add(telling_.decision(decision));
    }
    for (; sent_ < world_.sent().size(); ++sent_)
      add(telling_.message(world_.sent()[sent_].effect));
    const auto broken = world_.broken();
    if (!broken.empty()) FAIL_CHECK(broken.front());
    if (restarting_ && world_.is_up() && world_.calm()) restart();
  }

  void add(const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    if (world_.now() != told_at_) {
      told_at_ = world_.now();
      block_.push_back("@ " + telling_.clock(told_at_));
    }
    for (const auto& line : lines)
      block_.push_back(names_.shorten(line));
  }

  void restart() {
    REQUIRE(world_.restart());
    for (; records_ < world_.told().size(); ++records_) {
      for (const auto& decision : world_.told()[records_].decisions) {
        for (const auto& line : telling_.decision(decision))
          FAIL_CHECK("a restart decided something: " + line);
      }
    }
    forget();
  }

  void forget() {
    records_ = world_.told().size();
    sent_ = world_.sent().size();
  }

  const Script& script_;
  bool restarting_;
  testing::World world_;
  Names names_;
  Telling telling_;
  Doing doing_;
  std::vector<std::string> block_;
  WallTime at_;
  WallTime told_at_;
  std::size_t records_ = 0;
  std::size_t sent_ = 0;
};

std::vector<fs::path> scenario_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(TURNOUT_SOURCE_DIR "/tests/scenarios")) {
    if (entry.path().extension() == ".scenario") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string text(const std::vector<std::string>& lines) {
  std::string all;
  for (const auto& line : lines)
    all += line + "\n";
  return all;
}

void compare(const Script& script, const std::vector<std::vector<std::string>>& told) {
  for (std::size_t i = 0; i < script.blocks.size(); ++i) {
    INFO(text(script.blocks[i].source));
    CHECK(text(told[i]) == text(script.blocks[i].expected));
  }
}

void run(const fs::path& file) {
  const Script script = read_script(file);
  Run plain(script, false);
  const auto told = plain.all();
  if (std::getenv("TURNOUT_APPROVE") != nullptr) return rewrite(script, told);
  {
    INFO("plain");
    compare(script, told);
  }
  Run again(script, false);
  (void)again.all();
  if (plain.is_up()) CHECK(plain.digest() == again.digest());
  INFO("with a restart after every step");
  compare(script, Run(script, true).all());
}

} // namespace

TEST_CASE("scenarios") {
  for (const auto& file : scenario_files()) {
    DYNAMIC_SECTION(file.parent_path().filename().string() << "/" << file.stem().string()) {
      INFO(file.string());
      REQUIRE_NOTHROW(run(file));
    }
  }
}

} // namespace turnout::scenarios
