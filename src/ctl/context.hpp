// What all commands of turnoutctl share: where the daemon, its journal and its plans are, how to ask it, and
// how to end. One thread. Every failure ends the command by throwing Stop, which main turns into words and an
// exit code.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/config/settings.hpp"
#include "turnout/domain/calendar.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace turnout::ctl {

/// Also told in --help.
enum class ExitCode : int {
  done = 0,
  no = 1,          ///< the answer is no: refused, not found, or something wrong was found
  usage = 2,       ///< the command line or a setting is wrong
  unreachable = 3, ///< the daemon does not answer
  file = 4,        ///< a file or the journal cannot be read or written
};

struct Stop {
  ExitCode code = ExitCode::no;
  std::string message; ///< may be empty when all is said
};

struct HttpAnswer {
  unsigned status = 0;
  std::string body;
};

class Context {
public:
  std::string config_file = "/etc/turnout/turnout.toml";
  std::string url;
  std::string token_file;
  /// What the members of what is sent are called on the command line, for the words of a refusal.
  std::map<std::string, std::string> said_as;

  /// The settings file, read once.
  const config::Settings& settings();

  [[nodiscard]] HttpAnswer get(const std::string& target);
  [[nodiscard]] HttpAnswer post(const std::string& target, const std::string& body,
                                const std::string& type = "application/json");

  /// The body of a good answer; a problem document ends the command with its words.
  [[nodiscard]] std::string must(const HttpAnswer& answer) const;

private:
  [[nodiscard]] HttpAnswer ask(const std::string& method, const std::string& target, const std::string& body,
                               const std::string& type);
  [[nodiscard]] std::string address();
  [[nodiscard]] std::string token();

  std::optional<config::Settings> settings_;
  std::string asked_; ///< where the last answer came from
};

/// The whole file, or Stop.
[[nodiscard]] std::string read_file(const std::string& path);

/// The named human of an acting command: --by, or $TURNOUT_OPERATOR.
void add_by(CLI::App& command, std::string& by);
/// The same, or Stop where nobody is named.
[[nodiscard]] const std::string& named(const std::string& by);

/// One segment of an address; Stop where it is empty.
[[nodiscard]] std::string segment(const std::string& id);

/// An instant, or a day's local midnight.
[[nodiscard]] WallTime start_of(const char* option, const std::string& said, const ZoneTable& zone);

/// What it holds, or Stop with its error.
template <class T>
[[nodiscard]] T value_or_stop(Result<T> result, ExitCode code = ExitCode::file) {
  if (!result) throw Stop{code, result.error()};
  return std::move(result).value();
}

/// Goes on only where it was done.
inline void done_or_stop(const Status& done, ExitCode code = ExitCode::file) {
  if (!done) throw Stop{code, done.error()};
}

/// Columns as wide as their widest cell; the last one runs on.
[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows);

/// This machine's local time: 02:14:31 today, 21 Nov 02:14 otherwise. Empty for what is no time.
[[nodiscard]] std::string local_time(std::string_view rfc3339);

// One for each family of commands.
void add_incident_commands(CLI::App& program, Context& context);
void add_responder_commands(CLI::App& program, Context& context);
void add_alert_commands(CLI::App& program, Context& context);
void add_import_commands(CLI::App& program, Context& context);
void add_plan_commands(CLI::App& program, Context& context);
void add_advise_commands(CLI::App& program, Context& context);
void add_report_command(CLI::App& program, Context& context);
void add_invoice_commands(CLI::App& program, Context& context);
void add_referral_commands(CLI::App& program, Context& context);
void add_review_command(CLI::App& program, Context& context);
void add_audit_commands(CLI::App& program, Context& context);
void add_journal_commands(CLI::App& program, Context& context);
void add_custody_commands(CLI::App& program, Context& context);
void add_person_commands(CLI::App& program, Context& context);
void add_retain_command(CLI::App& program, Context& context);
void add_canary_command(CLI::App& program, Context& context);
void add_unheard_command(CLI::App& program, Context& context);
void add_user_commands(CLI::App& program, Context& context);

} // namespace turnout::ctl
