#include "reports.hpp"

#include "shelf.hpp"
#include "turnout/report/write.hpp"

#include <boost/asio/post.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include <array>

namespace turnout::console {
namespace {

// setpriority(2). Not the last of all: as long as it reads, the log beside the journal cannot be emptied.
constexpr int behind_others = 10;
constexpr int waiting_max = 8;
constexpr Duration kept_for = 10min;

struct WholeFile {
  std::string_view file;
  std::string_view title;
  std::string_view type;
};
constexpr auto whole_files = std::to_array<WholeFile>(
    {{"report.html", "The report", "text/html; charset=utf-8"},
     {"report.xlsx", "Workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
     {"report.json", "For programs", "application/json"}});
constexpr std::string_view csv_type = "text/csv; charset=utf-8";

Answer no_such_report(const std::string& name) {
  return problem(404, "no-such-report", "No such report",
                 "There is no report " + name + ": /api/v1/reports lists what there is.");
}

Answer files_of(const report::CalendarPeriod& period, const report::Pack& pack) {
  boost::json::array files;
  const auto add = [&](std::string_view name, std::string_view title, std::string_view type) {
    files.push_back(boost::json::object{{"name", name}, {"title", title}, {"type", type}});
  };
  for (const auto& one : whole_files)
    add(one.file, one.title, one.type);
  for (const auto& section : pack.sections) {
    for (const auto& table : section.tables)
      add(table.name + ".csv", table.title, csv_type);
  }
  return json_answer({{"period", period.name()}, {"words", period.words()}, {"files", std::move(files)}});
}

std::optional<Result<std::string>> bytes_of(const report::Pack& pack, const std::string& file) {
  if (file == "report.html") return report::html(pack);
  if (file == "report.json") return report::json(pack);
  if (file == "report.xlsx") return report::xlsx(pack);
  for (const auto& section : pack.sections) {
    for (const auto& table : section.tables) {
      if (file == table.name + ".csv") return report::csv(table);
    }
  }
  return std::nullopt;
}

Answer file_answer(const report::CalendarPeriod& period, const report::Pack& pack, const std::string& file) {
  auto bytes = bytes_of(pack, file);
  if (!bytes) return no_such_report(period.name() + "/" + file);
  if (!*bytes) return problem(503, "report-unmade", "Cannot be made now", bytes->error());
  std::string type(csv_type);
  for (const auto& one : whole_files) {
    if (one.file == file) type = one.type;
  }
  Answer answer{.status = 200, .type = std::move(type), .body = std::move(bytes->value()), .headers = {}};
  const bool a_page = file.ends_with(".html");
  answer.headers.emplace_back("Content-Disposition", (a_page ? "inline" : "attachment") +
                                                         ("; filename=\"turnout-" + period.name() + "-") +
                                                         file + "\"");
  // A page of figures: nothing of it runs, and it reaches nothing.
  if (a_page)
    answer.headers.emplace_back("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; "
                                                           "sandbox allow-modals; frame-ancestors 'none'");
  return answer;
}

} // namespace

Reports::Reports(const ConsoleDeps& deps) : deps_(deps) {
  boost::asio::post(maker_,
                    [] { (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), behind_others); });
}

Answer Reports::list(store::ReadStore& store) const {
  const auto first = store.records(1, 1);
  if (!first) return cannot_read(first.error());
  boost::json::array items;
  if (deps_.published_report && !first.value().empty()) {
    for (const auto& one :
         report::finished_periods(first.value().front().stamp.at, deps_.clock.now(), deps_.zone))
      items.push_back(boost::json::object{{"period", one.name()}, {"words", one.words()}});
  }
  return json_answer({{"items", std::move(items)}});
}

std::optional<Answer> Reports::refusal(const report::CalendarPeriod& period) {
  const WallTime now = deps_.clock.now();
  if (made_ && made_->period == period && now - made_->at < kept_for) return std::nullopt;
  auto store = store::ReadStore::open(deps_.journal_path);
  if (!store) return cannot_read(store.error());
  const auto first = store.value()->records(1, 1);
  if (!first) return cannot_read(first.error());
  const bool over = period.to(deps_.zone) <= now;
  const bool known = !first.value().empty() && period.to(deps_.zone) > first.value().front().stamp.at;
  if (!deps_.published_report || !over || !known) return no_such_report(period.name());
  auto pack = deps_.published_report(period);
  if (!pack) return problem(503, "report-unmade", "Cannot be made now", pack.error());
  made_ = Made{period, now, std::move(pack.value())};
  return std::nullopt;
}

void Reports::make(const std::string& name, Use use, Reply reply) {
  const auto period = report::parse_period(name);
  if (!period) return reply(problem(400, "bad-period", "No period", period.error()));
  if (waiting_ >= waiting_max)
    return reply(problem(503, "busy", "Busy", "Several reports are being made; ask again in a moment."));
  ++waiting_;
  boost::asio::post(maker_, [this, of = period.value(), use = std::move(use), tell = std::move(reply)] {
    auto refused = refusal(of);
    tell(refused ? std::move(*refused) : use(of, made_->pack));
    --waiting_;
  });
}

void Reports::show(const std::string& period, Reply reply) {
  make(period, files_of, std::move(reply));
}

void Reports::give(const std::string& period, const std::string& file, Reply reply) {
  make(
      period,
      [file](const report::CalendarPeriod& of, const report::Pack& pack) {
        return file_answer(of, pack, file);
      },
      std::move(reply));
}

} // namespace turnout::console
