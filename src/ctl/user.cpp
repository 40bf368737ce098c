// turnoutctl user …: who may sign in to the console. A password comes from the terminal without being shown,
// or from the first line of what is piped in; never from the command line, where others could read it.
#include "context.hpp"
#include "turnout/accounts/accounts.hpp"

#include <CLI/CLI.hpp>
#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <memory>

namespace turnout::ctl {
namespace {

std::unique_ptr<accounts::Accounts> open_users(Context& context) {
  auto users = accounts::Accounts::open(context.settings().console_users);
  if (!users) throw Stop{ExitCode::file, users.error()};
  return std::move(users).value();
}

/// Shows nothing of what is typed while it lives.
class Unseen {
public:
  Unseen() {
    if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
  }
  ~Unseen() {
    if (!changed_) return;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    std::cerr << '\n';
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

private:
  termios before_{};
  bool changed_ = false;
};

std::string typed(const char* prompt) {
  std::cerr << prompt << std::flush;
  const Unseen unseen;
  std::string line;
  std::getline(std::cin, line);
  return line;
}

std::string read_password() {
  if (isatty(STDIN_FILENO) == 0) {
    std::string line;
    std::getline(std::cin, line);
    return line;
  }
  const std::string once = typed("New password: ");
  if (typed("Once more: ") != once)
    throw Stop{ExitCode::usage, "the two were not the same; nothing was changed"};
  return once;
}

void add_add(CLI::App& family, Context& context) {
  auto* add =
      family.add_subcommand("add", "Lets somebody sign in; asks for a password, or reads it from a pipe");
  auto user = std::make_shared<accounts::User>();
  auto role = std::make_shared<std::string>();
  add->add_option("name", user->name, "As it stands in the record, for example ann.carter")->required();
  add->add_option("--role", *role, "What they may do")
      ->required()
      ->check(CLI::IsMember(
          {"operator", "supervisor", "administrator", "commissioner", "wallboard", "care_team"}));
  add->add_option("--shown", user->shown, "As shown on screens, for example \"Ann Carter\"");
  add->callback([&context, user, role] {
    user->role = *accounts::role_of(*role);
    done_or_stop(open_users(context)->add(*user, read_password()), ExitCode::no);
    std::cout << user->name << ": may sign in as " << *role << '\n';
  });
}

void add_list(CLI::App& family, Context& context) {
  family.add_subcommand("list", "Who may sign in, and as what")->callback([&context] {
    const auto users = open_users(context)->list();
    if (!users) throw Stop{ExitCode::file, users.error()};
    std::vector<std::vector<std::string>> rows = {{"NAME", "ROLE", "STATE", "SHOWN AS"}};
    for (const auto& user : users.value())
      rows.push_back({user.name, std::string(accounts::name_of(user.role)), user.disabled ? "disabled" : "",
                      user.shown});
    std::cout << table(rows);
  });
}

} // namespace

void add_user_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("user", "Who may sign in to the console");
  family->require_subcommand(1);
  add_add(*family, context);
  add_list(*family, context);
  auto* disable = family->add_subcommand("disable", "Ends somebody's sessions and lets them in no more");
  auto name = std::make_shared<std::string>();
  auto again = std::make_shared<bool>(false);
  disable->add_option("name", *name, "Whom")->required();
  disable->add_flag("--undo", *again, "Lets them in again");
  disable->callback([&context, name, again] {
    done_or_stop(open_users(context)->set_disabled(*name, !*again), ExitCode::no);
    std::cout << *name << (*again ? ": may sign in again\n" : ": may not sign in any more\n");
  });
  auto* password =
      family->add_subcommand("password", "Sets a new password and ends the sessions under the old one");
  password->add_option("name", *name, "Whose")->required();
  password->callback([&context, name] {
    done_or_stop(open_users(context)->set_password(*name, read_password()), ExitCode::no);
    std::cout << *name << ": the password is changed\n";
  });
}

} // namespace turnout::ctl
