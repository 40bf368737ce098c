// The routes of the console: which request is answered by what. Built once; its handlers run on the I/O
// thread and leave anything slow to the shelf, the desk, the signer and the importer. A handler replies
// exactly once.
#pragma once

#include "desk.hpp"
#include "latest.hpp"
#include "live.hpp"
#include "looks.hpp"
#include "pages.hpp"
#include "reports.hpp"
#include "router.hpp"
#include "shelf.hpp"
#include "turnout/console/server.hpp"

#include <list>

namespace turnout::console {

class MqttPipe;

class Api {
public:
  /// `deps` lives longer than this.
  Api(const ConsoleDeps& deps, const ConsoleOptions& options, Desk& desk, Live& live,
      const Unstored& unstored);

  /// What stands in files: the pages and the map.
  [[nodiscard]] Status read_files();

  [[nodiscard]] const Router& router() const noexcept { return router_; }
  [[nodiscard]] const Pages& pages() const noexcept { return pages_; }

  /// Waits for what is being read, imported or hashed.
  void stop();

private:
  using Handle = std::function<void(const Request&, Reply)>;
  void add(std::string method, std::string path, Handle handle);
  void add_open_routes();
  void add_reading_routes();
  void add_view_routes();
  void add_command_routes();
  void add_import_routes();
  void add_report_routes();
  void add_session_routes();
  void add_people_routes();
  void add_erasure_routes();
  void add_socket_routes();
  void add_after_routes();
  /// Asks the shelf, and what the disk has refused so far.
  void ask_latest(std::function<Answer(Latest&)> read, Reply reply);
  void give(struct ReadCommand command, unsigned done_status, Reply reply);
  void sign_in(const Request& request, const Reply& reply);
  void show_incident(const Request& request, Reply reply);
  void show_key_safe(const Request& request, Reply reply);
  void find_people(const Request& request, const Reply& reply);
  void search(const PeopleQuery& wanted, const Why& why, const Caller& caller, const Reply& reply);
  void show_person(const Request& request, Reply reply);
  void save_person(const Request& request, Reply reply);
  void erase_person(const Request& request, Reply reply);
  void look_at_everything(const Request& request, Reply reply);
  void apply_retention(const Request& request, Reply reply);
  /// Once it is committed, the write-ahead log is carried over too: it holds what was erased.
  void give_erasure(engine::LocalEvent event, std::size_t texts, Reply reply);
  /// The same for what the rules have nothing left to do about.
  void carry_over(Answer answer, std::size_t texts, Reply reply);
  /// Finds whom an incident is about, then goes on on the I/O thread.
  void with_person_of(const IncidentId& id, std::function<void(PersonId)> then, const Reply& reply);
  /// Goes on where the incident that is given as the reason is about these people.
  void about_them(const Why& why, const std::optional<PersonId>& wanted, std::function<void()> then,
                  const Reply& reply);
  void show_handover(const Request& request, const Reply& reply);
  void show_review(const Request& request, const Reply& reply);
  using Refuse = std::function<std::optional<Answer>(store::ReadStore&, const Incident&)>;
  /// Goes on, on the I/O thread, where there is such an incident and `refuse` has nothing to say.
  void with_incident(const IncidentId& id, Refuse refuse, std::function<void()> then, const Reply& reply);
  void join_broker(struct Upgrade upgrade);

  const ConsoleDeps& deps_;
  ConsoleOptions options_;
  Desk& desk_;
  Live& live_;
  const Unstored& unstored_;
  Looks looks_;
  Shelf shelf_;
  Shelf archive_; ///< for what walks the whole journal or a year of it: nobody at a desk waits for that
  Reports reports_;
  Pages pages_;
  boost::json::object map_;
  boost::asio::thread_pool importer_{1}; ///< one import, edit or reload at a time
  boost::asio::thread_pool signer_{1};   ///< one hash at a time: each takes 64 MiB
  int signing_in_ = 0;
  std::list<std::weak_ptr<MqttPipe>> pipes_;
  Router router_;
};

/// docs/openapi.json, as it was when this was built.
[[nodiscard]] std::string_view openapi_document() noexcept;

} // namespace turnout::console
